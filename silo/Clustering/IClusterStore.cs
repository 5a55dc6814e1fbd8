using Agents.Silo.Configuration;

namespace Agents.Silo.Clustering;

/// <summary>Where silos meet: asked for before Orleans starts, when saying what is wrong is one line.</summary>
internal interface IClusterStore
{
    /// <summary>Makes sure that it can be reached and has what Orleans needs.</summary>
    /// <exception cref="StartupException">It cannot be reached, or refuses.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);
}

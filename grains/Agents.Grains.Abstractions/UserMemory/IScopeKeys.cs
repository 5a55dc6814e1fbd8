using Agents.Contracts;

namespace Agents.Grains.Abstractions;

/// <summary>Names the grain of a scope without showing who it is.</summary>
public interface IScopeKeys
{
    /// <summary>Returns the key of the scope's grain. It never changes.</summary>
    string KeyOf(MemoryScope scope);
}

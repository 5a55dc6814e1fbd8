using Agents.TestKit.Processes;

namespace Agents.Chaos.Tests.Clusters;

/// <summary>What the silos of a cluster have in common, and where they differ.</summary>
internal sealed record ClusterPlan
{
    public required int Nodes { get; init; }

    /// <summary>Gets the options of every silo: storage, membership, embeddings.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Gets the options of one silo, by its number.</summary>
    public Func<int, IReadOnlyList<string>> ArgumentsOf { get; init; } = _ => [];

    /// <summary>Gets what stands before a silo's program, by its number; see <see cref="SiloStart.Prefix"/>.</summary>
    public Func<int, IReadOnlyList<string>> PrefixOf { get; init; } = _ => [];

    /// <summary>Gets the handler of a client's connections to a silo, by its number.</summary>
    public Func<int, HttpMessageHandler> HandlerOf { get; init; } = _ => new SocketsHttpHandler();
}

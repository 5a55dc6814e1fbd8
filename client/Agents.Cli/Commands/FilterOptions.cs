using System.CommandLine;
using Agents.Contracts;

namespace Agents.Cli.Commands;

/// <summary>Filters that several commands take.</summary>
internal static class FilterOptions
{
    public static Option<MemoryKind[]> Kinds() => new("--kinds")
    {
        Description = "Only these kinds, such as episode fact.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string?> Conversation() => new("--conversation")
    {
        Description = "Only this conversation.",
        HelpName = "ID",
    };

    public static Option<string?> Agent() => new("--agent") { Description = "Only this agent.", HelpName = "NAME" };

    /// <summary>An option that was not given filters nothing, where an empty list would let nothing through.</summary>
    public static IReadOnlyList<MemoryKind>? NullIfEmpty(MemoryKind[]? kinds) =>
        kinds is { Length: > 0 } ? kinds : null;
}

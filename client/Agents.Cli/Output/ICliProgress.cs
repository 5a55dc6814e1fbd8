namespace Agents.Cli.Output;

/// <summary>Counts work that takes a while.</summary>
internal interface ICliProgress
{
    /// <summary>Begins a count; a later one stands beside it.</summary>
    /// <returns>What to call with the number of steps done since the last call; any thread may.</returns>
    Action<long> Begin(string what, long total);
}

namespace Agents.Cli.Output;

/// <summary>Shows nothing: standard error is no terminal, so a bar would only fill a log.</summary>
internal sealed class SilentProgress : ICliProgress
{
    public Action<long> Begin(string what, long total) => static _ => { };
}

using Spectre.Console;

namespace Agents.Cli.Output;

/// <summary>Shows a bar for each count.</summary>
internal sealed class SpectreProgress(ProgressContext context) : ICliProgress
{
    public Action<long> Begin(string what, long total)
    {
        var task = context.AddTask(Markup.Escape(what), maxValue: total);
        return steps => task.Increment(steps);
    }
}

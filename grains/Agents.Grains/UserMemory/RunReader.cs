using System.Globalization;
using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Projection;
using Agents.Memory.Records;
using Agents.Memory.Runs;

namespace Agents.Grains.UserMemory;

/// <summary>Reads the reports of runs from the log. A run is known by the place of its first step.</summary>
internal sealed class RunReader(UserMemorySession session)
{
    private const string Prefix = "run-";

    /// <summary>Finds a run by its id.</summary>
    public MemoryError? Find(string id, out Run run)
    {
        var found = id.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? session.Projection.Runs.Find(first)
            : null;
        run = found ?? default;
        return found is null
            ? new MemoryError(ErrorCodes.NotFound, $"The user has no consolidation '{id}'.", "id")
            : null;
    }

    public async Task<MemoryResult<ConsolidationRun>> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id, out var run) is { } missing)
        {
            return missing;
        }

        var steps = await StepsAsync(run, cancellationToken);
        var known = run.End == RunEnd.Undone
            ? await BeforeUndoAsync(run, steps, cancellationToken)
            : session.Projection;
        var report = new RunReport(known, sequence => session.ReadFrameAsync(sequence, cancellationToken));
        return await report.OfStepsAsync(IdOf(run.First), StateOf(run), run.Trigger, steps);
    }

    public async Task<MemoryResult<ConsolidationList>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var runs = new List<ConsolidationRun>();
        var table = session.Projection.Runs;
        for (var index = table.Count - 1; index >= 0 && runs.Count < limit; index--)
        {
            var run = table[index];
            var steps = await StepsAsync(run, cancellationToken);
            runs.Add(RunReport.SummaryOf(IdOf(run.First), StateOf(run), run.Trigger, steps, session.Projection));
        }

        return new ConsolidationList(runs, session.Projection.Owed);
    }

    public async Task<IReadOnlyList<ConsolidationRecord>> StepsAsync(Run run, CancellationToken cancellationToken)
    {
        var steps = new List<ConsolidationRecord>();
        foreach (var sequence in session.Projection.Runs.StepsOf(run).ToArray())
        {
            var frame = await session.ReadFrameAsync(sequence, cancellationToken);
            steps.Add(RecordJson.DecodeConsolidation(frame.Payload.Span));
        }

        return steps;
    }

    /// <summary>Gives the state that a run had left: what it ended holds again by now.</summary>
    private async Task<MemoryProjection> BeforeUndoAsync(
        Run run, IReadOnlyList<ConsolidationRecord> steps, CancellationToken cancellationToken)
    {
        var last = session.Projection.Runs.StepsOf(run).SkipLast(1)
            .Concat(steps.SelectMany(step => step.Added ?? [])).Max();
        return (await session.Past.AtAsync(last, steps[^1].At, cancellationToken)).Projection;
    }

    public static string IdOf(long first) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{first}");

    // Whether it still runs knows the grain that runs it.
    private static ConsolidationState StateOf(Run run) => run.End switch
    {
        RunEnd.Completed => ConsolidationState.Completed,
        RunEnd.Limited => ConsolidationState.Limited,
        RunEnd.Cancelled => ConsolidationState.Cancelled,
        RunEnd.Undone => ConsolidationState.Undone,
        _ => ConsolidationState.Interrupted,
    };
}

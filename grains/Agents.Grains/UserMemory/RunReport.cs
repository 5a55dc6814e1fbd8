using Agents.Contracts;
using Agents.Memory.Items;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Tells what the steps of a run did, in words of the memories as they are now: what is erased is not
/// quoted.</summary>
/// <param name="known">The state after the steps.</param>
/// <param name="read">Reads a frame.</param>
internal sealed class RunReport(MemoryProjection known, Func<long, ValueTask<LogFrame>> read)
{
    private const int ChangesMax = 1_000;

    public static ConsolidationRun SummaryOf(
        string? id,
        ConsolidationState state,
        RunTrigger trigger,
        IReadOnlyList<ConsolidationRecord> steps,
        MemoryProjection known)
    {
        var costs = steps.Select(step => step.Cost).OfType<ConsolidationCost>().ToArray();
        var extractors = steps.Select(step => step.Extractor).OfType<string>().Distinct().ToArray();
        return new ConsolidationRun
        {
            Id = id,
            State = state,
            Trigger = trigger.ToString().ToLowerInvariant(),
            Started = steps[0].At,
            Ended = state == ConsolidationState.Interrupted ? null : steps[^1].At,
            Extractor = extractors.Length == 0 ? null : string.Join(", ", extractors),
            Texts = steps.Sum(step => step.Done.Count),
            Added = steps.Sum(step => step.Added?.Count ?? 0),
            Repeated = steps.Sum(step => step.Again?.Count ?? 0),
            Retired = EndedBy(known, steps).Count(),
            PassedOver = steps.Sum(step => step.PassedOver?.Count ?? 0),
            Cost = costs.Length == 0 ? null : new ConsolidationCost(
                costs.Sum(cost => cost.Calls),
                costs.Sum(cost => cost.InputTokens),
                costs.Sum(cost => cost.OutputTokens),
                costs.Sum(cost => cost.Money)),
        };
    }

    public async Task<ConsolidationRun> OfStepsAsync(
        string? id, ConsolidationState state, RunTrigger trigger, IReadOnlyList<ConsolidationRecord> steps)
    {
        var changes = new List<ConsolidationChange>();
        var summary = SummaryOf(id, state, trigger, steps, known);
        foreach (var sequence in steps.SelectMany(step => step.Added ?? []).Take(ChangesMax))
        {
            var added = await ItemAsync("added", sequence);
            changes.Add(added with { Why = added.Why ?? WhyAdded(sequence) });
        }

        foreach (var item in EndedBy(known, steps).Take(ChangesMax - changes.Count).ToArray())
        {
            var change = item.Standing == ItemStanding.Superseded ? "superseded" : "retired";
            changes.Add(await ItemAsync(change, item.Sequence) with
            {
                By = IdOf(item.RetiredBy),
                Why = change == "superseded" ? "a later statement took its place" : "what it rested on ended",
            });
        }

        foreach (var again in steps.SelectMany(step => step.Again ?? []).Take(ChangesMax - changes.Count))
        {
            changes.Add(At(await ItemAsync("repeated", again.Item), again.Source));
        }

        changes.AddRange(steps.SelectMany(step => step.PassedOver ?? []).Take(ChangesMax - changes.Count)
            .Select(passed => At(new ConsolidationChange { Change = "passed_over", Why = passed.Why }, passed.Source)));
        var all = summary.Added + summary.Retired + summary.Repeated + summary.PassedOver;
        return summary with { Changes = changes, ChangesLeftOut = all - changes.Count };
    }

    private string? WhyAdded(long sequence) => known.Items.Find(sequence) switch
    {
        { IsDigest: false } or null => null,
        { Slot: "summary" } => "the conversation has rested",
        { RestsOn.Count: > 0, Slot: "habit" } => "it was said of several days",
        _ => "so much is known of it",
    };

    private static IEnumerable<ItemState> EndedBy(MemoryProjection known, IReadOnlyList<ConsolidationRecord> steps)
    {
        var added = steps.SelectMany(step => step.Added ?? []).ToHashSet();
        return added.Count == 0 ? [] : known.Items.All.Where(item => added.Contains(item.RetiredBy));
    }

    private async Task<ConsolidationChange> ItemAsync(string change, long sequence)
    {
        if (known.Items.Find(sequence) is not { } item || !known.TryFindRecord(sequence, out var ordinal))
        {
            return new ConsolidationChange { Change = change, Why = "it was erased since" };
        }

        var frame = await read(known[ordinal].TextSequence);
        var told = new ConsolidationChange
        {
            Change = change,
            Id = known.Index[ordinal].Id,
            Kind = known.Index.KindOf(ordinal),
            Text = frame.Erased ? null : RecordJson.DecodeText(frame.Payload.Span),
            Statement = Statements.Of(known, item),
        };
        return item.Sources is [var source, ..] ? At(told, source) : told;
    }

    private ConsolidationChange At(ConsolidationChange change, EpisodeSpan source) => change with
    {
        Source = IdOf(source.Sequence),
        Span = new SourceSpan(source.Start, source.End),
    };

    private string? IdOf(long sequence) =>
        known.TryFindRecord(sequence, out var ordinal) ? known.Index[ordinal].Id : null;
}

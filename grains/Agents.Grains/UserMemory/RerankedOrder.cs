using System.Globalization;
using Agents.Memory.Recall;

namespace Agents.Grains.UserMemory;

/// <summary>Puts a reranker's scores beside the other signals. Pure and deterministic; ties break by id.</summary>
/// <remarks>
/// A score counts as every signal does: in standard deviations from the mean, here over the candidates that were read,
/// times a weight, added to the rest. So what a reranker does not see (who said it, when, what it followed) keeps its
/// say. A text that it cannot judge gets its mean, nothing; a hit that it was not shown, its worst, so none that was
/// shown falls behind one that was not.
/// </remarks>
/// <param name="ids">The id of each hit by its ordinal.</param>
/// <param name="limit">How many hits are wanted.</param>
/// <param name="weight">What the reranker counts.</param>
/// <param name="answerable">The confidence from which on memory is said to hold an answer.</param>
internal sealed class RerankedOrder(
    IReadOnlyDictionary<int, string> ids, int limit, double weight, double answerable)
{
    public const string Signal = "rerank";

    /// <summary>Adds the reranker's scores and orders the hits anew.</summary>
    /// <param name="found">What was found, the hits that the reranker was shown before all others.</param>
    /// <param name="scores">Its scores by ordinal; null for what it cannot judge.</param>
    public RecallResult Rerank(RecallResult found, IReadOnlyDictionary<int, float?> scores)
    {
        var judged = scores.Values.OfType<float>().Where(float.IsFinite).Select(score => (double)score).ToArray();
        var mean = judged.DefaultIfEmpty().Average();
        var deviation = Math.Sqrt(judged.Select(score => (score - mean) * (score - mean)).DefaultIfEmpty().Average());
        var contributions = scores.ToDictionary(
            score => score.Key,
            score => score.Value is { } value && float.IsFinite(value) && deviation > 0
                ? weight * (value - mean) / deviation
                : 0);
        var worst = contributions.Values.DefaultIfEmpty().Min();
        var hits = found.Hits.Select(hit => Added(hit, contributions.GetValueOrDefault(hit.Ordinal, worst)))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => ids[hit.Ordinal], StringComparer.Ordinal).ToArray();
        var off = judged.Length == 0 && scores.Count > 0 ? "the model cannot read the question or any candidate" : null;
        var explained = found.Explained is { Rank: not null } asked
            ? Added(asked, hits, contributions.GetValueOrDefault(asked.Ordinal, worst))
            : found.Explained;
        return Kept(found with { Hits = hits, Explained = explained }, off);
    }

    /// <summary>Keeps the order as it was found.</summary>
    public RecallResult Keep(RecallResult found) => Kept(found, "it was late, or failed");

    private RecallResult Kept(RecallResult found, string? off)
    {
        RecallHit[] hits = [.. found.Hits.Take(limit)];
        var confidence = hits.Select(hit => hit.Confidence).DefaultIfEmpty().Max();
        return found with
        {
            Hits = hits,
            Confidence = confidence,
            Answerable = hits.Length > 0 && confidence >= answerable,
            Weights = With(found.Weights, weight),
            Switches = With(found.Switches, off is null ? "on" : "off: " + off),
            Explained = found.Explained is { Rank: { } rank } asked
                ? asked with { Needed = Needed(rank, asked.Score, hits) }
                : found.Explained,
        };
    }

    private static RecallHit Added(RecallHit hit, double contribution) =>
        hit with { Score = hit.Score + contribution, Signals = With(hit.Signals, contribution) };

    private static RecallExplanation Added(RecallExplanation asked, RecallHit[] hits, double contribution)
    {
        var place = Array.FindIndex(hits, hit => hit.Ordinal == asked.Ordinal);
        return asked with
        {
            Rank = place < 0 ? asked.Rank : place + 1,
            Score = asked.Score + contribution,
            Signals = With(asked.Signals, contribution),
        };
    }

    private static string Needed(int rank, double score, RecallHit[] hits) => rank <= hits.Length
        ? string.Empty
        : string.Create(
            CultureInfo.InvariantCulture,
            $"A score above {hits[^1].Score:0.000}, that of the last hit; it has {score:0.000}.");

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> signals, T value) =>
        new(signals) { [Signal] = value };
}

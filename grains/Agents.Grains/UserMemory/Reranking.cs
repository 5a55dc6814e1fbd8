using Agents.Memory.Recall;
using Microsoft.Extensions.Logging;

namespace Agents.Grains.UserMemory;

/// <summary>Has the reranker look at the best candidates, within a deadline.</summary>
/// <remarks>A reranker that is late or fails is skipped and reported; the order that was found stands then.</remarks>
internal sealed partial class Reranking(MemoryView view, UserMemoryServices services)
{
    public const string Stage = "reranking";

    /// <summary>How many candidates are read. Nearly all that can be found stand among the best 50, and each more costs
    /// a run of the model.</summary>
    public const int CandidatesMax = 50;

    private readonly ILogger _logger = services.Logger;

    /// <summary>Gives how many hits to search for so that there are enough to rerank.</summary>
    public int DepthOf(int limit) => services.Reranker is null ? limit : Math.Max(limit, CandidatesMax);

    /// <summary>Reranks what was found and keeps the hits that are wanted.</summary>
    /// <param name="query">The question as it was asked.</param>
    /// <param name="found">What was found at the depth of <see cref="DepthOf"/>.</param>
    /// <param name="limit">How many hits are wanted.</param>
    /// <param name="cancellationToken">Ends the wait and the work.</param>
    /// <returns>The hits, and whether the reranker was skipped.</returns>
    public async Task<(RecallResult Result, bool Skipped)> RunAsync(
        string query, RecallResult found, int limit, CancellationToken cancellationToken)
    {
        if (services.Reranker is not { } reranker)
        {
            return (found, false);
        }

        // The ids are read before the first wait: what is erased meanwhile has none, and is dropped by its text.
        var index = view.Projection.Index;
        var ids = found.Hits.ToDictionary(hit => hit.Ordinal, hit => index[hit.Ordinal].Id);
        var order = new RerankedOrder(ids, limit, services.Options.RerankWeight, services.Recall.AnswerableConfidence);
        var question = index.QueryForEmbedding(query);
        return await ScoreInTimeAsync(reranker, question, found.Hits, cancellationToken) is { } scores
            ? (order.Rerank(found, scores), false)
            : (order.Keep(found), true);
    }

    private async Task<IReadOnlyDictionary<int, float?>?> ScoreInTimeAsync(
        IReranker reranker, string question, IReadOnlyList<RecallHit> hits, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scoring = ScoreAsync(reranker, question, hits, stop.Token);
        try
        {
            return await (services.Options.DeadlinesOff
                ? scoring.WaitAsync(cancellationToken)
                : scoring.WaitAsync(
                    TimeSpan.FromMilliseconds(services.Options.RerankDeadlineMs), services.Clock, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A model that is late or broken costs the better order, never the answer.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogSkipped(error.GetType().Name);
            _ = scoring.ContinueWith(
                static task => task.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
            return null;
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private async Task<IReadOnlyDictionary<int, float?>> ScoreAsync(
        IReranker reranker, string question, IReadOnlyList<RecallHit> hits, CancellationToken cancellationToken)
    {
        int[] ordinals = [.. hits.Take(CandidatesMax).Select(hit => hit.Ordinal)];
        var texts = await view.Texts.ReadAsync(ordinals, cancellationToken);
        var read = ordinals.Zip(texts, (ordinal, text) => (Ordinal: ordinal, Text: text))
            .Where(candidate => candidate.Text is not null)
            .ToList();
        var scores = await reranker.ScoreAsync(
            question, read.ConvertAll(candidate => candidate.Text!), cancellationToken);
        return scores.Count == read.Count
            ? read.Zip(scores).ToDictionary(pair => pair.First.Ordinal, pair => pair.Second)
            : throw new InvalidOperationException(
                $"The reranker gave {scores.Count} scores for {read.Count} texts; it must give one for each.");
    }

    [LoggerMessage(LogLevel.Debug, "A question goes on without the reranker ({Reason}).")]
    private partial void LogSkipped(string reason);
}

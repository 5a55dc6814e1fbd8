using Microsoft.Extensions.Logging;

namespace Agents.Grains.UserMemory;

/// <summary>Embeds a question, and with it the newest texts whose vectors are still to come, within a
/// deadline.</summary>
/// <remarks>What is late or fails is skipped and reported; words alone answer then. What was said a moment ago is found
/// all the same.</remarks>
internal sealed partial class QueryVectors(MemoryView view, UserMemoryServices services)
{
    public const string QueryStage = "embedding";
    public const string PendingStage = "pending_embedding";

    private readonly ILogger _logger = services.Logger;

    /// <summary>The vectors of one question; what was skipped is empty.</summary>
    public sealed record Result(
        ReadOnlyMemory<float> Query,
        bool QueryUnreadable,
        IReadOnlyDictionary<int, ReadOnlyMemory<byte>> Pending,
        IReadOnlyList<string> Skipped);

    /// <param name="query">The question.</param>
    /// <param name="excluded">The memories that the answer leaves out anyway.</param>
    /// <param name="cancellationToken">Ends the wait, not the work.</param>
    public async Task<Result> EmbedAsync(
        string query, IReadOnlyList<string> excluded, CancellationToken cancellationToken)
    {
        var text = view.Projection.Index.QueryForEmbedding(query);

        // Neither is cancelled when it is late: what was computed is cached by its text, and the next question has it.
        var queryTask = services.Embedder.EmbedQueryAsync(text, CancellationToken.None);
        var pendingTask = EmbedPendingAsync(excluded);
        var both = Task.WhenAll(queryTask, pendingTask);
        try
        {
            await (services.Options.DeadlinesOff
                ? both.WaitAsync(cancellationToken)
                : both.WaitAsync(
                    TimeSpan.FromMilliseconds(services.Options.EmbeddingDeadlineMs),
                    services.Clock,
                    cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A model that is late or broken costs the meaning of the question, never the answer.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogSkipped(error.GetType().Name);
        }

        // Looked at once: the tasks may still end while this method goes on.
        var (hasQuery, hasPending) = (queryTask.IsCompletedSuccessfully, pendingTask.IsCompletedSuccessfully);
        _ = both.ContinueWith(
            static task => task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        var vector = hasQuery ? await queryTask : default;
        return new Result(
            vector,
            hasQuery && vector.IsEmpty,
            hasPending ? await pendingTask : [],
            [.. Skipped(hasQuery, hasPending)]);
    }

    private static IEnumerable<string> Skipped(bool hasQuery, bool hasPending)
    {
        if (!hasQuery)
        {
            yield return QueryStage;
        }

        if (!hasPending)
        {
            yield return PendingStage;
        }
    }

    private async Task<Dictionary<int, ReadOnlyMemory<byte>>> EmbedPendingAsync(IReadOnlyList<string> excluded)
    {
        var vectors = new Dictionary<int, ReadOnlyMemory<byte>>();
        var ordinals = Pending(excluded);
        if (ordinals.Length == 0)
        {
            return vectors;
        }

        var read = await view.Texts.ReadAsync(ordinals, CancellationToken.None);
        var texts = ordinals.Zip(read, (ordinal, text) => (Ordinal: ordinal, Text: text))
            .Where(entry => entry.Text is not null)
            .ToList();

        var packed = await services.Embedder.EmbedAsync(
            texts.ConvertAll(entry => entry.Text!), urgent: true, CancellationToken.None);
        for (var i = 0; i < packed.Length; i++)
        {
            // One that the model cannot read has no vector and ranks by its words.
            if (packed[i].Length > 0)
            {
                vectors[texts[i].Ordinal] = packed[i];
            }
        }

        return vectors;
    }

    private int[] Pending(IReadOnlyList<string> excluded)
    {
        var most = services.Options.PendingEmbeddedPerQuery;
        var newest = view.Projection.PendingNewest(most + excluded.Count);
        var left = excluded.ToHashSet(StringComparer.Ordinal);
        return [.. newest.Where(ordinal => !left.Contains(view.Projection.Index[ordinal].Id)).Take(most)];
    }

    [LoggerMessage(LogLevel.Debug, "A query goes on without vectors ({Reason}).")]
    private partial void LogSkipped(string reason);
}

using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Recall;

namespace Agents.Grains.UserMemory;

/// <summary>Answers questions: embed, rank, read the texts, and pack them where a block is wanted.</summary>
internal sealed class Recaller(MemoryView view, UserMemoryServices services)
{
    // A short turn with its date and author; most are longer.
    private const int TokensOfMemory = 32;
    private const int CandidatesMin = 16;

    // As many as a block holds with the default budget, so that one read serves most questions.
    private const int HitsAtOnce = 32;

    // What Skipped says when the texts of all hits were more than an answer holds.
    private const string FullStage = "hits_too_large";

    // What Skipped says when what a hop was to read came too late.
    private const string HopStage = "hop";

    public async Task<MemoryResult<SearchResponse>> SearchAsync(
        SearchRequest request, CancellationToken cancellationToken)
    {
        var ranking = await RankAsync(
            request, request.Limit ?? MemoryLimits.SearchLimitDefault, [], null, cancellationToken);
        return new SearchResponse(ranking.Hits, ranking.Pending, ranking.Skipped);
    }

    public async Task<MemoryResult<RecallResponse>> RecallAsync(
        RecallRequest request, RecallExclusions exclusions, CancellationToken cancellationToken)
    {
        var ranking = await RankAsync(request, LimitOf(request), exclusions.ExcludedIds, null, cancellationToken);
        var recall = Pack(ranking, request);

        // Where memory does not hold an answer nothing is put into the prompt.
        if (recall.Answerable)
        {
            view.Used?.Invoke(recall.At, SequencesOf(recall.Hits));
        }

        return recall;
    }

    public async Task<MemoryResult<ExplainResponse>> ExplainAsync(
        ExplainRequest request, CancellationToken cancellationToken)
    {
        int? asked = null;
        if (request.Id is { } id)
        {
            if (new MemoryReader(view, services).Find(id, out var ordinal) is { } missing)
            {
                return missing;
            }

            asked = ordinal;
        }

        var ranking = await RankAsync(request, LimitOf(request), [], asked, cancellationToken);
        var started = services.Clock.GetTimestamp();
        var recall = Pack(ranking, request);
        ranking.StageMs["packing"] = services.Clock.GetElapsedTime(started).TotalMilliseconds;
        return new ExplainResponse
        {
            Recall = recall,
            Weights = ranking.Result.Weights.ToDictionary(),
            Switches = ranking.Result.Switches.ToDictionary(),
            BudgetTokens = request.BudgetTokens ?? MemoryLimits.BudgetTokensDefault,
            StageMs = ranking.StageMs,
            Memory = ranking.Result.Explained is { } explained ? Explained(request.Id!, explained, recall) : null,
        };
    }

    /// <remarks>About as many as could fit: each costs a read and a count of its tokens, wanted or not.</remarks>
    private static int LimitOf(RecallRequest request) => request.Limit ?? Math.Clamp(
        (request.BudgetTokens ?? MemoryLimits.BudgetTokensDefault) / TokensOfMemory,
        CandidatesMin,
        MemoryLimits.SearchLimitMax);

    private async Task<Ranking> RankAsync(
        SearchRequest request,
        int limit,
        IReadOnlyList<string> excluded,
        int? asked,
        CancellationToken cancellationToken)
    {
        var started = services.Clock.GetTimestamp();
        using var activity = services.Telemetry.Activities.StartActivity("rank");
        var vectors = await new QueryVectors(view, services).EmbedAsync(
            request.Query, excluded, cancellationToken);
        var embedded = services.Clock.GetTimestamp();

        var now = view.Now(services.Clock);
        view.Projection.Expire(now);
        var reranking = new Reranking(view, services);
        var (found, hopped) = await SearchAsync(new RecallQuery
        {
            Text = request.Query,
            Vector = vectors.Query,
            Unreadable = vectors.QueryUnreadable,
            Limit = reranking.DepthOf(limit),
            From = request.From,
            To = request.To,
            Kinds = request.Kinds,
            Conversation = request.Conversation,
            Agent = request.Agent,
            Now = now,
            ExcludedIds = excluded,
            Uses = view.Projection.Uses,
            PendingVectors = vectors.Pending,
            Explain = asked,
        }, cancellationToken);
        var (pending, position) = (view.Projection.Pending, view.Projection.Position);
        var ranked = services.Clock.GetTimestamp();
        var (result, late) = await reranking.RunAsync(request.Query, found, limit, cancellationToken);
        var reranked = services.Clock.GetTimestamp();
        var entries = EntriesOf(result);
        var (hits, full) = await ReadHitsAsync(entries, cancellationToken);
        string[] skipped =
        [
            .. vectors.Skipped, .. Named(!hopped, HopStage), .. Named(late, Reranking.Stage), .. Named(full, FullStage),
        ];
        var read = services.Clock.GetTimestamp();

        services.Telemetry.RecallSeconds.Record(services.Clock.GetElapsedTime(started, read).TotalSeconds);
        services.Telemetry.Skipped.Add(skipped.Length);
        var follows = entries.ToDictionary(entry => entry.Entry.Id, entry => entry.Entry.Follows);
        return new Ranking(result, hits, follows, pending, position, now, skipped, new Dictionary<string, double>
        {
            ["embedding"] = services.Clock.GetElapsedTime(started, embedded).TotalMilliseconds,
            ["ranking"] = services.Clock.GetElapsedTime(embedded, ranked).TotalMilliseconds,
            ["reranking"] = services.Clock.GetElapsedTime(ranked, reranked).TotalMilliseconds,
            ["reading"] = services.Clock.GetElapsedTime(reranked, read).TotalMilliseconds,
        });
    }

    private static string[] Named(bool isSkipped, string stage) => isSkipped ? [stage] : [];

    /// <summary>Searches, and follows what was found as often as the index asks for it and its texts are there in
    /// time.</summary>
    private async Task<(RecallResult Result, bool Hopped)> SearchAsync(
        RecallQuery query, CancellationToken cancellationToken)
    {
        using var search = view.Projection.Index.Begin(query);
        while (search.Read.Count > 0)
        {
            if (await ReadForHopAsync(search.Read, cancellationToken) is not { } texts)
            {
                return (search.Result(), false);
            }

            search.Continue([.. texts.OfType<string>()]);
        }

        return (search.Result(), true);
    }

    private async Task<string?[]?> ReadForHopAsync(IReadOnlyList<int> ordinals, CancellationToken cancellationToken)
    {
        var reading = view.Texts.ReadAsync(ordinals, cancellationToken);
        if (reading.IsCompletedSuccessfully || services.Options.DeadlinesOff)
        {
            return await reading;
        }

        try
        {
            return await reading.AsTask().WaitAsync(
                TimeSpan.FromMilliseconds(services.Options.HopDeadlineMs), services.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <remarks>What was erased while a reranker was waited for has no id any more and is left out; what is erased
    /// after this is dropped by its text.</remarks>
    private (RecallHit Hit, RecallEntry Entry)[] EntriesOf(RecallResult result) =>
    [
        .. result.Hits.Select(hit => (Hit: hit, Entry: view.Projection.Index[hit.Ordinal]))
            .Where(entry => !entry.Entry.Removed),
    ];

    /// <summary>Reads the texts of hits until they fill an answer. Returns fewer hits when they do, or when one was
    /// erased meanwhile.</summary>
    private async Task<(MemoryHit[] Hits, bool Full)> ReadHitsAsync(
        (RecallHit Hit, RecallEntry Entry)[] entries, CancellationToken cancellationToken)
    {
        var hits = new List<MemoryHit>(entries.Length);
        var room = MemoryLimits.AnswerTextBytesMax;
        foreach (var part in entries.Chunk(HitsAtOnce))
        {
            if (room <= 0)
            {
                return ([.. hits], true);
            }

            var texts = await view.Texts.ReadAsync(
                Array.ConvertAll(part, entry => entry.Hit.Ordinal), cancellationToken);
            foreach (var ((hit, entry), text) in part.Zip(texts))
            {
                if (text is not null && room > 0)
                {
                    room -= text.Length * sizeof(char);
                    hits.Add(HitOf(hit, entry, text));
                }
            }
        }

        return ([.. hits], room <= 0);
    }

    private MemoryHit HitOf(RecallHit hit, RecallEntry entry, string text) => new()
    {
        Id = entry.Id,
        Kind = entry.Kind,
        Text = text,
        Author = entry.Author,
        Role = entry.Role,
        Conversation = entry.Conversation,
        Time = entry.Time,
        Score = hit.Score,
        Confidence = hit.Confidence,
        Signals = hit.Signals.ToDictionary(),
        Source = SourceOf(hit.Ordinal, entry.Id),
    };

    private IEnumerable<long> SequencesOf(IEnumerable<MemoryHit> hits)
    {
        foreach (var hit in hits)
        {
            if (view.Projection.TryFind(hit.Id, out var ordinal))
            {
                yield return view.Projection[ordinal].Sequence;
            }
        }
    }

    /// <summary>Names the episodes that bear a memory out; an episode is its own source.</summary>
    private MemorySource SourceOf(int ordinal, string id)
    {
        var projection = view.Projection;
        if (projection.Items.Find(projection[ordinal].Sequence) is not { Sources: [var quoted, ..] } item)
        {
            return new MemorySource([id]);
        }

        var episodes = new List<string>();
        foreach (var source in item.Sources)
        {
            if (projection.TryFindRecord(source.Sequence, out var episode)
                && projection.Index[episode].Id is var told && !episodes.Contains(told))
            {
                episodes.Add(told);
            }
        }

        return new MemorySource(episodes, item.IsDigest ? null : new SourceSpan(quoted.Start, quoted.End));
    }

    private RecallResponse Pack(Ranking ranking, RecallRequest request)
    {
        var packed = ContextPacker.Pack(
            [.. ranking.Hits.Select(hit => new PackCandidate(
                hit.Id, hit.Text, hit.Author, hit.Time, hit.Score, hit.Confidence)
            {
                Follows = ranking.Follows[hit.Id],
            })],
            request.BudgetTokens ?? MemoryLimits.BudgetTokensDefault,
            request.Order ?? RecallOrder.Relevance,
            services.Tokens);
        var included = packed.Included.ToHashSet(StringComparer.Ordinal);
        return new RecallResponse
        {
            Context = packed.Text,
            Tokens = packed.Tokens,
            Answerable = ranking.Result.Answerable && included.Count > 0,
            Hits = Array.FindAll(ranking.Hits, hit => included.Contains(hit.Id)),
            LeftOut = [.. packed.LeftOut],
            Pending = ranking.Pending,
            Skipped = ranking.Skipped,
            Position = ranking.Position,
            At = ranking.Now,
            Hash = RecalledBlocks.HashOf(packed.Text),
        };
    }

    private static ExplainedMemory Explained(string id, RecallExplanation explained, RecallResponse recall)
    {
        var left = recall.LeftOut.FirstOrDefault(memory => memory.Id == id);
        var needed = left is null ? explained.Needed : $"It was found and left out of the block: {left.Why}.";
        return new ExplainedMemory(id, explained.Rank, explained.Score, explained.Signals.ToDictionary(), needed);
    }

    private sealed record Ranking(
        RecallResult Result,
        MemoryHit[] Hits,
        Dictionary<string, string?> Follows,
        int Pending,
        long Position,
        DateTimeOffset Now,
        IReadOnlyList<string> Skipped,
        Dictionary<string, double> StageMs);
}

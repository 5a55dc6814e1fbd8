using Agents.Cli.DataSets;
using Agents.Cli.Eval;
using Agents.Contracts;
using Agents.Memory.Projection;
using Agents.Memory.Recall;

namespace Agents.Bench.Ablation;

/// <summary>A data set in memory: an index for each sample, and how its answers are scored.</summary>
/// <param name="name">What it is called.</param>
/// <param name="score">How answers are scored.</param>
/// <param name="items">Whether the turns are read for items, and these asked together with them.</param>
internal sealed class RecallSet(string name, Func<IReadOnlyList<Answer>, EvalReport> score, bool items)
{
    /// <summary>When what has no time happened, and when all is recorded and asked.</summary>
    public static readonly DateTimeOffset Unknown = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int Hits = 100;

    private readonly List<Store> _stores = [];
    private StoredVectors? _vectors;

    public string Name => name;

    /// <summary>Loads samples, embedding what was never embedded before.</summary>
    public async Task LoadAsync(IEnumerable<Sample> samples, StoredVectors vectors, CancellationToken cancellationToken)
    {
        _vectors = vectors;
        await vectors.EmbedAsync([], cancellationToken);
        foreach (var part in samples.Chunk(64))
        {
            var stores = part.Select(StoreOf).ToList();
            await vectors.EmbedAsync(
                stores.SelectMany(store => store.Texts.Values).SelectMany(Passages.Of), cancellationToken);
            foreach (var store in stores)
            {
                SetVectors(store, vectors);
                _stores.Add(store);
            }
        }

        await vectors.EmbedAsync(
            _stores.SelectMany(store => store.Sample.Questions.Select(
                question => store.Index.QueryForEmbedding(question.Text))),
            cancellationToken);
    }

    /// <summary>Asks every question with these weights.</summary>
    public EvalReport Run(RecallOptions options)
    {
        var answers = new Answer[_stores.Count][];
        Parallel.For(0, _stores.Count, i => answers[i] = [.. _stores[i].Sample.Questions.Select(
            question => Ask(_stores[i], question, options))]);
        return score([.. answers.SelectMany(answer => answer)]);
    }

    private Store StoreOf(Sample sample)
    {
        var options = new RecallOptions { Dimension = _vectors!.Dimension };
        if (items)
        {
            var (known, read) = ReadTurns.Of(sample, options);
            return new Store(sample, known.Index, read, known);
        }

        var index = new RecallIndex(options);
        var texts = new Dictionary<string, string>();
        foreach (var call in sample.Calls)
        {
            foreach (var message in call.Messages)
            {
                texts.Add(message.Id!, message.Content);
                index.Add(new RecallDocument
                {
                    Id = message.Id!,
                    Kind = MemoryKind.Episode,
                    Role = message.Role,
                    Author = message.Author ?? message.Role,
                    Conversation = call.Conversation,
                    Time = message.Time ?? Unknown,
                    RecordedAt = Unknown,
                    Text = message.Content,
                    Evidence = true,
                });
            }
        }

        return new Store(sample, index, texts, null);
    }

    private static void SetVectors(Store store, StoredVectors vectors)
    {
        foreach (var (id, text) in store.Texts)
        {
            var ordinal = store.Index.Find(id);
            var vector = Passages.Of(text).Select(passage => vectors[passage])
                .Where(passage => passage.Length > 0).SelectMany(passage => PackedVector.Pack(passage)).ToArray();
            if (vector.Length > 0)
            {
                store.Index.SetVector(ordinal, vector);
            }
            else
            {
                store.Index.SetUnreadable(ordinal);
            }
        }
    }

    private Answer Ask(Store store, Question question, RecallOptions options)
    {
        var (sample, index, texts, known) = store;
        var vector = _vectors![index.QueryForEmbedding(question.Text)];
        var query = new RecallQuery
        {
            Text = question.Text,
            Vector = vector,
            Unreadable = vector.Length == 0,
            Limit = Hits,
            Now = Unknown,
        };
        using var search = index.Begin(query, options);
        while (search.Read.Count > 0)
        {
            search.Continue([.. search.Read.Select(ordinal => texts[index[ordinal].Id])]);
        }

        var result = search.Result();
        var turns = result.Hits.SelectMany(hit => TurnsOf(hit.Ordinal, index, known)).Distinct();
        return Evaluator.AnswerOf(sample, question, [.. turns]) with
        {
            Confidence = result.Hits.Count > 0 ? result.Hits[0].Confidence : 0,
        };
    }

    /// <summary>Gives the turns that a hit stands for: those that say an item, a turn itself.</summary>
    private static IEnumerable<string> TurnsOf(int ordinal, RecallIndex index, MemoryProjection? known)
    {
        if (known?.Items.Find(known[ordinal].Sequence) is not { } item)
        {
            yield return index[ordinal].Id;
            yield break;
        }

        foreach (var source in item.Sources)
        {
            if (known.TryFindRecord(source.Sequence, out var turn))
            {
                yield return index[turn].Id;
            }
        }
    }

    private sealed record Store(
        Sample Sample, RecallIndex Index, Dictionary<string, string> Texts, MemoryProjection? Known);
}

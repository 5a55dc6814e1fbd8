using Agents.Cli.DataSets;
using Agents.Cli.Eval;
using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Bench.Ablation;

/// <summary>A data set in memory: an index for each sample, and how its answers are scored.</summary>
internal sealed class RecallSet(string name, Func<IReadOnlyList<Answer>, EvalReport> score)
{
    private const int Hits = 100;
    private static readonly DateTimeOffset Unknown = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Store> _stores = [];
    private StoredVectors? _vectors;

    public string Name => name;

    /// <summary>Loads samples, embedding what was never embedded before.</summary>
    public async Task LoadAsync(IEnumerable<Sample> samples, StoredVectors vectors, CancellationToken cancellationToken)
    {
        _vectors = vectors;
        foreach (var part in samples.Chunk(64))
        {
            await vectors.EmbedAsync(
                part.SelectMany(sample => sample.Calls).SelectMany(call => call.Messages)
                    .SelectMany(message => Passages.Of(message.Content)),
                cancellationToken);
            foreach (var sample in part)
            {
                _stores.Add(new Store(sample, IndexOf(sample, vectors), sample.Calls.SelectMany(call => call.Messages)
                    .ToDictionary(message => message.Id!, message => message.Content)));
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

    private static RecallIndex IndexOf(Sample sample, StoredVectors vectors)
    {
        var index = new RecallIndex(new RecallOptions { Dimension = vectors.Dimension });
        foreach (var call in sample.Calls)
        {
            foreach (var message in call.Messages)
            {
                var ordinal = index.Add(new RecallDocument
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
                var vector = Passages.Of(message.Content).Select(passage => vectors[passage])
                    .Where(passage => passage.Length > 0).SelectMany(passage => PackedVector.Pack(passage)).ToArray();
                if (vector.Length > 0)
                {
                    index.SetVector(ordinal, vector);
                }
                else
                {
                    index.SetUnreadable(ordinal);
                }
            }
        }

        return index;
    }

    private Answer Ask(Store store, Question question, RecallOptions options)
    {
        var (sample, index, texts) = store;
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
        return Evaluator.AnswerOf(sample, question, [.. result.Hits.Select(hit => index[hit.Ordinal].Id)]) with
        {
            Confidence = result.Hits.Count > 0 ? result.Hits[0].Confidence : 0,
        };
    }

    private sealed record Store(Sample Sample, RecallIndex Index, Dictionary<string, string> Texts);
}

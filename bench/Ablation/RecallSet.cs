using Agents.Cli.DataSets;
using Agents.Cli.Eval;
using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Bench.Ablation;

/// <summary>A data set in memory: an index for each sample, and how its answers are scored.</summary>
/// <param name="name">Its name.</param>
/// <param name="score">How answers are scored.</param>
/// <param name="items">Whether turns are read for items first, and these answer too.</param>
internal sealed class RecallSet(string name, Func<IReadOnlyList<Answer>, EvalReport> score, bool items)
{
    private const int Hits = 100;

    /// <summary>When what has no time was said.</summary>
    public static readonly DateTimeOffset Unknown = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(Sample Sample, ReadStore Known)> _stores = [];
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
                var store = new ReadStore(sample, vectors.Dimension, Name, items);
                await vectors.EmbedAsync(store.Texts.SelectMany(Passages.Of), cancellationToken);
                store.SetVectors(vectors);
                _stores.Add((sample, store));
            }
        }

        await vectors.EmbedAsync(
            _stores.SelectMany(store => store.Sample.Questions.Select(
                question => store.Known.Index.QueryForEmbedding(question.Text))),
            cancellationToken);
    }

    /// <summary>Asks every question with these weights.</summary>
    public EvalReport Run(RecallOptions options)
    {
        var answers = new Answer[_stores.Count][];
        Parallel.For(0, _stores.Count, i => answers[i] = [.. _stores[i].Sample.Questions.Select(
            question => Ask(_stores[i].Sample, _stores[i].Known, question, options))]);
        return score([.. answers.SelectMany(answer => answer)]);
    }

    private Answer Ask(Sample sample, ReadStore known, Question question, RecallOptions options)
    {
        var index = known.Index;
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
            search.Continue([.. search.Read.Select(known.TextOf)]);
        }

        var result = search.Result();
        return Evaluator.AnswerOf(sample, question, [.. known.TurnsOf(result.Hits)]) with
        {
            Confidence = result.Hits.Count > 0 ? result.Hits[0].Confidence : 0,
        };
    }
}

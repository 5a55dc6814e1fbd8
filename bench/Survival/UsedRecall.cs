using System.Globalization;
using Agents.Bench.Ablation;
using Agents.Cli.DataSets;
using Agents.Cli.Eval;
using Agents.Memory.Activation;
using Agents.Memory.Recall;

namespace Agents.Bench.Survival;

/// <summary>What recall finds after conversations whose turns were recalled for as they came: what the signal of use
/// gives or costs.</summary>
internal sealed class UsedRecall(StoredVectors vectors)
{
    private const int Hits = 100;

    private static readonly double[] Weights = [0, 0.1, 0.25, 0.5, 1];

    public void Print(IReadOnlyList<Talk> talks)
    {
        var shipped = new RecallOptions { Dimension = vectors.Dimension };
        Console.WriteLine("\n| weight of having been used | R@5 | R@10 | R@50 | MRR |");
        Console.WriteLine("|--:|--:|--:|--:|--:|");
        foreach (var weight in Weights)
        {
            var options = shipped with { ActivationWeight = weight };
            Answer[] answers =
            [
                .. talks.AsParallel().AsOrdered().SelectMany(talk => talk.Sample.Questions.Select(
                    question => Ask(talk, question, options))),
            ];
            var row = LocomoScores.Of(answers).Tables[0].Rows.First(row => row.Group == "cat 1-4").Means;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {weight} | {100 * row["recall@5"]:0.0} | {100 * row["recall@10"]:0.0} | "
                + $"{100 * row["recall@50"]:0.0} | {row["mrr"]:0.000} |"));
        }
    }

    private Answer Ask(Talk talk, Question question, RecallOptions options)
    {
        var vector = vectors[talk.Index.QueryForEmbedding(question.Text)];
        using var search = talk.Index.Begin(
            new RecallQuery
            {
                Text = question.Text,
                Vector = vector,
                Unreadable = vector.Length == 0,
                Limit = Hits,
                Now = talk.Turns[^1].Time.AddDays(1),
                Uses = UsesOf(talk),
            },
            options);
        while (search.Read.Count > 0)
        {
            search.Continue([.. search.Read.Select(ordinal => talk.Turns[ordinal].Text)]);
        }

        return Evaluator.AnswerOf(
            talk.Sample, question, [.. search.Result().Hits.Select(hit => talk.Turns[hit.Ordinal].Id)]);
    }

    private static UseTable UsesOf(Talk talk)
    {
        var uses = new UseTable();
        foreach (var (turn, used) in talk.Turns.Zip(talk.Used))
        {
            foreach (var ordinal in used)
            {
                uses.Add(ordinal, turn.Time.UtcTicks);
            }
        }

        return uses;
    }
}

using Agents.Contracts;

namespace Agents.Memory.Recall;

/// <summary>Recalls from a made-up memory, so that the first question of a process finds its code compiled and its
/// vocabulary read.</summary>
/// <remarks>Without it the first recall takes most of a second, which is more than a chat waits for its
/// memory.</remarks>
public static class RecallWarmUp
{
    // The runtime compiles a method well after its thirtieth call.
    private const int Questions = 40;
    private const int Memories = 300;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Runs it: some hundred milliseconds of one processor. Nothing of it is kept.</summary>
    /// <param name="options">The options of the indexes to come.</param>
    /// <param name="counter">Counts tokens.</param>
    /// <param name="cancellationToken">Ends it early, which does no harm.</param>
    public static void Run(RecallOptions options, ITokenCounter counter, CancellationToken cancellationToken)
    {
        var index = new RecallIndex(options);
        for (var i = 0; i < Memories; i++)
        {
            index.SetVector(index.Add(Document(i)), PackedVector.Pack(Vector(options.Dimension, i)));
        }

        for (var i = 0; i < Questions && !cancellationToken.IsCancellationRequested; i++)
        {
            var query = new RecallQuery
            {
                Text = $"What did Ann say about step {i} last week? How many were there?",
                Vector = Vector(options.Dimension, i),
                Now = Start.AddDays(30),
            };
            using var search = index.Begin(query);
            while (search.Read.Count > 0)
            {
                search.Continue([.. search.Read.Select(Text)]);
            }

            var result = search.Result();
            PackCandidate[] candidates =
            [
                .. result.Hits.Select(hit => new PackCandidate(
                    index[hit.Ordinal].Id,
                    Text(hit.Ordinal),
                    "Ann",
                    Start.AddHours(hit.Ordinal),
                    hit.Score,
                    hit.Confidence)),
            ];
            ContextPacker.Pack(candidates, MemoryLimits.BudgetTokensDefault, RecallOrder.Relevance, counter);
        }
    }

    private static RecallDocument Document(int number) => new()
    {
        Id = $"memory-{number}",
        Kind = MemoryKind.Episode,
        Role = MessageRoles.User,
        Author = number % 2 == 0 ? "Ann" : "Bo",
        Conversation = $"talk-{number / 20}",
        Text = Text(number),
        Time = Start.AddHours(number),
        RecordedAt = Start.AddHours(number),
        Evidence = true,
    };

    private static string Text(int number) =>
        $"Ann told me on day {number} that step {number} of {number * 7} is done; 第{number}步做完了。";

    private static float[] Vector(int dimension, int number) =>
        [.. Enumerable.Range(1, dimension).Select(i => MathF.Sin(i * (number + 1)))];
}

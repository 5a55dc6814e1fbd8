using System.Buffers;
using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall;

/// <summary>A store so large that not all of its vectors are scanned.</summary>
public sealed class LargeStoreTests
{
    private const int Memories = 60_100;
    private const int Groups = 300;

    [Fact]
    public async Task The_approximate_index_finds_what_the_scan_finds_and_survives_a_snapshot()
    {
        var index = Store();
        var questions = Enumerable.Range(0, 20).Select(group => Near(new Random(group), group)).ToArray();
        var exact = questions.Select(question => Found(index, question)).ToArray();

        Assert.True(index.WantsApproximation);
        await index.ApproximateAsync(TestContext.Current.CancellationToken);
        Assert.False(index.WantsApproximation);
        var near = questions.Select(question => Found(index, question)).ToArray();
        var snapshot = new ArrayBufferWriter<byte>();
        index.WriteTo(snapshot);
        var read = RecallIndex.ReadFrom(snapshot.WrittenSpan, SomeRecall.Options);

        var kept = exact.Zip(near, (all, some) => all.Intersect(some).Count()).Sum();
        Assert.InRange(kept, 0.95 * exact.Sum(found => found.Length), double.MaxValue);
        Assert.Equal(near, questions.Select(question => Found(read, question)));
        Assert.False(read.WantsApproximation);
    }

    [Fact]
    public async Task Going_on_finds_what_the_hop_alone_finds()
    {
        var index = Store();
        await index.ApproximateAsync(TestContext.Current.CancellationToken);

        // Far from any question here, so that no vector of it is looked at until the hop brings its word in.
        string[] texts = ["The zebra met an okapi."];
        foreach (var group in Enumerable.Range(0, 5))
        {
            var query = SomeRecall.Query("zebra") with { Vector = Near(new Random(group), group), Limit = 50 };

            using var search = index.Begin(query);
            search.Continue(texts);

            var hop = index.Search(query with { Hop = 2, Readouts = texts });
            Assert.Equal("on", hop.Switches["hop"]);
            Assert.Equal(Bits(hop), Bits(search.Result()));
        }
    }

    [Fact]
    public async Task A_build_that_is_cancelled_leaves_the_scan_in_place()
    {
        var index = Store();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.ApproximateAsync(cancelled.Token));

        Assert.True(index.WantsApproximation);
        Assert.NotEmpty(Found(index, Near(new Random(1), 1)));
    }

    private static RecallIndex Store()
    {
        var random = new Random(7);
        var index = new RecallIndex(SomeRecall.Options);
        for (var i = 0; i < Memories; i++)
        {
            index.Add(SomeRecall.Document(TextOf(i), $"id{i}"));
            index.SetVector(i, PackedVector.Pack(Near(random, i % Groups)));
        }

        return index;
    }

    private static string TextOf(int number) => (number % 1_000) switch
    {
        0 => "a rare zebra",
        1 => "a lone okapi",
        _ => "filler",
    };

    private static string[] Found(RecallIndex index, float[] vector) =>
        [.. index.Search(SomeRecall.Query("zebra") with { Vector = vector }).Hits.Select(hit => index[hit.Ordinal].Id)];

    private static (int Ordinal, double Score)[] Bits(RecallResult result) =>
        [.. result.Hits.Select(hit => (hit.Ordinal, hit.Score))];

    // A point near the centre of a group, which depends on the group alone.
    private static float[] Near(Random random, int group)
    {
        var centre = new Random(1_000 + group);
        return [.. Enumerable.Range(0, SomeRecall.Dimension).Select(
            _ => (float)(centre.NextDouble() - 0.5 + (0.2 * (random.NextDouble() - 0.5))))];
    }
}

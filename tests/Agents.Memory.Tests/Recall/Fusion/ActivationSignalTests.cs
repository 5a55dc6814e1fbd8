using Agents.Memory.Activation;
using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class ActivationSignalTests
{
    private readonly RecallIndex _index = SomeRecall.Index(
        "the beagle is red", "the beagle is blue", "the beagle is green", "a cat");

    private readonly UseTable _uses = new();

    [Fact]
    public void Of_two_that_answer_alike_the_one_that_was_used_comes_first()
    {
        _uses.Add(2, SomeRecall.Now.AddHours(-1).UtcTicks);

        var result = Ask("beagle", _uses);

        Assert.Equal([2, 0, 1], result.Hits.Select(hit => hit.Ordinal));
        Assert.InRange(result.Hits[0].Signals["activation"], 1e-6, SomeRecall.Options.ActivationWeight);
        Assert.Equal([0.0, 0.0], result.Hits.Skip(1).Select(hit => hit.Signals["activation"]));
    }

    [Fact]
    public void Where_nothing_was_used_it_is_off_and_the_answer_is_the_same_bit_for_bit()
    {
        var without = Ask("beagle", null);

        var with = Ask("beagle", _uses);

        Assert.Equal("off: no memory was used yet", with.Switches["activation"]);
        Assert.Equal(
            without.Hits.Select(hit => (hit.Ordinal, hit.Score, hit.Confidence)),
            with.Hits.Select(hit => (hit.Ordinal, hit.Score, hit.Confidence)));
        Assert.All(with.Hits, hit => Assert.False(hit.Signals.ContainsKey("activation")));
    }

    [Fact]
    public void With_recency_it_is_the_chance_of_being_needed_and_more_uses_count_for_more() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 2_000]).Sample((uses, hours) =>
        {
            var table = new UseTable();
            for (var use = 0; use < uses; use++)
            {
                table.Add(0, SomeRecall.Now.AddHours(-hours).UtcTicks);
            }

            for (var use = 0; use <= uses; use++)
            {
                table.Add(1, SomeRecall.Now.AddHours(-hours).UtcTicks);
            }

            var hits = Ask("beagle", table).Hits;
            var more = hits.Single(hit => hit.Ordinal == 1).Signals["activation"];
            var less = hits.Single(hit => hit.Ordinal == 0).Signals["activation"];

            Assert.True(more >= less && less > 0);
            var weight = SomeRecall.Options.ActivationWeight;
            var made = SomeRecall.Now.AddDays(-1).UtcTicks;
            var odds = 30 * 86_400 * Math.Exp(2 * table.LevelOf(1, made, SomeRecall.Now.UtcTicks));
            Assert.Equal(
                weight * odds / (1 + odds),
                more + hits.Single(hit => hit.Ordinal == 1).Signals["recency"],
                1e-4);
        });

    private RecallResult Ask(string question, UseTable? uses) =>
        _index.Search(SomeRecall.Query(question) with { Uses = uses });
}

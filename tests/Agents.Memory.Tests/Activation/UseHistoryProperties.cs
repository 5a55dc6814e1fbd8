using System.Runtime.CompilerServices;
using Agents.Memory.Activation;
using CsCheck;

namespace Agents.Memory.Tests.Activation;

public sealed class UseHistoryProperties
{
    private const long Year = 365 * TimeSpan.TicksPerDay;

    private static readonly long Start = new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    // Seconds, days and years apart, and a clock that jumps a year ahead or back.
    private static readonly Gen<long> Moments = Gen.OneOf(
        Gen.Long[0, 100].Select(seconds => Start + (seconds * TimeSpan.TicksPerSecond)),
        Gen.Long[0, 4 * Year].Select(ticks => Start + ticks),
        Gen.Long[-Year, 2 * Year].Select(ticks => Start + ticks));

    private static readonly Gen<long[]> Lives = Moments.Array[0, 30];

    [Fact]
    public void The_level_falls_strictly_once_the_last_use_is_past() =>
        Gen.Select(Moments, Lives, Gen.Long[0, 3 * Year], Gen.Long[TimeSpan.TicksPerSecond, Year]).Sample(
            (made, uses, past, longer) =>
            {
                var history = Of(uses);
                var now = uses.Append(made).Max() + past;

                Assert.True(history.LevelAt(made, now + longer) < history.LevelAt(made, now));
            });

    [Fact]
    public void The_level_never_rises_by_itself_whatever_the_clock_shows() =>
        Gen.Select(Moments, Lives, Moments, Moments).Sample((made, uses, one, other) =>
        {
            var history = Of(uses);

            Assert.True(
                history.LevelAt(made, Math.Max(one, other)) <= history.LevelAt(made, Math.Min(one, other)));
        });

    [Fact]
    public void A_use_raises_the_level_at_every_moment_whatever_the_clock_did() =>
        Gen.Select(Moments, Lives, Moments, Moments).Sample((made, uses, use, now) =>
        {
            var history = Of(uses);
            var before = history.LevelAt(made, now);
            history.Add(use);

            Assert.True(history.LevelAt(made, now) > before);
            Assert.Equal(uses.Length + 1, history.Count);
        });

    [Fact]
    public void The_level_is_finite() => Gen.Select(Gen.Long, Gen.Long.Array[0, 9], Gen.Long).Sample(
        (made, uses, now) => Assert.True(double.IsFinite(Of([.. uses.Select(Time)]).LevelAt(Time(made), Time(now)))));

    [Fact]
    public void The_order_in_which_uses_come_to_be_known_does_not_count() =>
        Gen.Select(Moments, Gen.Shuffle(Enumerable.Range(0, 5).ToArray()), Moments.Array[5]).Sample(
            (made, order, uses) => Assert.Equal(
                Of(uses).LevelAt(made, Start + Year),
                Of([.. order.Select(i => uses[i])]).LevelAt(made, Start + Year)));

    [Fact]
    public void Few_uses_are_exact_and_many_are_near_the_sum_over_all_of_them() =>
        Gen.Select(Gen.Long[1, 1_000].Array[1, 200], Gen.Long[1, 100_000]).Sample((hours, past) =>
        {
            var uses = new List<long>();
            foreach (var gap in hours)
            {
                uses.Add((uses.Count == 0 ? Start : uses[^1]) + (gap * TimeSpan.TicksPerHour));
            }

            var now = uses[^1] + (past * TimeSpan.TicksPerSecond);
            var exact = Math.Log(uses.Append(Start).Sum(
                use => 1 / Math.Sqrt(1 + ((now - use) / (double)TimeSpan.TicksPerSecond))));
            var level = Of([.. uses]).LevelAt(Start, now);

            Assert.Equal(exact, level, uses.Count <= UseHistory.TimesMax ? 1e-9 : 0.2);
        });

    [Fact]
    public void A_history_takes_24_bytes() => Assert.Equal(24, Unsafe.SizeOf<UseHistory>());

    private static long Time(long ticks) => Math.Abs(ticks % DateTime.MaxValue.Ticks);

    private static UseHistory Of(long[] uses)
    {
        var history = default(UseHistory);
        foreach (var use in uses)
        {
            history.Add(use);
        }

        return history;
    }
}

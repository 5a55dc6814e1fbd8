using Agents.Contracts;
using Agents.Grains.Consolidation;
using Agents.Memory.Consolidation;
using Agents.TestKit.Time;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>Reading for items leaves room for those who ask.</summary>
public sealed class TextReadingTests
{
    private const int Users = 4;
    private const int TextsEach = 3;

    [Fact]
    public async Task The_rules_of_a_silo_read_no_more_texts_at_once_than_its_limit_and_read_all_of_them()
    {
        var (running, most, read) = (0, 0, 0);
        using var goOn = new ManualResetEventSlim();
        using var reading = new TextReading(null, null, (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            goOn.Wait(Until.Limit);
            Interlocked.Increment(ref read);
            Interlocked.Decrement(ref running);
            return [];
        });

        var all = Task.WhenAll(Enumerable.Range(0, Users).Select(_ => reading.ReadAsync(
            [.. Enumerable.Range(0, TextsEach).Select(Text)], null, TestContext.Current.CancellationToken)));
        await Until.IsSoAsync(() => Volatile.Read(ref running) == TextReading.RulesAtOnceMax);
        goOn.Set();
        var texts = (await all).SelectMany(one => one.Texts);

        Assert.Equal(Users * TextsEach, texts.Count());
        Assert.Equal(Users * TextsEach, read);
        Assert.Equal(TextReading.RulesAtOnceMax, most);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private static SourceText Text(int number) => new(
        number, number, "I live in Porto.", DateTimeOffset.UnixEpoch, "ann", MessageRoles.User, "talk", null);
}

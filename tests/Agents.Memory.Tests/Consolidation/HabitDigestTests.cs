using Agents.Memory.Extraction;
using Agents.Memory.Items;
using Agents.Memory.Records;

namespace Agents.Memory.Tests.Consolidation;

public sealed class HabitDigestTests
{
    private static readonly DateTimeOffset Friday = new(2026, 5, 8, 18, 0, 0, TimeSpan.Zero);

    private readonly TalkingUser _user = new();

    [Fact]
    public void The_same_event_of_three_days_is_a_habit_that_rests_on_them()
    {
        Weekly("I went climbing on Tuesday.", weeks: 3);

        Assert.Equal(1, _user.Digest());

        var habit = Habit();
        Assert.Equal(("user", "I went climbing"), (habit.Subject, habit.Value));
        Assert.Equal(Events().Select(item => item.Sequence), habit.RestsOn);
        Assert.Equal(3, habit.Sources.Count);
        Assert.All(Events(), item => Assert.Equal(ItemStanding.Current, item.Standing));
        Assert.Equal(0, _user.Digest());
    }

    [Fact]
    public void A_habit_in_Chinese_is_found_as_well()
    {
        Weekly("昨天我去爬山了。", weeks: 3);

        Assert.Equal(1, _user.Digest());

        Assert.Contains("爬山", Habit().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Twice_is_no_habit_nor_are_other_events_nor_one_told_three_times()
    {
        Weekly("I went climbing on Tuesday.", weeks: 2);
        Weekly("I went to a wedding.", weeks: 3);
        _user.Say("I went swimming on 3 May 2026.", Friday);
        _user.Say("I went swimming on 3 May 2026, as I said.", Friday.AddDays(7));
        _user.Say("I went swimming on 3 May 2026!", Friday.AddDays(14));

        Assert.Equal(3, Events().Count(item => item.Value.Contains("swimming", StringComparison.Ordinal)));
        Assert.Equal(0, _user.Digest());
    }

    [Fact]
    public void What_is_planned_three_times_is_no_habit()
    {
        Weekly("I'm going to the dentist next Tuesday.", weeks: 3);

        Assert.Equal(3, Events().Length);
        Assert.Equal(0, _user.Digest());
    }

    [Fact]
    public void One_day_more_is_a_further_source_and_no_second_habit()
    {
        Weekly("I went climbing on Tuesday.", weeks: 3);
        _user.Digest();

        _user.Say("I went climbing on Tuesday.", Friday.AddDays(21));
        Assert.Equal(0, _user.Digest());

        Assert.Equal(4, Habit().Sources.Count);
        Assert.Equal(_user.Known.ToSnapshot().Span, _user.Script.Fold().ToSnapshot().Span);
    }

    [Fact]
    public void Erasing_a_day_erases_the_habit_which_is_made_again_of_what_is_left()
    {
        Weekly("I went climbing on Tuesday.", weeks: 4);
        _user.Digest();

        _user.Erase(0);
        Assert.DoesNotContain(_user.Known.Items.All, item => item.IsDigest);

        Assert.Equal(1, _user.Digest());
        Assert.Equal(3, Habit().Sources.Count);
    }

    [Fact]
    public void Two_days_that_are_left_are_no_habit()
    {
        Weekly("I went climbing on Tuesday.", weeks: 3);
        _user.Digest();

        _user.Erase(0);

        Assert.Equal(0, _user.Digest());
        Assert.DoesNotContain(_user.Known.Items.All, item => item.IsDigest);
    }

    [Fact]
    public void A_habit_that_was_undone_forgotten_or_erased_does_not_come_back()
    {
        Weekly("I went climbing on Tuesday.", weeks: 3);
        _user.Digest();
        _user.Undo(_user.Known.Runs[_user.Known.Runs.Count - 1]);

        _user.Say("I went climbing on Tuesday.", Friday.AddDays(21));

        Assert.Equal(0, _user.Digest());
        Assert.Equal(3, Habit().Sources.Count);
        Assert.Equal(ItemStanding.Retired, Habit().Standing);
    }

    [Fact]
    public void A_habit_is_a_statement_of_its_own_and_no_claim_ends_it()
    {
        Weekly("I went climbing on Tuesday.", weeks: 3);
        _user.Digest();

        _user.Say("I quit climbing.", Friday.AddDays(21));

        Assert.Equal(ItemStanding.Current, Habit().Standing);
        Assert.Equal(Polarity.Holds, Habit().Polarity);
    }

    private void Weekly(string text, int weeks)
    {
        for (var week = 0; week < weeks; week++)
        {
            _user.Say(text, Friday.AddDays(7 * week));
        }
    }

    private ItemState Habit() => _user.Known.Items.All.Single(item => item is { IsDigest: true, Slot: "habit" });

    private ItemState[] Events() =>
        [.. _user.Known.Items.All.Where(item => item is { IsDigest: false, Slot: "event" })];
}

using Agents.Chaos.Tests.Histories;
using Agents.Contracts;

namespace Agents.Chaos.Tests;

/// <summary>The checker, with a control for each promise: a history that breaks it is found out.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly Session Ann = new("ann", "c0");
    private static readonly Session AnnsOther = new("ann", "c1");
    private static readonly Session Ben = new("ben", "c0");

    private readonly HistoryChecker _checker = new();

    private IEnumerable<ViolationKind> Kinds => _checker.Violations.Select(violation => violation.Kind);

    [Fact]
    public void A_whole_history_breaks_nothing()
    {
        Write(Ann, 1, 1);
        Write(AnnsOther, 1, 2);
        _checker.Listed(Ann, _checker.Begin(Ann), [Of(Ann, 1)]);
        _checker.Sought(Ann, Ann.IdOf(1), [Of(Ann, 1), Of(AnnsOther, 1)]);
        _checker.Final("ann", [Of(Ann, 1), Of(AnnsOther, 1)]);
        Assert.Empty(_checker.Violations);
        Assert.Equal((2, 2, 3), (_checker.Invoked, _checker.Acknowledged, _checker.Reads));
    }

    [Fact]
    public void A_write_of_unknown_fate_may_be_there_or_not()
    {
        _checker.Invoke(Ann, [Ann.IdOf(1), Ann.IdOf(2)]);
        _checker.Final("ann", [Of(Ann, 2)]);
        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void A_write_that_is_sent_again_and_acknowledged_twice_is_one()
    {
        Write(Ann, 1, 1);
        Write(Ann, 1, 1);
        _checker.Final("ann", [Of(Ann, 1)]);
        Assert.Empty(_checker.Violations);
        Assert.Equal((1, 1), (_checker.Invoked, _checker.Acknowledged));
    }

    [Fact]
    public void A_read_need_not_have_what_was_acknowledged_while_it_ran()
    {
        Write(Ann, 1, 1);
        var begun = _checker.Begin(Ann);
        Write(Ann, 2, 2);
        _checker.Listed(Ann, begun, [Of(Ann, 1)]);
        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Control_what_was_acknowledged_and_is_gone_is_lost()
    {
        Write(Ann, 1, 1);
        Write(Ann, 2, 2);
        _checker.Final("ann", [Of(Ann, 1)]);
        Assert.Equal([ViolationKind.Lost], Kinds);
    }

    [Fact]
    public void Control_what_was_read_and_is_gone_is_lost()
    {
        _checker.Invoke(Ann, [Ann.IdOf(1)]);
        _checker.Listed(Ann, 0, [Of(Ann, 1)]);
        _checker.Final("ann", []);
        Assert.Equal([ViolationKind.Lost], Kinds);
    }

    [Fact]
    public void Control_an_id_that_is_there_twice_is_doubled()
    {
        Write(Ann, 1, 1);
        _checker.Final("ann", [Of(Ann, 1), Of(Ann, 1)]);
        Assert.Contains(ViolationKind.Doubled, Kinds);
    }

    [Fact]
    public void Control_another_users_record_is_foreign()
    {
        Write(Ben, 1, 1);
        _checker.Listed(Ann, 0, [Of(Ben, 1)]);
        Assert.Equal([ViolationKind.Foreign], Kinds);
    }

    [Fact]
    public void Control_a_search_that_finds_another_users_record_too_is_foreign()
    {
        Write(Ann, 1, 1);
        Write(Ben, 1, 1);
        _checker.Sought(Ann, Ann.IdOf(1), [Of(Ann, 1), Of(Ben, 1)]);
        Assert.Equal([ViolationKind.Foreign], Kinds);
    }

    [Fact]
    public void Control_other_content_is_altered()
    {
        Write(Ann, 1, 1);
        _checker.Final("ann", [new FoundEpisode(Ann.IdOf(1), "Something else.")]);
        Assert.Equal([ViolationKind.Altered], Kinds);
    }

    [Fact]
    public void Control_what_nobody_sent_is_invented()
    {
        Write(Ann, 1, 1);
        _checker.Final("ann", [Of(Ann, 1), Of(Ann, 2)]);
        Assert.Equal([ViolationKind.Invented], Kinds);
    }

    [Fact]
    public void Control_a_list_without_what_its_session_wrote_is_found()
    {
        Write(Ann, 1, 1);
        _checker.Listed(Ann, _checker.Begin(Ann), []);
        Assert.Equal([ViolationKind.NotReadByItsWriter], Kinds);
    }

    [Fact]
    public void Control_a_search_without_what_its_session_wrote_is_found()
    {
        Write(Ann, 1, 1);
        _checker.Sought(Ann, Ann.IdOf(1), []);
        Assert.Equal([ViolationKind.NotReadByItsWriter], Kinds);
    }

    [Fact]
    public void Control_a_list_with_less_than_the_one_before_is_found()
    {
        _checker.Invoke(Ann, [Ann.IdOf(1)]);
        _checker.Listed(Ann, 0, [Of(Ann, 1)]);
        _checker.Listed(Ann, 0, []);
        Assert.Equal([ViolationKind.ReadBackwards], Kinds);
    }

    [Fact]
    public void Control_an_id_with_two_places_and_a_place_with_two_ids_are_found()
    {
        Write(Ann, 1, 7);
        Write(Ann, 1, 8);
        Write(Ann, 2, 7);
        Assert.Equal([ViolationKind.Moved, ViolationKind.Moved], Kinds);
    }

    [Fact]
    public void Control_a_place_that_differs_from_the_receipt_is_found()
    {
        Write(Ann, 1, 7);
        _checker.Listed(Ann, 0, [Of(Ann, 1) with { Position = 9 }]);
        Assert.Equal([ViolationKind.Moved], Kinds);
    }

    [Fact]
    public void Control_a_last_read_in_another_order_is_found()
    {
        Write(Ann, 1, 1);
        Write(Ann, 2, 2);
        _checker.Final("ann", [Of(Ann, 2), Of(Ann, 1)]);
        Assert.Equal([ViolationKind.Disordered], Kinds);
    }

    [Fact]
    public void Every_text_has_a_word_of_its_own()
    {
        var ids = Enumerable.Range(0, 20)
            .SelectMany(user => new Session($"u{user:000}", "c0") is var session
                ? Enumerable.Range(1, 1000).Select(session.IdOf)
                : [])
            .ToArray();
        Assert.Equal(ids.Length, ids.Select(Session.WordOf).Distinct().Count());
    }

    private static FoundEpisode Of(Session session, int number) =>
        new(session.IdOf(number), Session.TextOf(session.IdOf(number)));

    private void Write(Session session, int number, long position)
    {
        _checker.Invoke(session, [session.IdOf(number)]);
        _checker.Acknowledge(session, [new EpisodeReceipt(session.IdOf(number), position)]);
    }
}

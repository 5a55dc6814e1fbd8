using Agents.Memory.Graph;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Tests.Consolidation;
using Agents.Memory.Tests.Projection;
using CsCheck;

namespace Agents.Memory.Tests.Graph;

/// <summary>The graph is a function of what is known: however it came about, the same items make the same
/// graph.</summary>
public sealed class EntityGraphTests
{
    private static readonly string[] Sentences =
    [
        "My sister Anna works at Contoso.", "Anna lives in Porto.", "Anna lives in Leeds.", "Bea's boss is Anna.",
        "Bea's boss is Carl.", "The capital of Peru is Lima.", "I live in Porto.", "I moved to Leeds.",
        "My dog's name is Rex.", "我妹妹小雨住在杭州。", "小雨的老板是王建国。", "王建国住在苏州。", "秘鲁的首都是利马。", "Nothing to take.",
    ];

    private static readonly Gen<(int Act, int Pick)[]> Lives =
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 100]).Array[1, 30];

    private readonly TalkingUser _user = new();

    [Fact]
    public void An_item_is_an_edge_from_its_subject_to_its_value()
    {
        _user.Say("Bea Baker's boss is Carl Cole.");

        var graph = _user.Known.Graph;
        Assert.Equal(1, graph.Count);
        Assert.Equal("boss", graph.Slot(graph[0].Slot));
        Assert.Equal(Entity("bea baker"), graph[0].Subject);
        Assert.Equal(Entity("Carl Cole"), graph[0].Value);
    }

    [Fact]
    public void Names_are_one_entity_whatever_their_case_width_and_article()
    {
        _user.Say("The author of The Glass Orchard is Carl Cole.");

        Assert.NotEqual(EntityGraph.None, Entity("glass orchard"));
        Assert.Equal(Entity("the glass orchard"), Entity("ＧＬＡＳＳ Orchard"));
    }

    [Fact]
    public void A_first_name_finds_its_bearer_until_two_have_it()
    {
        _user.Say("Bea Baker's boss is Carl Cole.");
        Assert.Equal(Entity("Bea Baker"), ByFirstName("Bea"));

        _user.Say("Bea Brown's boss is Carl Cole.");
        Assert.Equal(EntityGraph.None, ByFirstName("Bea"));
    }

    [Fact]
    public void What_is_erased_leaves_no_edge_and_no_name()
    {
        var turn = _user.Say("Bea Baker's boss is Carl Cole.");
        _user.Say("Dan Drake's boss is Carl Cole.");

        _user.Erase(turn);

        Assert.Equal(1, _user.Known.Graph.Count);
        Assert.Equal(EntityGraph.None, Entity("Bea Baker"));
        Assert.Equal(EntityGraph.None, ByFirstName("Bea"));
        Assert.NotEqual(EntityGraph.None, Entity("Carl Cole"));
    }

    [Fact]
    public void What_a_user_wrote_anew_relates_no_longer_to_what_it_was()
    {
        _user.Say("Bea Baker's boss is Carl Cole.");

        _user.Decide(DecisionKind.Edit, _user.IdOf(_user.Item("boss", "Carl Cole")), "Dan Drake");

        Assert.Equal(1, _user.Known.Graph.Count);
        Assert.Equal(EntityGraph.None, Entity("Carl Cole"));
        Assert.NotEqual(EntityGraph.None, Entity("Dan Drake"));
    }

    [Fact]
    public void Rebuilt_from_the_log_and_read_from_a_snapshot_it_equals_the_live_one() => Lives.Sample(
        life =>
        {
            var user = Live(life);
            var live = EdgesOf(user.Known);

            Assert.Equal(live, EdgesOf(user.Script.Fold()));
            Assert.True(MemoryProjection.TryFromSnapshot(
                user.Known.ToSnapshot(), new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model,
                out var read));
            Assert.Equal(live, EdgesOf(read!));
        },
        iter: 100);

    private static (long, string, int, int, int, int)[] EdgesOf(MemoryProjection known)
    {
        var graph = known.Graph;
        return
        [
            .. Enumerable.Range(0, graph.Count).Select(edge => graph[edge]).Select(edge => (
                edge.Item.Sequence, graph.Slot(edge.Slot), edge.Subject, edge.Value, edge.NextOut, edge.NextIn)),
        ];
    }

    private static TalkingUser Live((int Act, int Pick)[] life)
    {
        var user = new TalkingUser();
        foreach (var (act, pick) in life)
        {
            var alive = Enumerable.Range(0, user.Known.Count).Where(ordinal => !user.Known[ordinal].Erased).ToArray();
            var chosen = alive.Length == 0 ? -1 : alive[pick % alive.Length];
            switch (act)
            {
                case 8 when chosen >= 0:
                    user.Erase(chosen);
                    user.Read(null);
                    break;
                case 9 when chosen >= 0:
                    user.Decide(DecisionKind.Edit, user.Known.Index[chosen].Id, Sentences[pick % Sentences.Length]);
                    break;
                case 10 when user.Known.Runs.Count > 0:
                    user.Undo(user.Known.Runs[pick % user.Known.Runs.Count]);
                    break;
                default:
                    user.Say(Sentences[pick % Sentences.Length]);
                    break;
            }
        }

        return user;
    }

    private int Entity(string name)
    {
        _ = _user.Known.Graph.Count;
        return _user.Known.Graph.Find(Wording.KeyOf(name, EntityGraph.NameWordsMax));
    }

    private int ByFirstName(string name) =>
        _user.Known.Graph.FindByFirstName(Wording.KeyOf(name, EntityGraph.NameWordsMax));
}

using Agents.Memory.Graph;
using Agents.Memory.Tests.Consolidation;
using CsCheck;

namespace Agents.Memory.Tests.Graph;

public sealed class GraphWalkProperties
{
    private static readonly string[] People = ["Ann Ashe", "Ben Bohr", "Cleo Cook", "Dan Drew", "Eve Ernst"];
    private static readonly string[] Relations = ["boss", "spouse", "doctor", "friend"];

    // Who is what to whom; of one person and relation one thing is told, so that order does not matter.
    private static readonly Gen<(int Who, int Relation, int Whom)[]> Facts = Gen.Select(
        Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 4]).Array[1, 14]
        .Select(facts => facts.Where(fact => fact.Item1 != fact.Item3)
            .DistinctBy(fact => (fact.Item1, fact.Item2)).ToArray());

    [Fact]
    public void Shares_do_not_depend_on_the_order_in_which_things_were_said() =>
        Gen.Select(Facts, Gen.Int[0, 1_000], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 3]).Sample(
            (facts, seed, who, first, second) =>
            {
                var random = new Random(seed);
                var question = $"Who is the {Relations[second]} of the {Relations[first]} of {People[who]}?";

                Assert.Equal(
                    SharesOf(Told(facts), question),
                    SharesOf(Told([.. facts.OrderBy(_ => random.Next())]), question));
            },
            iter: 100);

    [Fact]
    public void The_ends_of_all_walks_of_one_step_weigh_no_more_than_one() =>
        Gen.Select(Facts, Gen.Int[0, 4], Gen.Int[0, 3]).Sample(
            (facts, who, relation) =>
            {
                var user = Told(facts);

                var shares = SharesOf(user, $"Who is the {Relations[relation]} of {People[who]}?");

                Assert.All(shares, share => Assert.InRange(share.Share, 0, 1));
                Assert.InRange(shares.Sum(share => share.Share), 0, 1 + 1e-9);
            },
            iter: 100);

    [Fact]
    public void An_entity_of_many_edges_and_a_ring_of_entities_end_a_walk()
    {
        var user = new TalkingUser();
        for (var i = 0; i < 40; i++)
        {
            user.Say($"Person{i}'s boss is Ann Ashe.");
        }

        user.Say("Ann Ashe's boss is Ben Bohr.");
        user.Say("Ben Bohr's boss is Ann Ashe.");

        Assert.Equal(
            ["Ann Ashe"], SharesOf(user, "Who is the boss of the boss of Ann Ashe?").Where(share => share.Share == 1)
                .Select(share => share.Value));
        Assert.DoesNotContain(
            SharesOf(user, "Whose boss is Ann?"),
            share => share.Subject.StartsWith("Person", StringComparison.Ordinal));
    }

    private static TalkingUser Told((int Who, int Relation, int Whom)[] facts)
    {
        var user = new TalkingUser();
        foreach (var (who, relation, whom) in facts)
        {
            user.Say($"{People[who]}'s {Relations[relation]} is {People[whom]}.");
        }

        return user;
    }

    private static (string Subject, string Slot, string Value, double Share)[] SharesOf(
        TalkingUser user, string question)
    {
        var graph = user.Known.Graph;
        _ = graph.Count;
        var walk = new GraphWalk(graph, new QuestionWords(question), [], item => item.Standing == default);
        return
        [
            .. walk.Shares.Select(pair => (pair.Key.Subject, pair.Key.Slot, pair.Key.Value, pair.Value))
                .OrderBy(share => share, Comparer<(string, string, string, double)>.Default),
        ];
    }
}

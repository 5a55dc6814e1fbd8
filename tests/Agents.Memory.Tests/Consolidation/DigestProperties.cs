using System.Text;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Tests.Projection;
using CsCheck;

namespace Agents.Memory.Tests.Consolidation;

/// <summary>Random lives with summaries and habits: nothing that is made of turns outlives them.</summary>
public sealed class DigestProperties
{
    private static readonly string[] Forms =
    [
        "I live in {0}town.", "My sister lives in {0}burg.", "I like {0} tea.", "I have a {0} dog.",
        "I work at {0}Works.", "I went to {0}fair on 3 May 2026.", "We talked about {0} for a while today.",
        "Should I buy {0}?", "我住在{0}城。", "我喜欢{0}茶。", "今天我们聊了很久{0}。",
        "I went climbing yesterday. {0} came along.",
    ];

    private static readonly Gen<(int Act, int Pick)[]> Lives =
        Gen.Select(Gen.Int[0, 16], Gen.Int[0, 1_000]).Array[1, 50];

    [Fact]
    public void After_an_erasure_no_text_that_is_left_holds_a_word_of_what_was_erased() => Lives.Sample(
        life =>
        {
            var (user, erased) = Live(life);
            var left = Enumerable.Range(0, user.Known.Count).Where(ordinal => !user.Known[ordinal].Erased)
                .Select(user.TextOf).ToArray();
            var snapshot = Encoding.UTF8.GetString(user.Known.ToSnapshot().Span);

            Assert.All(erased, word => Assert.DoesNotContain(
                left, text => text.Contains(word, StringComparison.Ordinal)));
            Assert.All(erased, word => Assert.DoesNotContain(word, snapshot, StringComparison.Ordinal));
        },
        iter: 100);

    [Fact]
    public void A_projection_with_digests_rebuilt_or_read_back_equals_the_live_one_bit_for_bit() => Lives.Sample(
        life =>
        {
            var (user, _) = Live(life);
            var snapshot = user.Known.ToSnapshot();

            Assert.Equal(snapshot.Span, user.Script.Fold().ToSnapshot().Span);
            Assert.True(MemoryProjection.TryFromSnapshot(
                snapshot, new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model, out var read));
            Assert.Equal(snapshot.Span, read!.ToSnapshot().Span);
        },
        iter: 80);

    [Fact]
    public void What_recall_shows_of_a_digest_is_made_of_what_it_may_show_alone() => Lives.Sample(
        life =>
        {
            var (user, _) = Live(life);
            var shown = user.Known.Items.All.Where(item => item is { IsDigest: true, Edited: false }
                && user.Known.TryFindRecord(item.Sequence, out var ordinal) && user.Known.Index.IsVisible(ordinal)
                && !user.Known[ordinal].Pinned);

            Assert.All(shown, digest => Assert.All(
                digest.Sources.Select(source => source.Sequence).Concat(digest.RestsOn),
                part => Assert.True(
                    user.Known.TryFindRecord(part, out var ordinal) && user.Known.Index.IsVisible(ordinal))));
        },
        iter: 80);

    [Fact]
    public void What_was_made_is_not_owed_again() => Lives.Sample(
        life =>
        {
            var (user, _) = Live(life);
            user.Digest();

            Assert.Equal(0, user.Digest());
        },
        iter: 80);

    [Fact]
    public void Such_lives_have_summaries_topics_and_habits()
    {
        var chance = new Random(7);
        string[] slots =
        [
            .. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 50)
                    .Select(_ => (chance.Next(17), chance.Next(1_001))).ToArray())
                .SelectMany(life => Live(life).User.Known.Items.All).Where(item => item.IsDigest)
                .Select(item => item.Slot).Distinct(),
        ];

        Assert.Superset(
            new HashSet<string> { "summary", "habit", "summary.fact", "summary.preference" }, slots.ToHashSet());
    }

    /// <summary>Lives a life in which every turn has a word of its own.</summary>
    /// <returns>The user, and the words of what was erased.</returns>
    private static (TalkingUser User, List<string> Erased) Live((int Act, int Pick)[] life)
    {
        var user = new TalkingUser();
        var words = new Dictionary<int, List<string>>();
        var erased = new List<string>();
        var number = 0;
        foreach (var (act, pick) in life)
        {
            var alive = Enumerable.Range(0, user.Known.Count).Where(ordinal => !user.Known[ordinal].Erased).ToArray();
            var chosen = alive.Length == 0 ? -1 : alive[pick % alive.Length];
            var text = string.Format(
                System.Globalization.CultureInfo.InvariantCulture, Forms[pick % Forms.Length], WordOf(number));
            switch (act)
            {
                case 8 when chosen >= 0:
                    user.Erase(chosen);
                    erased.AddRange(words.Where(pair => user.Known[pair.Key].Erased).SelectMany(pair => pair.Value));
                    user.Read(null);
                    break;
                case 9 when chosen >= 0:
                    user.Decide(DecisionKind.Forget, user.Known.Index[chosen].Id);
                    break;
                case 10 when chosen >= 0:
                    user.Decide(DecisionKind.Restore, user.Known.Index[chosen].Id);
                    break;
                case 11 when words.ContainsKey(chosen):
                    user.Decide(DecisionKind.Edit, user.Known.Index[chosen].Id, text);
                    words[chosen].Add(WordOf(number++));
                    break;
                case 12 when user.Known.Runs.Count > 0:
                    user.Undo(user.Known.Runs[pick % user.Known.Runs.Count]);
                    break;
                case >= 13:
                    user.Digest();
                    break;
                default:
                    words[user.Say(text, conversation: $"c{pick % 2}")] = [WordOf(number++)];
                    break;
            }
        }

        return (user, erased);
    }

    // Letters alone, none of them a word of either language, and none a part of another.
    private static string WordOf(int number) => $"Q{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}xz";
}

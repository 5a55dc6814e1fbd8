using Agents.Contracts;
using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall;

/// <summary>Random stores and questions in which every signal has something to say.</summary>
internal static class SomeStores
{
    private static readonly string[] Vocabulary =
    [
        "red", "kite", "kites", "harbour", "Boris", "Boris's boss", "lives", "lives in", "Lisbon", "I", "my", "you",
        "yesterday", "in May", "2026", "12", "twice", "when", "how many", "where", "last week", "June", "Ann",
        "我", "小明", "的老板", "住在", "里斯本", "风筝", "昨天", "三个", "什么时候", "?", ".", "？", "。", "the", "of",
    ];

    private static readonly Gen<string> Text =
        Gen.OneOf(Vocabulary).Array[0, 14].Select(words => string.Join(' ', words));

    private static readonly Gen<Turn> GenTurn =
        from text in Text
        from author in Gen.OneOf("Ann", "Bo", "小明", MessageRoles.User, MessageRoles.Assistant)
        from conversation in Gen.OneOf("one", "two", "three", null!)
        from days in Gen.Int[-900, 30]
        from axis in Gen.Int[-3, SomeRecall.Dimension - 1]
        from evidence in Gen.Int[0, 9]
        from visible in Gen.Int[0, 9]
        select new Turn(text, author, conversation, days, axis, evidence > 0, visible > 0);

    public static Gen<Turn[]> Store { get; } = GenTurn.Array[0, 30];

    public static Gen<string> AnyText => Text;

    public static Gen<RecallQuery> Question { get; } =
        from text in Text
        from axis in Gen.Int[-1, SomeRecall.Dimension - 1]
        from readouts in Text.Array[0, 3]
        from conversation in Gen.OneOf("one", null!, null!, null!)
        select SomeRecall.Query(text) with
        {
            Vector = axis < 0 ? default : SomeRecall.Axis(axis),
            Hop = readouts.Length > 0 ? 2 : 1,
            Readouts = readouts,
            Conversation = conversation,
            Limit = 100,
        };

    public static RecallIndex Build(IEnumerable<Turn> turns)
    {
        var index = new RecallIndex(SomeRecall.Options);
        foreach (var turn in turns)
        {
            index.Take(turn, SomeRecall.Id(index.Count));
        }

        return index;
    }

    /// <summary>Adds a turn as it came out in the end.</summary>
    public static void Take(this RecallIndex index, Turn turn, string id)
    {
        var at = SomeRecall.Now.AddDays(turn.Days);
        var ordinal = index.Add(SomeRecall.Document(turn.Text, id) with
        {
            Author = turn.Author,
            Role = turn.Author == MessageRoles.Assistant ? MessageRoles.Assistant : MessageRoles.User,
            Conversation = turn.Conversation,
            Time = at,
            RecordedAt = at,
            Evidence = turn.Evidence,
        });
        index.SetVisible(ordinal, turn.Visible);
        index.Embed(ordinal, turn.Axis);
    }

    /// <summary>Sets the vector along an axis; none below 0, and none can be had below -2.</summary>
    public static void Embed(this RecallIndex index, int ordinal, int axis)
    {
        if (axis >= 0)
        {
            index.SetVector(ordinal, PackedVector.Pack(SomeRecall.Axis(axis)));
        }
        else if (axis < -2)
        {
            index.SetUnreadable(ordinal);
        }
    }

    internal sealed record Turn(
        string Text, string Author, string? Conversation, int Days, int Axis, bool Evidence, bool Visible);
}

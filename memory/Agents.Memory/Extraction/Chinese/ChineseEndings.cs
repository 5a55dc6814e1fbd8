using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Reads that something is over which the clause names by a word of its own, or not at all: 工牌交了,
/// 我们散了.</summary>
/// <remarks>Such a claim counts only where it ends what is known, since its slot is a guess.</remarks>
internal static partial class ChineseEndings
{
    /// <summary>Adds what a clause says to be over.</summary>
    /// <param name="sink">Where it goes.</param>
    /// <param name="words">The clause.</param>
    /// <param name="known">How many claims there were before it.</param>
    public static void Read(ChineseSink sink, string words, int known)
    {
        if (sink.Reading.Claims.Skip(known).Any(claim => claim.Polarity != Polarity.Holds))
        {
            return;
        }

        if (PetGone.Match(words) is { Success: true } pet && Animal.IsMatch(sink.Reading.Matched))
        {
            var name = pet.Groups["v"];
            var at = new Stretch(sink.Clause.Start + name.Index, sink.Clause.Start + name.Index + name.Length);
            sink.Reading.Add(Claim.Speaker, "pet", at, sink.Clause, Polarity.Ended, sink.When);
            return;
        }

        foreach (var (slot, pattern) in Guesses)
        {
            if (!(slot == "home" && sink.Subject == Claim.Speaker) && pattern.Match(words) is { Success: true } match
                && (slot != "condition" || Ill.IsMatch(match.Groups["v"].Value))
                && (slot != "firm" || Jobless.IsMatch(sink.Reading.Matched)))
            {
                var whose = match.Groups["s"];
                Add(whose.Success ? sink.Of(whose.Value) : sink, slot, match.Groups["v"]);
                return;
            }
        }

        if (TheirJob.Match(words) is { Success: true } job)
        {
            var (who, over) = (job.Groups["s"], job.Groups["v"]);
            Add(sink.Of(sink.Reading.Matched.Substring(sink.Clause.Start, who.Length)), "employer", over);
            return;
        }

        foreach (var (slot, pattern) in Bare)
        {
            if (sink.Clause.Start < 3 && pattern.Match(words) is { Success: true } bare)
            {
                Add(sink.Of(Claim.Speaker), slot, bare.Groups["v"]);
                return;
            }
        }

        foreach (var (slot, pattern) in Topics)
        {
            if (pattern.Match(words) is { Success: true } topic && !Passing.IsMatch(topic.Groups["v"].Value))
            {
                var (thing, mine) = (topic.Groups["v"], sink.Subject == Claim.Speaker || topic.Groups["v"].Index > 0);
                Add(mine ? sink : sink.Of(Claim.Speaker), SlotOf(thing.Value, slot), thing);
                return;
            }
        }
    }

    /// <summary>Gives the slot that a thing most likely had; what is known of it tells better.</summary>
    private static string SlotOf(string thing, string over) =>
        over is "hobby" && Vice.IsMatch(thing) ? "habit"
        : Group.IsMatch(thing) ? "member_of"
        : Dish.IsMatch(thing) && over != "owns" ? "diet"
        : over;

    private static Regex Vice { get; } = Patterns.New("[烟酒]$|槟榔|奶茶|咖啡|可乐|夜宵|外卖|零食|熬夜|赌|麻将", Options);

    private static Regex Group { get; } = Patterns.New(
        "(?:社|社团|团|队|协会|俱乐部|乐队|工会|读书会|兴趣班|[书画琴舞语]\\p{L}{0,2}班|健身房|球馆|会员|年卡|月卡|季卡|会员卡|健身卡|[泳球]卡)$",
        Options);

    private static Regex Dish { get; } = Patterns.New("^(?:吃?素|生酮|低碳|无糖|轻断食)$", Options);

    private static void Add(ChineseSink sink, string slot, Group value)
    {
        var subject = slot is "partner" or "birth" ? Claim.Speaker : sink.Subject;
        var at = new Stretch(sink.Clause.Start + value.Index, sink.Clause.Start + value.Index + value.Length);
        sink.Reading.Add(
            subject, slot == "firm" ? "employer" : slot, at, sink.Clause, Polarity.Ended, sink.When, onlyIfKnown: true);
    }
}

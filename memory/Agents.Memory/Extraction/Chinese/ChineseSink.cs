using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Takes what rules find in the words of a clause back to its place in the sentence.</summary>
/// <param name="Reading">The sentence.</param>
/// <param name="Subject">Whom the clause is about.</param>
/// <param name="Clause">Where it stands.</param>
/// <param name="Offset">What leads from a place in the words that rules read to the sentence; words that were left out
/// and put before them have none.</param>
/// <param name="When">The time that the clause names.</param>
/// <param name="Past">Whether it says what was so.</param>
/// <param name="Bare">Whether the clause leaves its subject out.</param>
internal sealed record ChineseSink(
    Reading Reading, string Subject, Stretch Clause, int Offset, StatedTime? When, bool Past, bool Bare = false)
{
    public ChineseSink Of(string subject) => this with { Subject = subject };

    /// <summary>Names a slot by a noun as it was written.</summary>
    public string Noun(string prefix, Capture noun)
    {
        var start = noun.Index + Offset;
        return start < 0
            ? prefix + noun.Value
            : prefix + Reading.Sentence[start..(start + noun.Length)].ToLowerInvariant();
    }

    /// <summary>Gives who it is about in the script of the turn.</summary>
    private string AsWritten(string subject) =>
        subject != Claim.Speaker && Reading.Matched.IndexOf(subject, StringComparison.Ordinal) is >= 0 and var at
            ? Reading.Sentence[at..(at + subject.Length)]
            : subject;

    public void Add(string slot, Capture value, Polarity polarity = Polarity.Holds, bool functional = false) =>
        Add(slot, new Stretch(value.Index, value.Index + value.Length), polarity, functional);

    public void Add(string slot, Stretch value, Polarity polarity = Polarity.Holds, bool functional = false)
    {
        if (Reading.Claims.Count > 0 && Past && polarity == Polarity.Negated)
        {
            return;
        }

        var at = new Stretch(value.Start + Offset, value.End + Offset);
        if (ChineseValues.Naming(Reading.Matched, at, slot, polarity == Polarity.Ended) is { } naming)
        {
            Reading.Add(
                AsWritten(Subject), slot, naming, Clause,
                Past && polarity == Polarity.Holds ? Polarity.Ended : polarity,
                When, functional, onlyIfKnown: slot == "reason");
        }
    }

    /// <summary>Adds what a rule found.</summary>
    public bool Add(ChineseRule rule, Match match)
    {
        var value = match.Groups["v"];
        var named = match.Groups["s"];
        var subject = named.Success ? Subjects.Of(named.Value) : Subject;
        if (subject is null || !value.Success)
        {
            return false;
        }

        var sink = Of(subject) with { When = rule.Dated ? When : null };
        var before = Reading.Claims.Count;
        foreach (var (start, length) in rule.List ? ValueLists.Split(value.Value) : [(0, value.Length)])
        {
            sink.Add(rule.Slot, new Stretch(value.Index + start, value.Index + start + length), rule.Polarity);
        }

        return Reading.Claims.Count > before;
    }
}

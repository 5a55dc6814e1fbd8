using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Agents.Contracts;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Names;

/// <summary>Finds the names of the people who talk in a store in a question.</summary>
/// <remarks>
/// Participants are the authors that are no role names. A name counts in full, or by its first word where only one
/// participant has that, in any case and with a possessive; in CJK script anywhere in the text. A name that is also an
/// English word (Will, May, Mark) counts only when it is written as the author is, with its capital, and neither places
/// something in time ("in May", "April 5") nor opens a question about another ("Will Grace come?").
/// </remarks>
internal static partial class Participants
{
    private const int FirstCjk = 0x3040;

    private static readonly FrozenSet<string> OrdinaryWords = FrozenSet.ToFrozenSet(
    [
        "will", "may", "mark", "grace", "hope", "faith", "joy", "rose", "art", "bill", "frank", "april", "june",
        "august", "dawn", "grant", "ray", "rich", "rob", "sue", "summer", "chase", "sky", "stone", "young", "long",
    ]);

    private static readonly string[] Seasons = ["may", "april", "june", "august", "summer"];

    /// <summary>Says whether an author is a person and not a role.</summary>
    public static bool IsPerson(string author) => author.Length > 0 && !MessageRoles.All.Contains(author);

    /// <summary>Finds every mention of a participant, in the order of the question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="authors">The participants; mentions name them by index. Null entries are skipped.</param>
    public static List<NameMention> Find(string question, IReadOnlyList<string?> authors)
    {
        var mentions = new List<NameMention>();
        for (var author = 0; author < authors.Count; author++)
        {
            if (authors[author] is { } name)
            {
                AddMentions(question, name, author, mentions);
                if (FirstWord(name, author, authors) is { } first)
                {
                    AddMentions(question, first, author, mentions);
                }
            }
        }

        // Names that differ in case alone stand at the same place: which number they have must not decide.
        mentions.Sort((a, b) => a.Start != b.Start ? a.Start - b.Start
            : a.End != b.End ? b.End - a.End
            : string.CompareOrdinal(authors[a.Author], authors[b.Author]));
        return WithoutOverlaps(mentions);
    }

    /// <summary>Takes the mentions out of a question; where nothing else is left it stays as it is.</summary>
    public static string TakeOut(string question, List<NameMention> mentions)
    {
        if (mentions.Count == 0)
        {
            return question;
        }

        var kept = new System.Text.StringBuilder(question.Length);
        var position = 0;
        foreach (var mention in mentions)
        {
            kept.Append(question, position, mention.Start - position).Append(' ');
            position = mention.End;
        }

        kept.Append(question, position, question.Length - position);
        var nameless = string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return nameless.Any(char.IsLetterOrDigit) ? nameless : question;
    }

    /// <summary>Puts the mentions into the words of their bearers: the first one named says I, others are
    /// you.</summary>
    public static string TurnAround(string question, List<NameMention> mentions)
    {
        if (mentions.Count == 0 || TakeOut(question, mentions) == question)
        {
            return question;
        }

        var turned = new System.Text.StringBuilder(question.Length);
        var position = 0;
        foreach (var mention in mentions)
        {
            var first = mention.Author == mentions[0].Author;
            turned.Append(question, position, mention.Start - position);
            var (mine, me, yours, you) = question[mention.Start] >= FirstCjk
                ? ("我的", "我", "你的", "你")
                : ("my", "I", "your", "you");
            turned.Append((first, mention.Possessive) switch
            {
                (true, true) => mine,
                (true, false) => me,
                (false, true) => yours,
                (false, false) => you,
            });
            position = mention.End;
        }

        return turned.Append(question, position, question.Length - position).ToString();
    }

    private static string? FirstWord(string name, int author, IReadOnlyList<string?> authors)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        if (space <= 1)
        {
            return null;
        }

        var first = name[..space];
        for (var other = 0; other < authors.Count; other++)
        {
            if (other != author && authors[other] is { } name2 && SharesFirstWord(name2, first))
            {
                return null;
            }
        }

        return first;
    }

    private static bool SharesFirstWord(string name, string first) =>
        name.StartsWith(first, StringComparison.OrdinalIgnoreCase)
        && (name.Length == first.Length || name[first.Length] == ' ');

    private static void AddMentions(string question, string name, int author, List<NameMention> mentions)
    {
        var lower = name.ToLowerInvariant();
        var ordinary = OrdinaryWords.Contains(lower) || StopWords.Contains(lower);
        if (ordinary && !char.IsUpper(name[0]))
        {
            return;
        }

        var comparison = ordinary ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        for (var start = 0; start < question.Length;)
        {
            var found = question.IndexOf(name, start, comparison);
            if (found < 0)
            {
                return;
            }

            var end = found + name.Length;
            if (IsBorder(question, found - 1, name[0]) && IsBorder(question, end, name[^1])
                && !(ordinary && IsWord(question, lower, found, end)))
            {
                var possessive = PossessiveLength(question.AsSpan(end));
                mentions.Add(new NameMention(author, found, end + possessive, possessive > 0));
            }

            start = end;
        }
    }

    /// <summary>Tells whether a name that is also a word is the word here.</summary>
    private static bool IsWord(string question, string name, int start, int end) =>
        (Array.IndexOf(Seasons, name) >= 0
            && (PlacesInTime().IsMatch(question.AsSpan(0, start)) || Numbered().IsMatch(question.AsSpan(end))))
        || (name is "will" or "may" && start == 0 && OtherName().IsMatch(question.AsSpan(end)));

    [GeneratedRegex(@"\b(?:in|of|since|until|till|during|by|last|this|next|early|late|mid)[\s-]+$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PlacesInTime();

    [GeneratedRegex(@"^\s*,?\s+[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(
        @"^\s+(?:\p{Lu}|(?:an?|the|this|that|these|those|there|my|your|our|his|her|its|their|it|you|we|they|s?he)\b)",
        RegexOptions.CultureInvariant)]
    private static partial Regex OtherName();

    // CJK text has no spaces, so its names may stand against any character.
    private static bool IsBorder(string question, int index, char nameSide) =>
        nameSide >= FirstCjk || index < 0 || index >= question.Length
        || question[index] >= FirstCjk || !char.IsLetterOrDigit(question[index]);

    private static int PossessiveLength(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 1 || rest[0] is not ('\'' or '’'))
        {
            return rest.Length > 0 && rest[0] == '的' ? 1 : 0;
        }

        var hasS = rest.Length > 1 && rest[1] is 's' or 'S';
        var length = hasS ? 2 : 1;
        return rest.Length > length && char.IsLetterOrDigit(rest[length]) ? 0 : length;
    }

    private static List<NameMention> WithoutOverlaps(List<NameMention> sorted)
    {
        var kept = new List<NameMention>(sorted.Count);
        foreach (var mention in sorted)
        {
            if (kept.Count == 0 || mention.Start >= kept[^1].End)
            {
                kept.Add(mention);
            }
        }

        return kept;
    }
}

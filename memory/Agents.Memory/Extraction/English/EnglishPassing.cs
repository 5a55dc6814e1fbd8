using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.English.EnglishLexicon;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads what is said in passing, wherever it stands in a sentence: who "my boss, Ms. Ortega" is in a
/// question, what one is "as a Quaker", what is over in words that name it.</summary>
/// <remarks>It adds only what the rules for clauses did not take.</remarks>
internal static partial class EnglishPassing
{
    /// <summary>Adds what a sentence takes for granted, even one that asks or supposes.</summary>
    public static void ReadGranted(Reading reading)
    {
        Clauses.Names.Read(reading);
        ReadAll(reading, Granted);
    }

    /// <summary>Adds what a sentence says is over, by the words that name it.</summary>
    public static void ReadOver(Reading reading) => ReadAll(reading, Over);

    /// <summary>Adds what a sentence states.</summary>
    public static void ReadStated(Reading reading)
    {
        ReadAll(reading, Stated);
        foreach (Match match in Being.Matches(reading.Sentence))
        {
            ReadQuality(reading, match);
        }
    }

    private static void ReadAll(Reading reading, IReadOnlyList<ClaimRule> rules)
    {
        foreach (var rule in rules)
        {
            foreach (Match match in rule.Pattern.Matches(reading.Sentence))
            {
                Take(reading, rule, match);
            }
        }
    }

    private static void Take(Reading reading, ClaimRule rule, Match match)
    {
        var slot = rule.Slot ?? SlotOf(match.Groups["kin"].Value);
        var subject = match.Groups["s"] is { Success: true } other ? Subjects.Of(other.Value) : Claim.Speaker;
        if (slot is null || subject is null)
        {
            return;
        }

        var group = match.Groups["v"];
        var clause = new Stretch(match.Index, match.Index + match.Length);
        var words = reading.Sentence[match.Index..EndOfClause(reading.Sentence, match.Index + match.Length)];
        var when = rule.Dated ? ClaimTimes.Find(words, reading.Said, ahead: false).Time : null;
        foreach (var (start, length) in rule.List ? ValueLists.Split(group.Value) : [(0, group.Length)])
        {
            var value = new Stretch(group.Index + start, group.Index + start + length);
            if (!IsTaken(reading, subject, slot, rule.Polarity, value.Of(reading.Sentence)))
            {
                reading.Add(subject, slot, value, clause, rule.Polarity, when);
            }
        }
    }

    private static int EndOfClause(string sentence, int from)
    {
        var end = sentence.IndexOfAny([',', ';', ':', '?', '!', '('], from);
        return end < 0 ? sentence.Length : end;
    }

    /// <summary>Gives the slot of somebody who is something to the speaker: a relation, or the noun itself.</summary>
    private static string? SlotOf(string noun)
    {
        var kin = noun.ToLowerInvariant();
        var last = kin[(kin.LastIndexOf(' ') + 1)..];
        return L.Relations.GetValueOrDefault(kin) ?? L.Relations.GetValueOrDefault(last)
            ?? L.Relations.GetValueOrDefault(last.TrimEnd('s'))
            ?? (L.Pets.Contains(last) ? "pet" : kin.Length > 0 ? kin : null);
    }

    /// <summary>Tells whether the turn was found to say as much already.</summary>
    private static bool IsTaken(Reading reading, string subject, string slot, Polarity polarity, string value) =>
        (polarity == Polarity.Holds && reading.Claims.Any(claim => claim.Polarity != Polarity.Holds
            && claim.Value.Contains(value, StringComparison.OrdinalIgnoreCase)))
        || reading.Claims.Any(claim => !claim.OnlyIfKnown && claim.Polarity == polarity
            && (claim.Slot == slot || Near(claim.Slot, slot))
            && (claim.Subject == subject || claim.Subject.Contains(value, StringComparison.Ordinal))
            && (claim.Value.Contains(value, StringComparison.OrdinalIgnoreCase)
                || value.Contains(claim.Value, StringComparison.OrdinalIgnoreCase)
                || (Slots.IsFunctional(slot) && claim.Slot == slot)));

    // A club may be an employer, a habit a hobby: one of them is enough.
    private static bool Near(string taken, string slot) => (taken, slot) is
        ("member_of", "employer") or ("employer", "member_of") or ("owns", "subscription") or ("condition", "allergy")
        or ("owns", "home") or ("origin", "home") or ("home", "origin");

    private static void ReadQuality(Reading reading, Match match)
    {
        var group = match.Groups["v"];
        var last = group.Value[(group.Value.LastIndexOf(' ') + 1)..];
        if (!IsQuality(last) && !IsQuality(last.TrimEnd('s')))
        {
            return;
        }

        var clause = new Stretch(match.Index, match.Index + match.Length);
        var at = new Place(reading, clause, reading.Sentence, 0,
            ClaimTimes.Find(match.Value, reading.Said, ahead: false).Time);
        EnglishQualities.Read(at, Claim.Speaker, group, false, match.Groups["ended"].Success);
    }

    private static bool IsQuality(string word) => L.Jobs.Contains(word) || L.Religions.Contains(word)
        || L.Nationalities.Contains(word) || L.Diets.Contains(word) || L.Qualities.Contains(word);

    // "As a Quaker I", "Coeliac here", "been a nurse for nine years", "I stopped being a Mormon".
    private static Regex Being { get; } = Patterns.New(
        @"(?:^\W*|[,;:–—(] |\b(?:and|but|so|I) )[Aa]s an? (?:lifelong |qualified |trained |former )?" + One
            + @"(?=(?: of \w+ years)?,? (?:I|we|my|our)\b(?!['’]d have|,? (?:once|knew|know|had|would\b)))"
            + @"|(?<=\bI,? )as an? " + One + @"(?=[,.]| can| am| do)"
            + @"|^\W*(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Ss]o|[Ff]ellow|[Nn]ew|[Ll]ong-time|[Rr]etired)(?: all| there)?,? )*"
            + One + @" here(?=\W*$|[,.;:!(]| \()"
            + @"|(?:\bI(?:['’]ve| have)|^\W*(?:[Aa]nd |[Ss]o )*)(?: )?(?i:been) an? " + One
            + @"(?= (?:for|since|all my|here|now|at|in|almost|nearly|over|about|going on)\b)"
            + @"|\bI(?:['’]ve| have)? (?:just |finally |recently )?(?<ended>stopped being|quit being|gave up being"
            + @"|used to be|am no longer|was) an? " + One
            + @"(?=\W*$|[,.;!]| (?:for|until|till|in|at|before|back|but|and|when|last|(?:\w+ )?years?)\b)"
            + @"|(?<=\bI[’']m )(?<ended>no longer) an? " + One + @"(?=\W*$|[,.;!])"
            + @"|\bI(?:['’]m| am) an? " + One + @"(?= (?:by trade|by profession|by day|by training)\b)",
        RegexOptions.CultureInvariant);

    // Not a lazy loop: one over a lookahead ran without end in a generated pattern.
    private const string Further = @" (?!here\b|and\b|for\b|at\b|in\b|I\b)\p{L}[\p{L}'’-]*";
    private const string One = @"(?<v>\p{L}[\p{L}'’-]*(?:" + Further + "(?:" + Further + "(?:" + Further + ")??)??)??)";
}

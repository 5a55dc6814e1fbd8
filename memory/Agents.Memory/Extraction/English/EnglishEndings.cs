using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads the many ways in which English says that something is over.</summary>
/// <remarks>What is over is often named in words that tell no slot: "I dropped it", "last day at Acme". Such a claim
/// counts only where it names something that is known, so these may be wider than the rules that take a
/// fact.</remarks>
internal static partial class EnglishEndings
{
    // As far back as "it" reaches.
    private const int BackMax = 160;

    // Words that name no thing but what one has of it.
    private static readonly FrozenDictionary<string, string> Slots = new Dictionary<string, string>
    {
        ["job"] = "employer",
        ["jobs"] = "employer",
        ["work"] = "employer",
        ["notice"] = "employer",
        ["resignation"] = "employer",
        ["sack"] = "employer",
        ["last day"] = "employer",
        ["resigned"] = "employer",
        ["fired"] = "employer",
        ["laid off"] = "employer",
        ["made redundant"] = "employer",
        ["let go"] = "employer",
        ["redundancy"] = "employer",
        ["broke up"] = "partner",
        ["broken up"] = "partner",
        ["split up"] = "partner",
        ["separated"] = "partner",
        ["divorced"] = "partner",
        ["parted ways"] = "partner",
        ["single"] = "partner",
        ["quit"] = "employer",
        ["let me go"] = "employer",
        ["let us go"] = "employer",
        ["fired me"] = "employer",
        ["sacked me"] = "employer",
        ["laid me off"] = "employer",
        ["made me redundant"] = "employer",
        ["the sack"] = "employer",
        ["the boot"] = "employer",
        ["split"] = "partner",
        ["called it a day"] = "partner",
        ["called it quits"] = "partner",
        ["called it off"] = "partner",
        ["went our separate ways"] = "partner",
        ["unemployed"] = "employer",
        ["between jobs"] = "employer",
        ["retired"] = "employer",
        ["engagement"] = "marital_status",
        ["wedding"] = "marital_status",
        ["marriage"] = "marital_status",
        ["student"] = "school",
        ["graduated"] = "school",
        ["degree"] = "school",
        ["uni"] = "school",
        ["university"] = "school",
        ["college"] = "school",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Pronouns = FrozenSet.ToFrozenSet(
        ["it", "one", "them", "him", "her", "he", "she", "they", "mine", "both", "that one"],
        StringComparer.OrdinalIgnoreCase);

    // What one belongs to.
    private static readonly FrozenSet<string> Groups = FrozenSet.ToFrozenSet(
        """
        choir club team band society union gym church board committee quartet trio orchestra league class course group
        circle squad troupe association guild party council chorus ensemble academy network forum membership
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    // What one does and better did not.
    private static readonly FrozenSet<string> Vices = FrozenSet.ToFrozenSet(
        [
            "smoking", "smoke", "drinking", "drink", "vaping", "vape", "gambling", "gamble", "fags", "cigarettes",
            "cigs",
            "booze", "nails", "swear", "swearing", "snore",
        ],
        StringComparer.OrdinalIgnoreCase);

    // What only looks like a thing: "sold up".
    private static readonly FrozenSet<string> Particles = FrozenSet.ToFrozenSet(
        ["up", "out", "off", "down", "back", "away", "on", "over", "in", "to", "for", "all", "home"],
        StringComparer.OrdinalIgnoreCase);

    // What one does for its own sake.
    private static readonly FrozenSet<string> Activities = FrozenSet.ToFrozenSet(
        """
        swim run jog cycle climb sing dance paint draw knit sew crochet fish hunt sail row ski surf skate hike write
        bake
        garden box fence act dive ride teach preach meditate fast volunteer coach tutor busk juggle golf sculpt
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what a clause says is over.</summary>
    public static void Read(Reading reading, string words, Stretch clause, int prefix, StatedTime? when)
    {
        foreach (var (over, form) in Forms)
        {
            foreach (Match match in form.Matches(words))
            {
                var eats = match.Groups["eats"];
                var group = eats.Success ? eats : match.Groups["v"];
                var at = clause.Start + group.Index - prefix;
                var value = new Stretch(at, at + group.Length - Tail.Match(group.Value).Length);
                var slot = SlotOf(group.Value, Healed.IsMatch(match.Value) ? "condition"
                    : over == "habit" && Activities.Contains(group.Value) ? "activity"
                    : over);
                slot = slot == "activity" ? "hobby" : slot;
                if (Hour.IsMatch(group.Value) || (slot != "condition" && Particles.Contains(group.Value)))
                {
                    continue;
                }

                if (Pronouns.Contains(group.Value))
                {
                    AddAntecedents(reading, slot, value, clause, when);
                    continue;
                }

                reading.Add(Owner(match), slot, value, clause, Polarity.Ended, when, onlyIfKnown: true);
            }
        }
    }

    // "The milk thing", "the whole vegan lark": what it is called by stands before.
    private static Regex Tail { get; } = Patterns.New(
        @"(?<=\w) (?:thing|lark|business|malarkey|stuff|lot|phase|in|back|away|off|out|up)$", Options);

    // Who leaves at ten is back tomorrow.
    private static Regex Hour { get; } = Patterns.New(
        @" (?:(?:at|by|before|after|around) (?:\d|about|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
            + @"|twelve|noon"
            + @"|midnight|half|lunch|home)|early|late|behind)\b", Options);

    // The names of illnesses have endings of their own.
    private static Regex Illness { get; } = Patterns.New(
        @"(?:itis|osis|algia|a?emia|pathy|plegia|phobia|oma|rrh?oea)$|^(?:shingles|fever|measles|mumps|flu|ulcers?"
            + @"|anorexia"
            + @"|bulimia|acne|hives|warts?|cataracts?|infection|fracture|sprain|rash|colitis|covid|cough|gout|reflux"
            + @"|palsy"
            + @"|apnoea|apnea|concussion|whiplash|tumou?r|cyst|stones)$",
        Options);

    // Medicines have endings of their own, too.
    private static Regex Medicine { get; } = Patterns.New(
        @"(?:in|ol|ole|ide|ine|one|il|am|pam|statin|cillin|mab|pram|pills?|tablets?|meds?|medication|antibiotics"
            + @"|steroids"
            + @"|inhaler|drops)s?$", Options);

    /// <summary>Tells whether a word is of what one does and had better not.</summary>
    public static bool IsVice(string value) => Vices.Contains(value[(value.LastIndexOf(' ') + 1)..]);

    /// <summary>Gives the slot that a thing most likely had; what is known of it tells better. Where nothing tells, it
    /// is any.</summary>
    private static string SlotOf(string thing, string over)
    {
        var last = thing[(thing.LastIndexOf(' ') + 1)..];
        return over is "diet" or "condition" or "allergy" or "birth" ? over
            : Slots.GetValueOrDefault(thing) ?? EnglishLexicon.Relations.GetValueOrDefault(last.ToLowerInvariant())
            ?? (Groups.Contains(last) ? "member_of"
                : EnglishLexicon.Conditions.Contains(last) || Illness.IsMatch(last) ? "condition"
                : EnglishLexicon.Diets.Contains(last) ? "diet"
                : last.StartsWith("subscription", StringComparison.OrdinalIgnoreCase) ? "subscription"
                : EnglishLexicon.Roles.Contains(last) ? last.ToLowerInvariant()
                : IsVice(thing) ? "habit"
                : Fits(over, thing) ? over
                : "any");
    }

    private static bool Fits(string over, string thing) => over switch
    {
        "employer" or "partner" or "school" or "subscription" or "member_of" => char.IsUpper(thing[0]),
        "medication" => Medicine.IsMatch(thing),
        "hobby" => thing.EndsWith("ing", StringComparison.Ordinal),
        _ => true,
    };

    // "Tilda gave her cat away": hers, not the speaker's.
    private static string Owner(Match match) =>
        match.Groups["s"] is { Success: true } owner ? Subjects.Of(owner.Value) ?? Claim.Speaker : Claim.Speaker;

    /// <summary>Adds what "it" may stand for: whatever the turn named just before, else what was said last.</summary>
    private static void AddAntecedents(
        Reading reading, string slot, Stretch pronoun, Stretch clause, StatedTime? when)
    {
        var end = reading.At.Start + clause.Start;
        var from = Math.Max(0, end - BackMax);
        var before = SentenceReader.Blanked(reading.Text[..end])[from..];
        var named = Named.Matches(before);
        foreach (Match match in named)
        {
            // "The trampoline broke, so we threw it out": where the name ends, only what is known tells.
            for (var name = match.Groups["v"].Value; name.Length > 2; name = name[..Math.Max(0, name.LastIndexOf(' '))])
            {
                AddEnded(reading, slot, name, from + match.Groups["v"].Index, clause, when);
            }
        }

        if (named.Count == 0 && pronoun.Start >= clause.Start)
        {
            AddEnded(
                reading, slot, pronoun.Of(reading.Sentence), reading.At.Start + pronoun.Start, clause, when);
        }
    }

    private static void AddEnded(
        Reading reading, string slot, string value, int start, Stretch clause, StatedTime? when) =>
        reading.Claims.Add(new Claim
        {
            Kind = Contracts.MemoryKind.Fact,
            Subject = Claim.Speaker,
            Slot = slot is "condition" or "habit" ? slot : "any",
            Value = value,
            Polarity = Polarity.Ended,
            Span = new Contracts.SourceSpan(
                Math.Min(start, reading.InText(clause).Start), reading.InText(clause).End),
            When = when,
            OnlyIfKnown = true,
        });
}

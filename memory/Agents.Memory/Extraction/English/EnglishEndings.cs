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

    /// <summary>Adds what a clause says is over.</summary>
    public static void Read(Reading reading, string words, Stretch clause, int prefix, StatedTime? when)
    {
        foreach (var form in Forms)
        {
            foreach (Match match in form.Matches(words))
            {
                var eats = match.Groups["eats"];
                var group = eats.Success ? eats : match.Groups["v"];
                var at = clause.Start + group.Index - prefix;
                var value = new Stretch(at, at + group.Length);
                if (Pronouns.Contains(group.Value))
                {
                    AddAntecedents(reading, value, clause, when);
                    continue;
                }

                var slot = (eats.Success ? "diet" : Slots.GetValueOrDefault(group.Value))
                    ?? (Healed.IsMatch(match.Value) ? "condition" : null)
                    ?? EnglishLexicon.Relations.GetValueOrDefault(group.Value.ToLowerInvariant()) ?? "owns";
                reading.Add(Owner(match), slot, value, clause, Polarity.Ended, when, onlyIfKnown: true);
            }
        }
    }

    // "Tilda gave her cat away": hers, not the speaker's.
    private static string Owner(Match match) =>
        match.Groups["s"] is { Success: true } owner ? Subjects.Of(owner.Value) ?? Claim.Speaker : Claim.Speaker;

    /// <summary>Adds what "it" may stand for: whatever the turn named just before, else what was said last.</summary>
    private static void AddAntecedents(Reading reading, Stretch pronoun, Stretch clause, StatedTime? when)
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
                AddEnded(reading, name, from + match.Groups["v"].Index, clause, when);
            }
        }

        if (named.Count == 0 && pronoun.Start >= clause.Start)
        {
            AddEnded(reading, pronoun.Of(reading.Sentence), reading.At.Start + pronoun.Start, clause, when);
        }
    }

    private static void AddEnded(Reading reading, string value, int start, Stretch clause, StatedTime? when) =>
        reading.Claims.Add(new Claim
        {
            Kind = Contracts.MemoryKind.Fact,
            Subject = Claim.Speaker,
            Slot = "owns",
            Value = value,
            Polarity = Polarity.Ended,
            Span = new Contracts.SourceSpan(
                Math.Min(start, reading.InText(clause).Start), reading.InText(clause).End),
            When = when,
            OnlyIfKnown = true,
        });
}

using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads the many ways in which English says that something is over.</summary>
/// <remarks>What is over is often named in words that tell no slot: "I dropped it", "last day at Acme". Such a claim
/// counts only where it names something that is known, so these may be wider than the rules that take a
/// fact.</remarks>
internal static partial class EnglishEndings
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private const string Who = @"\b(?:I|we)(?: have|['’]ve| had|['’]d| had to| have to)?"
        + @" (?:just |finally |now |already |since |also |recently |officially |sadly |eventually |actually )*";

    private const string Determiner = @"(?:(?:my|our|the|all|a|an|any|that|those|these|his|her)\b ?)*";

    private const string Thing = Determiner + @"(?<v>[\p{L}\p{N}][^,;:!?().]{1,60}?)";

    private const string End = @"(?= any ?more| any longer| at all| after all| at the moment| for good| now\b| today\b"
        + @"| yesterday\b| last | this | in (?:january|february|march|april|may|june|july|august|september|october"
        + @"|november|december|\d)| on (?:mon|tues|wednes|thurs|fri|satur|sun)day| because| since| and\b| but\b| so\b"
        + @"| to\b| when\b| after\b| instead|\s*[,;:!?().]|\s*$)";

    // Words that name no thing but what one has of it.
    private static readonly FrozenDictionary<string, string> Slots = new Dictionary<string, string>
    {
        ["job"] = "employer",
        ["work"] = "employer",
        ["resigned"] = "employer",
        ["fired"] = "employer",
        ["laid off"] = "employer",
        ["made redundant"] = "employer",
        ["let go"] = "employer",
        ["redundancy"] = "employer",
        ["student"] = "school",
        ["graduated"] = "school",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what a clause says is over.</summary>
    public static void Read(Reading reading, string words, Stretch clause, int prefix, StatedTime? when)
    {
        foreach (var form in new[] { Stopped(), Without(), NotAnyMore(), IsOver(), Lost(), Parted(), Unemployed() })
        {
            foreach (Match match in form.Matches(words))
            {
                var group = match.Groups["v"];
                var slot = Slots.GetValueOrDefault(group.Value)
                    ?? EnglishLexicon.Relations.GetValueOrDefault(group.Value.ToLowerInvariant()) ?? "owns";
                reading.Add(
                    Claim.Speaker,
                    slot,
                    new Stretch(
                        clause.Start + group.Index - prefix, clause.Start + group.Index + group.Length - prefix),
                    clause,
                    Polarity.Ended,
                    when,
                    onlyIfKnown: true);
            }
        }
    }

    [GeneratedRegex(
        Who + @"(?:got rid of|getting rid of|gave up(?: on)?|given up(?: on)?|gave(?= .* away)|sold|cancell?ed"
            + @"|unsubscribed from|dropped(?: out of)?|quit|left|resigned from|graduated from|returned|lost"
            + @"|stopped(?: going to| doing| taking| playing| seeing| using)?|ended|closed|ditched|split (?:up )?with"
            + @"|broke up with|divorced|moved out of|moved away from|retired from|shut down|scrapped"
            + @"|threw (?:out|away)|donated|dumped|let(?= .* (?:go|lapse|expire))|didn['’]t renew|did not renew"
            + @"|won['’]t renew|packed in|pulled out of|withdrew from|stepped down from|opted out of) "
            + Thing + End,
        Options)]
    private static partial Regex Stopped();

    [GeneratedRegex(
        Who + @"no longer (?:have|own|need|use|keep|do|play|go to|take|work (?:at|for|as)|live (?:in|at|with)|rent"
            + @"|drive|see|subscribe to|eat|drink|smoke|practi[sc]e|attend|train|run|teach|study(?: at)?|like|love) "
            + Thing + End,
        Options)]
    private static partial Regex Without();

    [GeneratedRegex(
        @"\b(?:I|we)(?:['’]m| am|['’]re| are| do|['’]ve| have| can)?(?: not|n['’]t| no longer)"
            + @"(?: have| own| need| use| keep| do| play| go to| take| work (?:at|for|as)| live (?:in|at|with)| rent"
            + @"| drive| see| subscribe to| eat| drink| attend| run| teach| got)? "
            + @"(?:in |on |at |with |allergic to )?" + Thing
            + @"(?= any ?more| any longer| after all| at the moment| these days)",
        Options)]
    private static partial Regex NotAnyMore();

    [GeneratedRegex(
        @"(?:^\W*|[:;–—] ?|\b(?:and|but|so) )" + @"(?:(?:my|our|the)\b )?(?<v>[\p{L}\p{N}][^,;:!?().]{1,40}?)"
            + @"(?:['’]s| is| are| has| have| was| were)? (?:just |now |finally |completely |all )*"
            + @"(?:gone|over\b(?! \w)|history|no more|dead|died|passed away|expired|lapsed|ended|finished"
            + @"|closed(?: down)?|shut(?: down)?|went under|folded|healed|retired|cancell?ed|been sold|sold"
            + @"|moved (?:out|away)|run out|ran out|cured|cleared up)\b",
        Options)]
    private static partial Regex IsOver();

    [GeneratedRegex(
        @"\blast day (?:at|with|as) " + Thing + End + @"|\bno more " + Thing + @" for (?:me|us)\b"
            + @"|\bhad (?:to have )?" + Thing + @" put (?:down|to sleep)|\b(?:I"
            + @"|we) had to say goodbye to " + Thing + End,
        Options)]
    private static partial Regex Lost();

    [GeneratedRegex(
        @"(?<v>\p{Lu}[\p{L}'’-]+) and (?:I|me) (?:have |are |['’]ve |just )*(?:split|broke|broken|over|done|parted"
            + @"|no longer together|separated|divorced|got divorced|finished)"
            + @"|\b(?:me|I) and (?<v>\p{Lu}[\p{L}'’-]+) (?:have |are |['’]ve |just |got )*(?:split|broke|broken"
            + @"|over|done"
            + @"|parted|no longer together|separated|divorced)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Parted();

    [GeneratedRegex(
        @"\bI(?:['’]ve)? (?:just |finally )?(?<v>resigned)\b(?! from)"
            + @"|\bI(?:['’]ve)? (?:was|got|been|have been) (?<v>fired|laid off|made redundant|let go)\b"
            + @"|^\W*(?<v>redundancy) came through",
        Options)]
    private static partial Regex Unemployed();
}

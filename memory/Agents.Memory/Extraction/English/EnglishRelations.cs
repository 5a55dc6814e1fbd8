using System.Collections.Frozen;
using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.English.EnglishLexicon;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads who does what for whom, in the frames that fit any office or work: "V became mayor of X", "X is
/// coached
/// by V".</summary>
internal static class EnglishRelations
{
    // What one is to what one does it to.
    private static readonly FrozenDictionary<string, string> Agents = new Dictionary<string, string>
    {
        ["coach"] = "coach",
        ["manag"] = "boss",
        ["found"] = "founder",
        ["direct"] = "director",
        ["compos"] = "composer",
        ["design"] = "designer",
        ["invent"] = "inventor",
        ["paint"] = "painter",
        ["produc"] = "producer",
        ["publish"] = "publisher",
        ["illustrat"] = "illustrator",
        ["translat"] = "translator",
        ["conduct"] = "conductor",
        ["edit"] = "editor",
        ["develop"] = "developer",
        ["sculpt"] = "sculptor",
        ["build"] = "builder",
        ["manufactur"] = "manufacturer",
    }.ToFrozenDictionary();

    public static void Read(Place at, string words)
    {
        if (Office.Match(words) is { Success: true } office
            && Subjects.Of(office.Groups["s"].Value) is { } bearer)
        {
            var noun = office.Groups["slot"].Value.ToLowerInvariant();
            var slot = L.Relations.GetValueOrDefault(noun) ?? L.Nouns.GetValueOrDefault(noun) ?? noun;
            at.Add(bearer, slot, office.Groups["v"], Polarity.Holds, functional: true);
        }
        else if (Work.Match(words) is { Success: true } work
            && Agents.TryGetValue(work.Groups["verb"].Value, out var agent)
            && Subjects.Of(work.Groups["s"].Value) is { } made)
        {
            at.Add(made, agent, work.Groups["v"], Polarity.Holds, functional: true);
        }
        else if (Drives.Match(words) is { Success: true } drives
            && Subjects.Of(drives.Groups["s"].Value) is { } driver)
        {
            at.Add(driver, "car", drives.Groups["v"], Polarity.Holds, functional: true);
        }
    }

    // A capital begins a name, and no sentence.
    private const string Name = @"(?!(?:I|It|This|That|These|Those|There|Here|He|She|They|We|You|My|Our|Your|His"
        + @"|Her|Their"
        + @"|What|Who|Where|When|Why|How|If|So|And|But|Then)\b)\p{Lu}[^,;:!?]*?";

    private const string New = "(?:new |current |acting )?";

    private static Regex Office { get; } = Patterns.New(
        @"^\W*(?:(?<v>" + Name + @") (?:is|was|became|is now|took over as|has become|was elected|was named|was "
            + @"appointed|works as"
        + @"|serves as) (?:now |actually |also )*(?:the |an? )?" + New
        + @"(?<slot>[\p{L}][\p{L} ]*?) of (?:the )?(?<s>\p{Lu}[^,;:!?]*?)"
        + @"|(?<v>" + Name + @") (?:is|became) (?:now |actually |also )*(?<s>" + Name
        + @")['’]s " + New + @"(?<slot>[\p{L}][\p{L} ]*?)"
        + @"|(?:[Tt]he )?(?<s>" + Name + @") (?:elected|hired|appointed|named|chose|picked|has|have|got) (?<v>" + Name
        + @") as (?:its|their|the|his|her) " + New + @"(?<slot>[\p{L}][\p{L} ]*?)"
        + @"|(?:[Tt]he )?(?<s>" + Name + @") (?:has|have|got|bought) a new (?<slot>[\p{L}][\p{L} ]*?), (?:an? "
        + @")?(?<v>" + Name + @")"
        + @"|[Tt]he " + New + @"(?<slot>[\p{L}][\p{L} ]*?) of the (?<s>\p{Lu}[^,;:!?]*?) (?:is|are|turned out to be)"
        + @" (?:now |actually )*(?<v>" + Name + @"))\s*[.!]*\s*$",
        RegexOptions.CultureInvariant);

    private static Regex Drives { get; } = Patterns.New(
        @"^\W*(?<s>" + Name + @") (?:now |currently |also )*drives (?:an? |the )?(?<v>\p{Lu}[^,;:!?]*?)\s*[.!]*\s*$",
        RegexOptions.CultureInvariant);

    private static Regex Work { get; } = Patterns.New(
        @"^\W*(?:(?<v>" + Name + @") (?<verb>\p{Ll}+?)(?:e?d|e?s) (?:the )?(?<s>\p{Lu}[^,;:!?]*?)"
        + @"|(?:[Tt]he )?(?<s>" + Name + @") (?:is|are|was|were) (?:now |in fact |actually |originally "
        + @")*(?<verb>\p{Ll}+?)(?:e?d|t)"
        + @" by (?:the )?(?<v>" + Name + @"))\s*[.!]*\s*$",
        RegexOptions.CultureInvariant);
}

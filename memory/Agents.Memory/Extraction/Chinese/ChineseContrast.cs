using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Reads what is so instead of something else: 我养的是猫不是狗, 我不是程序员，就一会计.</summary>
internal static class ChineseContrast
{
    /// <summary>Adds both sides.</summary>
    /// <param name="sink">Where they go, at the words.</param>
    /// <param name="words">What follows the subject.</param>
    /// <returns>Whether the clause is such a contrast.</returns>
    public static bool Read(ChineseSink sink, string words)
    {
        var match = Both.Match(words);
        if (!match.Success)
        {
            return ReadInstead(sink, words);
        }

        var (so, not) = (match.Groups["so"], match.Groups["not"]);
        if (Ordinal.IsMatch(so.Value) || Slot(match.Groups["verb"].Value, so.Value, not.Value) is not { } slot)
        {
            return false;
        }

        sink.Add(slot, Bare(slot, so));
        sink.Add(slot, Bare(slot, not), Polarity.Negated);
        return true;
    }

    // What the clause before denied tells of what this one speaks.
    private static bool ReadInstead(ChineseSink sink, string words)
    {
        if (!sink.Bare || sink.Reading.Claims.LastOrDefault() is not { Polarity: Polarity.Negated } denied
            || denied.Subject != sink.Subject || Instead.Match(words) is not { Success: true } match
            || Slot("", match.Groups["so"].Value, denied.Value) is not { } slot || slot != denied.Slot)
        {
            return false;
        }

        sink.Add(slot, Bare(slot, match.Groups["so"]));
        return true;
    }

    private static string? Slot(string verb, string so, string not) => verb switch
    {
        "养" => "pet",
        "学" or "读" or "念" => "major",
        "住" => "home",
        "信" => "religion",
        "开" or "骑" or "用" => "owns",
        "教" => null,
        _ => Kinds.Where(kind => kind.Pattern.IsMatch(so) && kind.Pattern.IsMatch(not)).Select(kind => kind.Slot)
            .FirstOrDefault(),
    };

    // 河北人 is 河北.
    private static Stretch Bare(string slot, Group value)
    {
        var words = value.Value;
        var lead = Counted.Match(words).Length;
        var tail = slot is "origin" or "nationality" && words.EndsWith('人') ? 1 : slot == "allergy" ? 2 : 0;
        return new Stretch(value.Index + lead, value.Index + value.Length - (tail > words.Length ? 0 : tail));
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private const string End = "(?:了|的|啊|呀|哈|哦|啦|呢)*[。！!～~]*$";

    private static Regex Both { get; } = Patterns.New(
        "^(?:(?<verb>养|学|读|念|住|信|开|骑|用)的?)?(?:就|真)?是(?<so>[^，。是不的了]{1,8}?)的?(?:，)?(?:而|可"
            + "|并)?不是(?<not>[^，。是不的了]{1,8}?)" + End
            + "|^(?:(?<verb>养|学|读|念|住|信|开|骑|用)的?)?(?:可|并)?不是(?<not>[^，。是不的了]{1,8}?)(?:，)?(?:而|就"
            + "|其实)?是(?<so>[^，。是不的了]{1,8}?)" + End,
        Options);

    private static Regex Instead { get; } = Patterns.New(
        "^(?:而|就|只|其实|不过|顶多)*(?:是|一)(?:一?[个名位]|一|在?[^，。]{2,8}的)?(?<so>[^，。是不的了我你他她]{2,8}?)" + End, Options);

    private static Regex Ordinal { get; } = Patterns.New("第|[章节课题页]$", Options);

    private static Regex Counted { get; } = Patterns.New("^(?:一?[个名位只条辆台]|一)", Options);

    private static (string Slot, Regex Pattern)[] Kinds { get; } =
    [
        ("condition", Whole(L.Conditions + "|胰岛素抵抗|血[压糖脂]偏?[高低]")),
        ("nationality", Whole(L.Countries + "人")),
        ("origin", Whole("[^，]{0,2}?" + L.Cities + "[^，]{0,2}人?")),
        ("occupation", Whole("(?:一?[个名位]|一)?" + L.Jobs)),
        ("religion", Whole(L.Religions)),
        ("allergy", Whole("[^，]{1,6}过敏")),
    ];

    private static Regex Whole(string pattern) => Patterns.New("^(?:" + pattern + ")$", Options);
}

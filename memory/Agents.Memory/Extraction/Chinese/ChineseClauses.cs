using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Parts a sentence of Chinese into clauses.</summary>
internal static class ChineseClauses
{
    /// <summary>Tells whether a sentence is Chinese.</summary>
    public static bool AreChinese(string sentence) => Han.Count(sentence) >= 2;

    /// <summary>Gives the clauses, without what opens them and says nothing.</summary>
    public static List<Stretch> Of(string sentence)
    {
        var clauses = new List<Stretch>();
        var start = 0;
        for (var i = 0; i <= sentence.Length; i++)
        {
            var turns = i > start + 2 && i < sentence.Length && Turn.Match(sentence, i) is { Success: true };
            if (i < sentence.Length && !turns && !Parts(sentence, i))
            {
                continue;
            }

            var (from, to) = (start, i);
            from += Opening.Match(sentence[from..to]).Length;
            while (to > from && EndsNothing(sentence[to - 1]))
            {
                to--;
            }

            if (to > from)
            {
                clauses.Add(new Stretch(from, to));
            }

            start = turns ? i : i + 1;
        }

        return clauses;
    }

    // A mark that closes a name belongs to it.
    private static bool EndsNothing(char c) => c is not ('》' or '”' or '」' or '』' or '"')
        && (char.IsWhiteSpace(c) || char.IsPunctuation(c) || char.IsSurrogate(c) || char.IsSymbol(c));

    // A space parts only Chinese from Chinese; a favourite may stand apart from what it is.
    private static bool Parts(string sentence, int i) => sentence[i] switch
    {
        '，' or ',' => !Resumes.IsMatch(sentence[(i + 1)..]),
        '；' or ';' or '。' or '！' or '!' or '？' or '?' or '（' or '(' or '）' or ')' or '\n' => true,
        ' ' or '　' => i > 0 && i + 1 < sentence.Length && Han.IsMatch(sentence.AsSpan(i - 1, 1))
            && Han.IsMatch(sentence.AsSpan(i + 1, 1)),
        _ => false,
    };

    /// <summary>Puts back a short name that stands in quotation marks: 座右铭是"知行合一".</summary>
    public static string WithNames(string sentence, string blanked)
    {
        var restored = blanked.ToCharArray();
        foreach (Match match in NamedInQuotes.Matches(sentence))
        {
            var name = match.Groups["v"];
            if (string.IsNullOrWhiteSpace(blanked[name.Index..(name.Index + name.Length)]))
            {
                sentence.CopyTo(name.Index, restored, name.Index, name.Length);
            }
        }

        return new string(restored);
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static Regex Han { get; } = Patterns.New(@"\p{IsCJKUnifiedIdeographs}", Options);

    // What opens a clause and says nothing: a greeting, a conjunction, an announcement.
    private static Regex Opening { get; } = Patterns.New(
        "^(?:[\\s～~!！。…、]|\\d[.、]|但是|但|不过|可是|只是|而且|并且|另外|还有(?!一)|(?:请|你|要)?(?:记住|记着|切记|注意)(?=我)|其实|对了|作为|然后|所以|因此|于是"
            + "|顺便(?:说|提|问)一?[句下]|说实话"
        + "|老实说|你好呀?|您好|嗨|哈喽|大家好|哎呀?|唉|嗯+|ok|OK|Ok|好的|哦|啊|呃|话说|反正|总之|毕竟|没错|是的|因为|由于|既然|多亏了?|那个|(?:医生|大夫)说(?=我)"
            + "|补充一?[点下句]?"
        + "|(?:先)?(?:跟|和|给|向|对)?(?:你|您|大家)?(?:先|帮我|再|提前|这边)?(?:自我)?(?:说|记|讲|介绍|更新|补充|汇报|报备|通知|声明|说明|同步|交代"
            + "|提)(?:一[下声句]|下|个事|清楚)?(?:喔|哦|哈|啊|呀|情况|背景)?(?=[，：: ,])[，：:,]?"
        + "|(?:报个错|背景|前提|情况|备注|两个事|几个事|两件事|说个事|填一下[^，：:]{1,6})[：:]|(?![^，：:]*(?:地址|电话|邮箱|密码|号码))[^，：:]{0,8}(?:跟|和"
            + "|给)(?:你|您|大家)[^，：:]{0,6}[：:])+",
        Options);

    // 粤语我会讲但一说快就露怯, 都三十四了还单身.
    private static Regex Turn { get; } = Patterns.New(
        "\\G(?:但是?(?!书|丁|凡)|可是|(?<=[岁年月十一二三四五六七八九]了)还(?!有|款|钱))", Options);

    private static Regex Resumes { get; } = Patterns.New("^\\s*那?(?:必须|肯定|当然|一定)+得?(?:是|属)", Options);

    private static Regex NamedInQuotes { get; } = Patterns.New("(?:是|叫|为"
        + "|名)\\s?(?<v>[\"“「『][^\"”」』\n。！？!?，,]{1,16}[\"”」』])", Options);
}

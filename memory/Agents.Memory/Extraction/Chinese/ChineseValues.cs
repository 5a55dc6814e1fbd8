using System.Collections.Frozen;
using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Cuts from a value what only says for how long, how many or how it is so: 十二年护士 is 护士.</summary>
internal static class ChineseValues
{
    // Slots whose value is a name; what is a figure or a clause of its own is left as it was said.
    private static readonly FrozenSet<string> Named = FrozenSet.ToFrozenSet(
    [
        "home", "origin", "employer", "occupation", "school", "major", "hobby", "condition", "member_of", "owns", "pet",
        "subscription", "car", "religion", "partner", "skill",
    ]);

    /// <summary>Gives the part of a value that names something; null where none does.</summary>
    public static Stretch? Naming(string sentence, Stretch value, string slot, bool ended)
    {
        if (value.Start >= 0 && L.Relations.Values.Contains(slot))
        {
            var person = ChineseNames.Person(value.Of(sentence));
            value = new Stretch(value.Start + person.Start, value.Start + person.End);
        }

        if (!Named.Contains(slot) || value.Start < 0)
        {
            return value;
        }

        var words = value.Of(sentence);
        var start = Duration.Match(words).Length;
        start += ended ? Got.Match(words[start..]).Length : 0;
        start += slot is "owns" or "car" or "pet" or "member_of" or "subscription"
            ? Measure.Match(words[start..]).Length
            : 0;
        start += slot == "condition" ? Found.Match(words[start..]).Length : 0;
        var end = words.Length;
        end -= ended && words.EndsWith('被') && value.End < sentence.Length && sentence[value.End] == '我' ? 1 : 0;
        end -= For.Match(words[start..end]).Length;
        end -= slot == "home" ? Company.Match(words[start..end]).Length : 0;
        end -= ended ? Adverbs.Match(words[start..end]).Length : 0;
        return end <= start || Empty.IsMatch(words[start..end])
            ? null
            : new Stretch(value.Start + start, value.Start + end);
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private const string Number = "(?:\\d+|[一二两俩三四五六七八九十几半好多百]+)";

    private const string Span = Number + "(?:来|多|几)?(?:年(?!级|糕|夜|会|卡|票|薪)|个多?月|(?<=俩)月|个?星期|个?礼拜|周(?!刊"
        + "|末|报)|天|辈子)(?:多|半)?";

    private static Regex Duration { get; } = Patterns.New("^(?:了|过)?(?:快|近|将近"
        + "|差不多)?" + Span + "的?(?=[\\p{L}\\p{N}])", Options);

    private static Regex Measure { get; } = Patterns.New(
        "^(?:在|那|这)?(?:辆|只(?!有)|条(?!件)|款|副(?!业|总)|台(?!灯|球|式|历|风|北|中|南|湾|州|东)|张(?=[^，]*(?:卡|票)$))(?=[\\p{L}\\p{N}]{2})",
        Options);

    // 报的日语班 is 日语班.
    private static Regex Got { get; } = Patterns.New("^(?:之前|原来|以前|去年|当时)?(?:报|租|办|买|订|请|养)的(?=\\p{L}{2})", Options);

    private static Regex Found { get; } = Patterns.New("^(?:老|总|又|经常|一直|天天|也|都)+(?=\\p{L}{2})(?<!老花|老年)"
        + "|^[^，]{0,4}?(?:查出来?|检查出|检出|诊断出|确诊)(?:了|是|有)?(?=\\p{L}{2})|^(?:有)?(?:一?点儿?|一些|些)(?=\\p{L}{2})",
        Options);

    private static Regex For { get; } = Patterns.New(
        "(?:(?<=\\p{L}{2})(?:学|练|打|玩|弹|跳|做|坚持|跑|画|唱))?(?:(?:了|也|都(?<![成首帝魔]都)|已经|快|才|有|差不多|足足|整整|将近|近"
        + "|好)*" + Span + "(?:了|多)*|(?<=\\p{L}{2})(?:那边|这边|那儿|这儿|那头))$",
        Options);

    // 县城带俩娃 is 县城.
    private static Regex Company { get; } = Patterns.New(
        "(?<=\\p{L}{2})(?:(?:跟|和|陪|带)(?:着|了)?(?:我|咱|俩|两|孩|娃|爸|妈|老|公|婆|男|女|朋|室|同|他|她|家|儿|奶|爷)|一个人|自己一).*$", Options);

    private static Regex Adverbs { get; } = Patterns.New(
        "(?:也|都(?<![成首帝魔]都)|就(?<!成就)|早就|早|已经|到期|后来|从此|直接|我|上个?月|上周|上礼拜|昨天|前天|去年|今年|年[初底])+$", Options);

    // What is no thing of anyone's.
    private static Regex Empty { get; } = Patterns.New(
        "^(?:.*被|[上下这]个?学期|基本|农历|阴历|阳历|戏|事|话|空|班|法|办法|时间|机会|感觉|意思|问题|道理|一个|两个|这些|那些|有的|样子|心情|[前上][一二两几]?(?:天|个?月|周"
        + "|阵子).*|去[^，]{1,5}给?|兴趣|想法|东西|地方"
            + "|[一二两三四五六七八九十几半\\d]+(?:年|天|个|次|下|点|块|月|岁|级)?|.*(?:觉得|感觉|为什么|怎么|你|您).*|.*过没)$", Options);
}

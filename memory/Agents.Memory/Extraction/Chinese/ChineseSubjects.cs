using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Whom a clause speaks of.</summary>
/// <param name="Kin">What they are to the speaker: 女儿; null for the speaker.</param>
/// <param name="Name">Where they are named beside it: 我女儿米粒.</param>
/// <param name="End">Where in the clause the subject ends.</param>
internal readonly record struct ChineseSubject(string? Kin, Stretch? Name, int End);

/// <summary>Finds the subject at the head of a clause.</summary>
internal static class ChineseSubjects
{
    /// <summary>A name is followed by one of these.</summary>
    private const string Follows =
        "(?=今年|现在|目前|最近|平时|是|在|最|特别|超|非常|很|喜欢|不|爱|讨厌|对|叫|也|都|还|就|上个?[月周礼星]|下个?[月周礼星]|这周|昨|前天|去年|前年|明|后天|刚|已|天天|每|住|养"
            + "|有|会|要|考|学|结婚|的|\\d|[一二三四五六七八九十]+[月岁]|周[一二三四五六日]|从|去世|走|没|死|老|$)";

    private static readonly string Name =
        "(?!" + L.Jobs + "(?:$|[，。]))(?!" + L.Kin
            + ")(?:(?!小[名时学孩区便气心声]|大[了过方意度力喊叫学名概约夫部家多半一二三四]|老[是师家板婆公爸妈想]|阿姨)[小阿老大]\\p{L}"
            + "|[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?|(?!白天"
            + "|马上|高中|高考|高[一二三]|方便|安全|安心|万一|向来|成天|于是|康复|金融|文科|牛奶|江[苏西]|程度|何况|温柔|白[酒癜]|石家|武汉|钱)"
        + L.Surnames
            + "\\p{L}{1,2}?|(\\p{L})\\1|(?=\\p{L}?" + L.Given
            + ")(?![在是有不没也都就很最对今去昨前上下从会能要想说总身心脾天每还又已正刚一二三两几的了吃喝住搬开做当学考生得到被把跟和给让叫姓退出工手电结离单过喜爱讨"
            + "特超非真个这那她他你我它来走跑看听打玩用买卖怕属信长教带陪病健戴穿写唱跳经常平最近现目以后曾之原确查患突终于居定家里公司总年月日周号时候名血腰脚头眼耳牙皮胃肝人归帮膝脖肩嗓喉颈肺肾肠骨脑鼻嘴舌脸指腿眠站坐"
            + "回])[\\p{L}-[我你他她它的了是在不们]]{2,3}?(?=今年|对|喜欢|超|最|特别|讨厌|\\d|[一二三四五六七八九十]+[岁月]|上个?[周月]|下个?[周月]|昨|去年|会|考|住"
            + "|没了|结婚|是))";

    private static readonly Regex Kin = new(
        "^(?<own>(?:我|咱|俺)们?家?里?(?:的|那个?|有个|有一?[个位]|有(?=" + L.Kin + ")|最好的|亲|[老小大](?=猫|狗|侄|外甥|姨|姑|舅|表))*)?(?<kin>"
        + L.Kin
            + ")(?!们|节|儿园|包|庭|家(?!的|里)|(?<=爸)妈(?!的))(?:[，,])?(?<name>" + Name + ")??" + Follows,
        RegexOptions.CultureInvariant, Patterns.Longest);

    // 我闺蜜晓彤, 领导松本先生: a name that is sure needs no "my".
    private static readonly Regex KinNamed = new(
        "^(?<own>(?:我|咱|俺)们?家?里?(?:的|那个?|有个|有一?[个位]|最好的|最好|亲|合租|的那个)*)?(?<at>合租|大学|高中|初中|小学|公司|部门|前公司)?(?<kin>"
            + L.Kin + ")(?<!猫|狗|儿|娃|猫猫|狗狗|客户|租客|爸妈|父母)[ ，]?(?<name>" + ChineseNames.Sure + ")",
        RegexOptions.CultureInvariant, Patterns.Longest);

    private static readonly Regex KinLoosely = new(
        "^(?:(?<own>(?:我|咱|俺)们?家?(?:的|那个?|有个|有一?[个位]|最好的|亲)*)(?<kin>" + L.Kin + ")|(?<kin>" + L.Bare + "))(?!们|节)",
        RegexOptions.CultureInvariant, Patterns.Longest);

    private static readonly Regex Alone = new(
        "^(?:" + L.Bare + ")", RegexOptions.CultureInvariant, Patterns.Longest);

    /// <summary>Finds it; null where the clause has none and speaks of the subject before it.</summary>
    public static ChineseSubject? Find(string words)
    {
        // What comes before a subject says when, or as to what.
        var before = Before.Match(words).Length;
        var rest = words[before..];
        var kin = Kin.Match(rest);
        if (kin.Success && !kin.Groups["own"].Success && !Alone.IsMatch(rest))
        {
            kin = Match.Empty;
        }

        if (Teacher.Match(rest) is { Success: true } teacher)
        {
            var called = teacher.Groups["name"];
            return new ChineseSubject(
                teacher.Groups["title"].Value is "医生" or "大夫" or "医师" ? "医生" : "老师",
                new Stretch(before + called.Index, before + called.Index + called.Length),
                before + teacher.Length);
        }

        if (KinNamed.Match(rest) is { Success: true } sure)
        {
            kin = sure;
        }

        kin = kin.Success ? kin : KinLoosely.Match(rest);
        if (kin.Success)
        {
            var name = kin.Groups["name"];
            return new ChineseSubject(
                L.Relations.ContainsKey(kin.Groups["kin"].Value) ? kin.Groups["kin"].Value
                    : kin.Groups["at"].Value + kin.Groups["kin"].Value,
                name is { Success: true, Length: > 0 }
                    ? new Stretch(before + name.Index, before + name.Index + name.Length)
                    : null,
                before + kin.Length);
        }

        return Speaker.Match(rest) is { Success: true } me
            ? new ChineseSubject(null, null, before + me.Length)
            : null;
    }

    /// <summary>Tells whether a clause speaks of others than the speaker and theirs.</summary>
    public static bool Elsewhere(string words) => Others.IsMatch(words);

    private static Regex Others { get; } = Patterns.New(
        "^(?:也|还|就|而且|听说)?(?:他|她|它|人家|别人|对方|有(?:个|的)?人|楼[上下]|隔壁|对门|现在的|如今的|某|(?:我)?有(?:一?[个位名])?(?:病人|患者|客户|学员|顾客|学生"
            + "|读者|粉丝|同行|亲戚|网友)|我?(?:闺蜜|朋友|同事|室友|邻居|老板|领导|同学|房东|表[哥姐弟妹]|堂[哥姐弟妹])的?(?!猫|狗|兔|仓鼠|鹦鹉"
            + "|乌龟)(?:" + L.Kin + ")(?!\\p{L}$)|客户|病人"
            + "|患者|学员|买家|卖家|甲方|顾客|网友|大家|所有人|年轻人|老年人|一般人|很多人|那(?:个)?(?:人|男的|女的|孩子|哥们|老板|医生)"
            + "|这(?:个)?(?:人|男的|女的|孩子))", Options);

    // 教我钢琴的梁老师, 一直给我看病的吴炳辉医生.
    private static Regex Teacher { get; } = Patterns.New(
        "^(?:一直|平时|以前|之前|现在)*(?:教|带|给|帮|替|管)(?:我|我们)(?:[家爸妈儿女]\\p{L}?)?[^，的]{1,8}的(?<name>\\p{L}{1,3}?(?<title>老师|教练"
            + "|师傅|教授|导师|医生|大夫|医师))", Options);

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static Regex Before { get; } = Patterns.New(
        "^(?:比起[^，我]{1,8}(?=我|本人|咱)|[^，我]{1,8}(?:的话|的时候|期间|时候|时)(?=我|本人|咱)|(?:也)?(?:为了?|冲着?|托|因|靠着?)[^，我]{1,8}(?=我"
            + "|咱)|(?:坐|吃|喝|买|看|选|住|做|写)[^，我的]{1,6}(?=我|本人|咱)|(?:复查|检查|化验|体检)(?:的?结果|报告|下来|显示|完)?(?=我|本人)"
            + "|(?:\\d{2,4}年|大?前年|去年|今年|明年|后年|上上?个?月|下下?个?月|这个?月"
            + "|[上下这]{1,2}个?(?:周|星期|礼拜)[一二三四五六日天末]?|前天|昨[天晚]|今[天早晚]|大?后天|大前天|明[天早晚]"
            + "|[\\d一二三四五六七八九十]{1,3}月(?:[\\d一二三四五六七八九十]{1,3}[号日])?|周[一二三四五六日末]|年[初底]|[春夏秋冬]天|暑假|寒假|春节|五一|国庆|早上|上午|中午"
            + "|下午|晚上|凌晨|[\\d一二三四五六七八九十]{1,3}点半?钟?|\\d{1,2}[号日]|[号日份](?!语|本|常|子|料|韩|企|记|剧|漫|式)|起|开始|那天|那会儿|期间|最近|现在"
            + "|目前|平时|平常|周末|以前|以后|之前|后来"
            + "|原来|小时候|业余时间|业余|没事|下班后|闲|终于|其实|的时候|也|还|又|就|都|一般|刚才|刚|今后|本来|当初|已经|再|如今|自从|从)*)",
        Options);

    private static Regex Speaker { get; } = Patterns.New(
        "^(?:我们一?家(?:[三四五六]口|人)?|我们组|我们团队|我们部门|我们小组|我们俩|我们|我家里?(?!的?(?:猫|狗)|教|长(?!期|年)|属|政|访|乡|具|电|务)|我(?:本人|自己|个人"
            + "|这个?人吧?|这边|这辈子)?"
        + "|咱们?家?|俺们?家?|本人|鄙人"
            + "|自己|家里|人(?=(?:现在|目前|如今|早就?|已经|也|都|一直|常年)*不?在))(?!妈|爸)",
        Options);
}

using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Pieces of patterns that rules share, and makers of rules.</summary>
internal static class ChinesePhrases
{
    /// <summary>Words before a verb that say nothing of what is so.</summary>
    public const string Adverbs =
        "(?:现在|目前|今年(?![\\d二三四五六七八九十])|已经|早已|早就|早(?=不|没|戒|退)|压根(?=没|不)|根本(?=没|不)|特(?=爱|喜|讨|怕|烦|好)|已(?!婚)|平时|平常"
            + "|一直(?!接)|最近(?!的)|其实|才|还是|还(?!款"
        + "|贷|债)|都(?!市|江|是先|\\d"
            + "|[一二三四五六七八九]?十)|又|刚刚|刚(?!果|好)|打小|自小|天生(?!的)|就(?!读|职|业|诊|医|像)|从小|特别(?!的)|非常|很(?!多|少)|真的|真(?!名|人|丝|正)"
            + "|超级(?!市|女)|超(?!市"
            + "|人|过|声)|挺|蛮|周末|大学|现(?!居|任|代|场|实|金|象)|如今|再婚，|也|自己|本来|本(?=是)|确实|倒是|倒(?!闭|霉|班)|终于|总算|的确|老是|好像|主要(?!写|用)"
            + "|反正|彻底|正式|光荣|后来|一般|通常|业余时间|业余|没事|闲着|闲的时候|下班后|晚上|早上|中午|下午|上午|凌晨|那时候|当时|然后|接着|目前是|年\\d{0,4}起?"
            + "|人(?=在)|聚餐|打死也?|死活|从来|坚决|只(?=会[讲说])|就(?=会[讲说])|算是|勉强|本科(?=学|读|念)|研究生(?=学的|读的|念的)|硕士(?=学"
            + "|读|念)|隔三差五|一?有空|下了班|退休以?后|放假|饭后|睡前|每个?(?:周末|礼拜|星期[一二三四五六日天]?)(?:都)?|每逢周末"
            + "|在外面|出门|是(?=从|在[^，]+?(?:上班|工作)))";

    /// <summary>Words for a time, before a verb.</summary>
    public const string Times =
        "(?:(?:19|20)?\\d\\d年|[上下]半年|[上下这]个?学期|大?前年|去年|明年|上上?个?月|下下?个?月|这个?月|[上下这]{1,2}个?(?:周|星期|礼拜)[一二三四五六日天末]?|大?前天"
            + "|昨[天晚]"
            + "|今[天早晚]"
            + "|大?后天|明[天早晚]|[\\d一二三四五六七八九十]{1,3}月(?:份|[\\d一二三四五六七八九十]{1,3}[号日])?|周[一二三四五六日](?!报)|年[初底]|[春夏秋冬]天|每(?:天"
            + "|晚|早|周[一二三四五六日末]?|个?月)(?:都|固定)?|\\d{1,2}[号日]|[号日](?!语|本|常|子|料|韩|企|记|剧|漫|式)|起|开始(?!学)|那天|期间|前阵子|前段时间"
            + "|最近(?=这)|这两年"
            + "|这几年|这阵子|这[几两]个?(?:月|天|周|星期|礼拜)|这段时间|近来|近期|近几年|前几年|前两年|前[几两]天|那几年|(?:\\d+"
            + "|[一二两三四五六七八九十几]+)(?:年|个月|天|周)前)";

    public const string Words = "(?<v>[^，。；！？、,;!?]+?)";
    public const string End = "(?:\\s?(?:了|啦|的|呢|哈|哦|喔|呀|啊|嘛|哒|噢|而已|滴|来着|咯))*[\\s。，！；,.!;~～…]*$";

    private const string Speaker = "^(?:我们?|咱们?|俺|本人)(?:家|在?这边)?";

    private const string Name =
        "(?<s>《[^》]+》|(?!我|你|他|她|它|这|那|因为|所以|但|如果|以前|今天|昨天|现在|老家|家里|不|没|新|就|已经|从|自己|平时|最|每|只|全|也|都|下"
            + "|上)[^，。；！？的是在有和跟把被从了吗呢不也都我你他她：:\\s\\d]{2,12}?)";

    private static readonly TimeSpan Limit = Patterns.Longest;

    /// <summary>What stands before the words that rules read.</summary>
    public static Regex Lead { get; } =
        new("^(?:" + Adverbs + "|" + Times + "|[，,\\s])*", RegexOptions.CultureInvariant, Limit);

    public static ChineseRule Anyone(string slot, string words) =>
        new(slot, Compile("^(?:" + words + ")" + End), Named(words), ChineseRule.Of.Anyone);

    /// <summary>What is said of the speaker or of someone of theirs, and not of a thing by its name.</summary>
    public static ChineseRule People(string slot, string words) =>
        new(slot, Compile("^(?:" + words + ")" + End), null, ChineseRule.Of.Anyone);

    public static ChineseRule Speakers(string slot, string words) =>
        new(slot, Compile("^(?:" + words + ")" + End), null, ChineseRule.Of.Speaker);

    public static ChineseRule Others(string slot, string words) =>
        new(slot, Compile("^(?:" + words + ")" + End), Named(words), ChineseRule.Of.Others);

    public static ChineseRule Ended(string slot, string words) =>
        new(slot, Compile("^(?:" + words
            + ")" + End), Named(words), ChineseRule.Of.Anyone)
        { Polarity = Polarity.Ended };

    public static ChineseRule Negated(string slot, string words) =>
        new(slot, Compile("^(?:" + words + ")" + End), null, ChineseRule.Of.Anyone) { Polarity = Polarity.Negated };

    public static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant, Limit);

    private static Regex Named(string words) =>
        Compile("^" + Name + "(?:" + Adverbs + "|" + Times + "|，)*(?:" + words + ")" + End);
}

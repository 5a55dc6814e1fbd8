using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>How a clause is meant: only what someone states of their own life is taken.</summary>
internal enum Stance
{
    /// <summary>It states something.</summary>
    States,

    /// <summary>It asks, asks for something or wishes; what stands beside it may state.</summary>
    Passes,

    /// <summary>It opens a supposition or the words of others, to the end of the sentence.</summary>
    Supposes,

    /// <summary>It opens a text that is not about the one who writes, to the end of the turn.</summary>
    Quotes,
}

/// <summary>Tells how clauses are meant.</summary>
internal static class ChineseStance
{
    public static Stance Of(string words) =>
        ChineseTasks.Opens(words) ? Stance.Quotes
        : Supposes.IsMatch(words) || Reports.IsMatch(words) ? Stance.Supposes
        : Asks.IsMatch(words) || Wants.IsMatch(words) ? Stance.Passes
        : Stance.States;

    /// <summary>Tells whether a clause gives what somebody says.</summary>
    public static bool IsReport(string words) => !Supposes.IsMatch(words) && Reports.IsMatch(words);

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static Regex Supposes { get; } = Patterns.New(
        "^.{0,3}(?:如果|假如|假设|假使|要是|倘若|若是|万一|要不是|即使|就算(?!了)|哪怕|除非)|^(?:我|他|她)?(?:若|要是)|^等(?:我|哪天|以后|将来|有|老)"
            + "|^[^，]{0,4}(?:真|多|好)(?:希望|想(?!法|念|你|他|她|家))|就好了$|^(?:梦见|梦到|昨晚?梦)|^(?:我)?(?:昨晚|昨天)?(?:做梦|做了个梦|梦)|下辈子"
            + "|^(?:不然|否则)|^(?:搞得|弄得|整得)?(?:好像|仿佛)",
        Options);

    // What others say, and what one only thinks.
    private static Regex Reports { get; } = Patterns.New(
        "^(?:听|据)[^，]{0,6}(?:说|讲|报道)|^(?!.{0,3}(?:跟|和|给|对|向)(?:你|您)|说实话|说真的|说来|实话|老实|话|不瞒|顺便|先"
            + "|再)[^，]{1,12}(?<![会能小话来据好再着要应])(?:说(?![不得过起话明服好]|一[声下]|闽|粤|英|日|普)|表示|宣称|声称|吐槽说|劝我|问我|告诉我|建议我|叫我去|让我去"
            + "|跟我讲|骂我)|网上|有人|人家|别人|大家都|都说|^我?(?:觉得|感觉|认为|以为|猜|怀疑|估计|怕|担心|纠结|好奇|知道|记得|发现|看到|听到)|文章|报告里|报道|新闻|朋友圈看|热搜"
            + "|日志|(?<!你)可能|也许|或许|大概率|说不定|似乎",
        Options);

    private static Regex Asks { get; } = Patterns.New(
        "[?？]|(?:吗|(?<!(?:还|正|在|着|才|可|谁[叫让])[^，]{0,14})呢|吧|(?<!什|那|这)么|不呀|没呀)[~～!！。…\\s]*$|(?<!没|没有|不)什么(?!都)"
        + "|(?<!不|没)怎么|怎样|咋|多少|多久|多大(?!年纪)|几[点岁号]|几年级|哪(?!怕|儿都|里都)|为啥|(?<![正改定作])为何|干嘛|干吗|啥|谁(?!都)"
            + "|(?<![一])(\\p{L})[不没]\\1|到底(?!.*了$)|(?<!\\p{L})有没有|有木有|能否|可否"
            + "|是否|如何|何时|靠谱不|行不|.{3,}(?<![我但可们也都底究后果终])还是(?![^，]{1,8}了[。！!]?$"
            + "|会|很|有|不|没|得|要|吃"
            + "|喝|老样|那)\\p{L}{2,}|^(?:请问|想问|问下|问一下|问个)",
        Options);

    private static Regex Wants { get; } = Patterns.New(
        "^.{0,4}(?:差一?点(?!意思)|险些|恨不得|巴不得)|^(?:我|我们|咱|咱们|最近|现在|也|还|又|就|真的?|一直|特别|很|其实|都|周末|明年|下个?月|今年"
        + "|以后|这|，|俩|一家|今天|明天)*(?:希望|想(?!法|念|起|到|通|家|开|象)|不想"
            + "|打算|考虑(?!到)|计划(?!生)|准备(?!好|了|的|备)|幻想|梦想|羡慕|争取|犹豫|决定要|可惜|求)|^(?:请|麻烦|帮|给我|替我|你(?!好)|您(?!好)|推荐|求"
            + "|来[一几个点]|写(?:一|首|个|篇|段|封|成|条)|生成|列(?![伊弗支宁夫])|查[一下]|讲讲|解释|看看|提醒|说说|聊聊|按(?!摩)|照(?!顾|相)|把(?:这|那|下|它"
            + "|上面|刚才)|能|可以"
            + "|可不可以|预算|有[^，]{0,14}(?:推荐|建议|办法|方子|方案)|回答|回复|翻成|改成|改得|语气)",
        Options);
}

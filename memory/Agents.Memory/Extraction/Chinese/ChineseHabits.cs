using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Reads how someone does things, how they want to be answered, and what happened to them when.</summary>
internal static class ChineseHabits
{
    /// <summary>Tells whether a sentence speaks of every time from now on.</summary>
    public static bool Lasting(string sentence) => LastingWords.IsMatch(sentence);

    /// <summary>Finds how the user wants to be answered; null where a clause does not say so.</summary>
    public static Stretch? Instruction(string words, bool lasting) =>
        (Always.Match(words) is { Success: true } always ? always
            : lasting && Answering.Match(words) is { Success: true } answering ? answering
            : lasting && Directive.Match(words) is { Success: true } directive ? directive
            : null)?.Groups["v"] is { } value
                ? new Stretch(value.Index, value.Index + value.Length)
                : null;

    /// <summary>Tells whether a clause goes on with what the one before asks for.</summary>
    /// <param name="words">The clause.</param>
    /// <param name="spaced">Whether nothing but a space parts them.</param>
    public static bool CarriesOn(string words, bool spaced) =>
        Sequel.IsMatch(words) || (spaced && Instruction(words, lasting: true) is not null);

    /// <summary>Tells whether words say by themselves that something was done.</summary>
    public static bool Done(string words) => words.Contains('了', StringComparison.Ordinal);

    /// <summary>Gives how far a time of day goes that follows a day.</summary>
    public static int Hour(string words) => TimeOfDay.Match(words).Length;

    /// <summary>Finds the clause to which an account of steps or of a rule goes on that a clause opens; null where it
    /// opens none.</summary>
    public static int? Procedure(IReadOnlyList<string> clauses, int first, bool own)
    {
        var words = clauses[first];
        if (!own || Told.IsMatch(words))
        {
            return null;
        }

        var last = first;
        while (last + 1 < clauses.Count && Continues(clauses[last + 1]))
        {
            last++;
        }

        var all = string.Join('，', clauses.Skip(first).Take(last - first + 1));
        return Habit.IsMatch(words) || (Steps.IsMatch(all) && Opens.IsMatch(words)) ? last : null;
    }

    /// <summary>Tells whether a clause with a time says what happens then.</summary>
    public static bool Happens(string words, bool hasSubject) =>
        !Now.IsMatch(words) && (hasSubject ? Happening.IsMatch(words) : Action.IsMatch(words));

    /// <summary>Tells whether a clause speaks of what is to come.</summary>
    public static bool Ahead(string words) => Coming.IsMatch(words) || !Over.IsMatch(words);

    /// <summary>Tells whether a clause says what someone does for a reason.</summary>
    /// <param name="words">The clause.</param>
    /// <param name="stated">Whether the reason was called one ("because"), or only stands before it.</param>
    public static bool Acts(string words, bool stated) =>
        words.Length > 3 && !Fleeting.IsMatch(words) && (stated || Regular.IsMatch(words));

    private static bool Continues(string words) =>
        ChineseStance.Of(words) == Stance.States && !Turns.IsMatch(words);

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static Regex Sequel { get; } = Patterns.New("^(?:先|再(?!见|说吧|次)|然后|最后|接着)(?!怎|什|看看|帮)[^，]{2,}", Options);

    private static Regex TimeOfDay { get; } = Patterns.New(
        "^(?:的|，|早上|上午|中午|下午|晚上|傍晚|凌晨|清早|一早|[\\d一二两三四五六七八九十]{1,3}点(?:半|钟|[\\d一二三四五十]{1,3}分?)?"
            + "|我们?(?=[去要得做飞考参在]))*", Options);

    private static Regex LastingWords { get; } = Patterns.New(
        // Not what came after a move: 搬来以后.
        "(?:^|[，。；！？,.;!?\\s])(?:那|就|请|麻烦|你|咱|对了|还有|另外)*(?:以后|今后|往后|下次)|从现在|从今天|回答|回复"
            + "|(?:注释|代码|格式|输出|变量|称呼|答案|标点)[^，。]{0,8}(?:一律|统一)|(?:一律|统一)[^，。]{0,6}(?:注释|格式|输出|称呼|标点)",
        Options);

    private static Regex Always { get; } = Patterns.New(
        "^(?:也|请|就|以后|今后|下次|往后|麻烦|你|都|拜托)*(?<v>(?:别|不要)(?:再|老是?|总是?|每次|动不动|一上来|天天|每回)(?=[^，]{0,3}(?:用|说|给|加|叫|写|回|发|问"
            + "|讲|道|推|重复|列|跟我|对我|拿|提|劝|夸|甩|扯|绕|拽|整|来))(?!盯|看|犹豫|纠结|想|等|哭|闹|骗|吵|睡|熬|忍|拖"
            + "|催|逼)[^，]{2,24}?)了?[。！!～~]*$|^(?:以后"
            + "|今后|你|请)*(?:回答|回复)(?:我|问题|消息)*(?:的时候|时)?(?:，)?(?:请|都|要|，)*(?<v>(?:尽量|简短|简洁|不要|别|用|控制在|先|直接|详细|不超过"
            + "|只)[^，]{1,20}?)[。！!～~]*$|^(?:你|以后|今后|请)*(?<v>别(?:再)?跟我(?:说教|讲大道理|客气|打官腔|扯|绕弯子))[。！]*$"
            + "|^(?:以后|今后|往后|你|请)*(?:回我|跟我说话|跟我聊天|给我讲)话?(?:的时候)?(?<v>(?:短|简|慢|详细|通俗|直接|别|少|只)[^，]{1,14})[。！]*$"
            + "|^(?:请|以后|今后)*(?<v>用[\\p{L}]{1,6}(?:文|语|话)(?:(?:回答|回复)我?|[跟和]我(?:聊|说|讲)))(?:就行|就好|吧)?[。！]*$",
            Options);

    // 以后讲代码麻烦通俗点, 以后回我话别用表情包.
    private static Regex Answering { get; } = Patterns.New(
        "^(?=[^，]*(?:回我|回答|回复|回话|跟我说|和我说|说话|讲(?:代码|东西|题|解|得)|解释|聊天|称呼|叫我"
            + "|表情|emoji|术语|大白话|人话|英文|中文|粤语|废话|啰嗦|客套|长篇|列表|分点|markdown|注释|字数|道歉|举例|公式|结论|推荐|翻译|总结"
            + "|写(?!了|过|完)|给我(?:发|列|讲)))"
            + "(?:以后|今后|往后|下次|从现在起|从今天起|接下来|你|请|麻烦|拜托|就|都|记得|，"
            + "|(?:给|跟|和|帮)我[^，]{1,5}?(?=别|不要|先|都|直接|少|多用|尽量|注释|句子|变量|关键|短|简))*(?!我|咱|孩子|他|她|家里)"
            + "(?<v>[^，]*?(?:别|不要|不用|少|尽量|麻烦|直接|先|只|用|简短|简单|通俗|短一?点|控制|分点|多|大写|小写|口语|简洁|正式"
            + "|详细|温柔|慢一?点|客气)[^，？?吗]*)$",
        Options);

    private static Regex Directive { get; } = Patterns.New(
        "^(?:也|请|就|你|麻烦|拜托)*(?:以后|今后|往后|下次|从现在起|从现在开始|每次)*(?:你|请|都|跟我|给我|帮我|和我|给我的?(?:答案|代码|方案|建议|内容))*(?:回答|回复|说话|聊天"
            + "|解释|[^，]{0,8}(?:的时候|时候"
            + "|时(?!间)))?(?:我|请|都|也|就|，)*(?<v>(?:(?:都|尽量|直接|先|别|不要|不用|只|多用|少用|统一|全部|一律|控制在|简短"
            + "|用(?=[\\p{L}]{1,6}[文语话]))|[^，。我你]{1,8}?(?:一律|都给我|都要?用|都写|统一|别用|不要用|用(?=[A-Za-z\\p{L}])|控制在|不超过"
            + "|不要超过))(?!这样|这么|是|一样|没|不)[^，。]{1,24}?)[。！!～~]*$", Options);

    private static Regex Habit { get; } = Patterns.New(
        "^(?:我|我们|咱们?|我家)?.{0,12}(?:的)?(?:套路|习惯|流程|步骤|顺序|做法|规矩|惯例|老规矩|诀窍|固定动作)(?:一直|一般|通常|就|向来|历来)?(?:是|：|:)|^(?:我"
            + "|我们|咱们?)?(?:一直|从小|都)?(?:有个)?习惯(?!了)[^，]{3,}|^我[^，不没更]{1,8}习惯(?!了)[^，]{3,}"
            + "|^我每次[^，了]{1,8}都(?!会说|觉得|被|很|特别|紧张|要哭|忘|没|不)[^，了]{4,}|^凡是|^每次[^，我了]{1,8}我(?:们)?都(?!会说"
            + "|觉得|被)[^，了]{3,}|^(?:我|我们)[^，了没不想]{1,8}(?:必须|一定要|非得|从来都|一律|永远都?|雷打不动)[^，了]{2,}|^[^，我你他她]{1,6}(?:前"
            + "|后|之前|之后|的时候)(?:我|我们)(?:都会?|一定|必须?|总会?|总要|总得)[^，了]{3,}|^(?:我|我们|咱们?)?(?:只要|但凡"
            + "|每当|每逢)[^，]{2,}都|(?:我|我们|咱).{0,6}每(?:天|晚|早|次|周|个?月|年|逢)[^，]{0,8}(?:固定|雷打不动|必(?:须)?|一定|都会|都要(?!求)|都得"
            + "|习惯)|雷打不动|^每(?:天|晚|早|次|周[一二三四五六日末]?|个?月)[^，我]{0,4}(?:我|我们)[^，了]{0,3}(?:固定|雷打不动|必(?:须)?|一定|都会|都要"
            + "|习惯)[^，了]{2,}", Options);

    // One thing before another, as it is done each time.
    private static Regex Steps { get; } = Patterns.New("先(?!生|前|后|天|进|锋|是因)[^。]*?(?:再(?!见|说|次|也|婚)|然后|最后|接着|才(?!能|会)"
        + "|之后|剩下|后[^，]{1,4})", Options);

    private static Regex Opens { get; } = Patterns.New(
        "^(?:我|我们|咱们?|本人|每|平时|周[一二三四五六日末]|早上|晚上)[^，]*(?:先|每|都|一般|通常|固定|从来|总是|习惯|要求|一直)|的时候|[:：]|^(?:每|一般|通常"
            + "|平时)", Options);

    private static Regex Told { get; } = Patterns.New("^(?:我|我们)?(?:昨|前天|上周|上个|去年|今天|刚|明|下周|下个)|先(?:去|把"
        + "|跟)?[^，]{1,6}了(?!，)|[被骂]|生气|气[死人]|第一次", Options);

    private static Regex Turns { get; } = Patterns.New("^(?:你|这|那|有没有|结果|但|可是|不过|我(?!再|先|就|都)|他|她|它|孩子|老婆|老公|还是|为啥|所以"
        + "|现在|最近|帮|看|写成|效果|发尾)", Options);

    private static Regex Now { get; } = Patterns.New("(?:周[一二三四五六日末]|晚上|早上|每[^，]{1,3})都|今天|今早|今晚|今日|刚才|刚刚|现在|正在|这会儿"
        + "|天气|放假|开学|加班|下雨|不想|听说", Options);

    private static Regex Happening { get; } = Patterns.New(
        "了|过(?!敏|年|生日)|要|去|有[个场次]|约[了好]|领的?证|毕业|上线|来|飞|考|到|出的|做完|动手术|办|参加|开始|第一天|离的|生的|搬|看|见|结婚|出差|面试|手术|体检|入职"
            + "|答辩|演出|订婚|出国|回国|入伍|退伍|比赛|聚餐|团建|生(?=孩子|娃|了|日)|培训|报到|开庭|复查|住院|出院", Options);

    private static Regex Action { get; } = Patterns.New(
        "^(?:\\d|[一二两三四五六七八九十]|年|月|日|号|点|半|[上下中]午|晚上|早上|凌晨|那天|的|，|我|就|要|得|刚|才|终于|总算|好不容易|已经|还|又|去年|大?前天|昨天|明天|明[早晚]"
            + "|月?底|月?初|中旬|大?后天|明年|今年"
            + "|[上下这]{1,2}个?(?:周|月|星期|礼拜)|[一二三四五六日天末]|周|暑假|寒假|五一|国庆|期间|\\s|全家|一家[人子三四五]口?|公司|单位|学校|部门|班里"
            + "|在[^，的了]{2,8}?(?=照|做|拍|考|开|办|面|体|复|参|比|演|答|领|登|拔|见|签|吃))*(?:演出|团建|照[^，]{0,2}[镜片]|培训|军训|验房|拍婚|飞机|高铁|火车"
            + "|的飞机|的高铁|的火车|去|考(?!虑)|飞|回|出差"
            + "|体检(?!报告|单|结果)|面试|手术|做手术|拔|搬|结婚|开会|跑完|跑了|参加|复查|交|领|做完|做了|上线|答辩|入职|报到|生了|办|约了|有[个场次]|买了|把[^，]{1,8}(?:了"
            + "|到手了|掉了|完了)|考过了?|考上|过了|转正|升职|办完|办好|开家长会|开庭|搬完|装修完|提车|过户|签约|领证|订机票|退房|拆线|补牙|做[^，]{0,3}(?:胃镜|肠镜"
            + "|检查|核磁|B超|CT)|带[^，]{1,6}(?:去|做|看|打)|坐(?:高铁|飞机|火车)|开庭|相亲|见家长|追尾|崴|骨折|聚|爬|陪|见|拿到|签|拿了|毕业"
            + "|打疫苗"
            + "|打[^，]{1,4}把|摔|丢了|弄丢|收到|[动做](?:完|的)?[^，]{0,6}手术|看了|去看|住院|出院|订婚|订了|参赛|比赛|开工|交房|出的|出了|要)", Options);

    private static Regex Coming { get; } = Patterns.New("要去|要|打算|准备|将|下个?(?:月|周|星期|礼拜)|明天|后天|明年|搬去", Options);

    private static Regex Over { get; } = Patterns.New("了|过|的$|的[^，]{1,3}$|完|那天|终于|已经", Options);

    private static Regex Regular { get; } = Patterns.New(
        "^(?:我们?|咱们?|家里|孩子)(?:就|才|只好|只能|顺便|干脆|都|每)|每(?:天|晚|早|次|周|个?月|年)|天天|一直|平时|周末|从来|总是|经常|只(?:吃|喝"
        + "|用|买|能)|一律|(?<!什么|谁|大家)都(?=去|在|买|吃|喝|做|坐|走|用|骑|打|带|从|让|给|交|找|回|不|没|得|会)", Options);

    private static Regex Fleeting { get; } = Patterns.New("^(?:很|好|真|太|不太|有点|心情|感觉|难受|开心|累)|怎么|什么|不敢|舍不得|没(?:搬|去|买|来"
        + "|走|换|敢|辞)|睡不|没法|崩溃|郁闷|纠结"
        + "|头疼|后悔|心疼", Options);
}

using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>How Chinese says the slots.</summary>
internal static class ChineseRules
{
    private const string Adverbs =
        "(?:现在|現在|目前|今年|已经|已經|也|平时|一直|最近|其实|還|还|都|又|刚|刚刚|就|从小|特别|非常|很|真的|超|超级|周末|大学|现|如今|再婚，|年\\d{0,4}起?)*";

    private const string When = "(?:(?:(?:19|20)\\d\\d年|去年|前年|今年|上个月|上周[一二三四五六日天]?|昨天|前天|[一二三四五六七八九十\\d]{1,2}月份?"
        + "|周[一二三四五六日])(?:起|开始)?(?:就)?)?";
    private const string V = "(?<v>[^，。；！？、,;!?了吗呢\\s]+?)";
    private const string Words = "(?<v>[^，。；！？,;!?]+?)";
    private const string End = "(?:了|啦|的|呢|哈|哦)?[\\s。，！；,.!;~～]*$";
    private const string Measure = "(?:[一两兩二三四五六七八九十几\\d]+|)(?:个|個|只|隻|条|條|匹|头|辆|輛|台|臺|架|部|套|张|張|把|本|份|艘|间|間|家|盆|对)?";
    private const string Name = "(?<s>《[^》]+》|(?!我|你|他|她|它|这|那|因为|所以|但|如果|以前|今天|昨天|现在|老家|家里|不|没"
        + "|就)[^，。；！？的是在有和跟把被从了吗呢不也都我你他她：:\\s]{2,12}?)";

    /// <summary>Gets the rules; of those for one slot the first that matches counts.</summary>
    public static IReadOnlyList<ClaimRule> All { get; } =
    [
        .. Both("employer", When + "(?:在|于)" + Words + "(?:上班|工作|任职|就职|实习|做嘢|打工)" + End, dated: true),
        .. Both("employer", When + "喺" + Words + "(?:返工|做嘢)" + End),
        .. Both("employer", "(?:就职于|任职于|供职于|入职了|入职)" + Words + End),
        .. Both("employer", "(?:跳槽到了?|跳槽去了?|跳到了|加入了)(?!.*(?:俱乐部|协会|社|队|团|党)[。！]?$)" + Words + End),
        .. Them("employer", "是" + Words + "的员工" + End),
        .. Both("employer", When + "从" + Words + "(?:离职|辞职|辞了职|跳槽)" + End, Polarity.Ended, dated: true),
        .. Both("employer", "(?:已经|已經)?不在" + Words + "(?:上班|工作|干)了" + End, Polarity.Ended),
        .. Both("employer", "(?:已经|已經)不在" + V + "了" + End, Polarity.Ended),
        .. Both("employer", "被" + V + "(?:开除|裁员|裁|辞退)了" + End, Polarity.Ended),
        .. Both("home", When + "(?:住在|家住|现居|定居在|定居|居住在|租住在|住)(?!的|得|了|院|不|过|一起|宿舍|校)" + Words + End, dated: true),
        .. Both("home", "(?!.*(?:下个?月|明年|下周|打算|准备|要))" + When + "(?:从" + "[^，。]+?" + ")?搬(?:到|去|来|回)了?(?!.*(?:下个?月"
            + "|明年))" + Words + End, dated: true),
        .. Both("home", When + "从" + V + "搬(?:到|去|来).*$", Polarity.Ended),
        .. Both("home", "(?:已经)?不住(?:在)?" + V + "了" + End, Polarity.Ended),
        .. Both("home", "(?:以前|之前|过去|曾经)住(?:在)?" + V + End, Polarity.Ended),
        .. Both("origin", "(?:的)?老家(?:是|在)?" + Words + End),
        .. Both("origin", "是(?<v>(?!个|一个|好|坏|老|年轻|女|男|什么|懂|别|本地|外地|主持|候选|负责|主人|爱|病|盲|聋|新|熟|家|单|成年"
            + "|未成年)[^，。的个了\\s]{1,8}?)人" + End),
        .. Both("origin", "来自" + Words + End),
        .. Me("origin", "(?:出生在|出生于|生于|生在)" + Words + End),
        .. Them("birthplace", "(?:其实)?(?:出生在|出生于|生于|生在)" + Words + End),
        .. Both("origin", "不是(?<v>[^，。的个了\\s]{2,8}?)人" + End, Polarity.Negated),
        .. Me("name", "(?:的名字)?(?:叫|叫做|名叫)(?!我)(?<v>[^，。；！？,\\s的]{2,12}?)" + End),
        .. Bare("nickname", "(?:以后)?(?:就)?(?:叫|喊)我(?<v>[^，。的\\s]{2,6}?)(?:就行|就好|吧|就可以)" + End),
        .. Both("age", "(?:今年)?(?:已经)?(?<v>[\\d]{1,3}|[一二三四五六七八九十百]{1,4})(?:周)?岁(?:了|半)?" + End),
        .. Both("height", "身高(?:是)?(?<v>[\\d.]+\\s*(?:cm|厘米|公分|米)?)" + End),
        .. Both("weight", "体重(?:是)?(?<v>[\\d.]+\\s*(?:kg|公斤|斤|千克)?)" + End),
        .. Both("email", "(?:的)?(?:邮箱|郵箱|email)(?:地址)?(?:是)?\\s*(?<v>[\\w.+-]+@[\\w.-]+\\w)" + End),
        .. Both("phone", "(?:的)?(?:手机号码?|电话号?码?|手机)(?:是)?\\s*(?<v>\\+?[\\d][\\d -]{5,})" + End),
        .. Both("school", When + "(?:在|就读于)(?<v>(?!" + L.Cities + "(?:读|上|念))[^，。]+?)(?:读书|读研|上学|念书|读高[一二三]|读大[一二三四]"
            + "|读初[一二三]|读[^，。书]{1,8}|上[小初高大][^，。]{0,5})" + End),
        .. Both("school", "就读于(?<v>[^，。]+?)" + End),
        .. Both("school", "从(?<v>[^，。]+?)(?:退学|辍学)" + End, Polarity.Ended),
        .. Both("school", "不在(?<v>[^，。]+?)(?:读书|上学|念书)了" + End, Polarity.Ended),
        .. Both("major", "(?:的)?专业是(?<v>[^，。]+?)" + End),
        .. Both("major", "学的(?:是)?(?<v>[^，。]+?)(?:专业)?" + End),
        .. Both("major", "在[^，。]+?大学读(?<v>(?!书|研|博|大)[^，。]+?)(?:专业)?" + End),
        .. Both("speaks", "(?:会说|会讲|能说)(?<v>[^。；！？]+?)" + End, list: true),
        .. Both("speaks", "(?<v>[\\p{L}]{1,3}(?:语|文))(?:很好|说得很好|流利|不错)" + End),
        .. Both("occupation", "(?:不再是|不是|不当|不做)(?<v>" + L.Jobs + ")了" + End, Polarity.Ended),
        .. Both("occupation", "是(?:一名|一个|一位|个|名|位)?(?<v>(?!" + "[^，。]{1,2}(?:医生|老师)(?:[。，！]"
            + "|$)" + ")" + L.Jobs + ")" + End),
        .. Both("occupation", "(?:在[^，。]+?)?(?:做|当|担任)(?:一名|一个)?(?<v>(?!" + "什么|饭|梦|人|了|完|好|事|到"
            + "|错" + ")[^，。的了]{2,8}?)(?:的)?" + End),
        .. Both("employer", "在(?<v>(?!" + L.Cities + "(?:做|当|担任))[^，。]+?)(?:做|当|担任)(?:一名|一个)?" + L.Jobs + End),
        .. Both("religion", "是(?:一名|一个)?(?<v>" + L.Religions + ")" + End),
        .. Both("religion", "(?:信|信仰)(?<v>佛教|佛|基督教|天主教|伊斯兰教|道教|上帝)" + End),
        .. Both("marital_status", "(?:是)?(?<v>已婚|未婚|单身|离异|丧偶|离婚|结婚)" + "(?:了|的|状态)*" + End),
        .. Both("marital_status", "(?:还)?(?:没|没有|未)(?<v>结婚)" + End, Polarity.Negated),
        .. Both("allergy", "对(?<v>[^，。；]+?)(?:都)?不(?:再)?(?:过敏|過敏)了" + End, Polarity.Ended, list: true),
        .. Both("allergy", "(?:不对(?<v>[^，。；]+?)(?:过敏|過敏)|对(?<v>[^，。；]+?)不(?:过敏"
            + "|過敏))" + End, Polarity.Negated, list: true),
        .. Both("allergy", "(?:對|对)(?<v>[^，。；不]+?)(?:都|严重|有点)?(?:过敏|過敏)" + End, list: true),
        .. Both("condition", "(?:已经|已經)?(?:没有|不再有|不再|没)(?<v>" + L.Conditions + ")了" + End, Polarity.Ended),
        .. Both("condition", When + "(?:确诊了?|被确诊为|查出了?|得了|患有|患了)(?<v>[^，。；]+?)" + End, dated: true),
        .. Both("condition", "(?:还)?(?:有)?(?<v>(?<=有)" + L.Conditions + "|乳糖不耐(?:受)?)" + End),
        .. Both("diet", "(?:不再|不)(?<v>吃素)了" + End, Polarity.Ended),
        .. Both("diet", "(?:是)?(?:一个)?(?<v>吃素|素食主义者|纯素者|素食者)(?:[一二三四五六七八九十\\d]+年)?" + End),
        .. Both("likes", "(?:不再|不)(?:喜欢|爱|喜歡)(?<v>[^，。；]+?)了" + End, Polarity.Ended),
        .. Both("dislikes", "不(?:再)?讨厌(?<v>[^，。；]+?)了" + End, Polarity.Ended),
        .. Both("dislikes", "(?:最)?(?:讨厌|討厭|受不了|(?:不喜欢|不喜歡|不爱)(?!.*了[。！]?$)|厌恶|恨)(?<v>(?!我|你|他|她|的)[^，。；]+?)" + End),
        .. Both("hobby", "(?:平时|周末|也|很|最|特别)*(?:喜欢|爱|热爱"
            + "|喜歡)(?<v>" + L.Activities + "(?:[和跟与、]" + L.Activities + ")*)" + End, list: true),
        .. Both("hobby", "(?<v>抽烟|喝酒|" + L.Activities + ")" + End),
        .. Both("hobby", "不(?:再)?(?<v>" + L.Activities + ")了" + End, Polarity.Ended),
        .. Both("hobby", "(?:在学|在学习|开始学)(?<v>(?!校|生|习)[^，。；]{2,8}?)" + End),
        .. Both("skill", "会(?<v>(?!说|讲|不|去|有|是|在|的|被|让|来|把|觉得|给|议|员|计)[^，。；了]{2,6}?)" + End),
        .. Both("prefers", "(?:更|比较)(?:喜欢|爱|偏爱|喜歡)(?<v>[^，。；]+?)" + End),
        .. Both("prefers", "喝[^，。]{1,4}只喝(?<v>[^，。；]+?)" + End),
        .. Both("likes", "(?:最|很|特别|超级|非常|真的|超)*(?:喜欢|爱|热爱|喜歡)(?<v>(?!我|你|他|她|的|上|这|那|不|[^，。]{0,3}的[^，。]{1,5}是"
            + "|" + L.Activities + "(?:[和跟与、]|[。，！]|$))[^，。；]+?)" + End),
        .. Both("likes", "是(?<v>[^，。；]+?)的(?:粉丝|铁粉|迷|歌迷|球迷|影迷)" + End),
        .. Both("member_of", "(?:不再是|不是)(?<v>[^，。；]+?)的(?:会员|队员|成员)了" + End, Polarity.Ended),
        .. Both("member_of", "是(?<v>[^，。；]+?)的(?:会员|队员|成员|社员)" + End),
        .. Both("member_of", "加入了(?<v>[^，。；]+?(?:俱乐部|协会|社|队|团|党))" + End),
        .. Both("member_of", "退出了(?<v>[^，。；]+?)" + End, Polarity.Ended),
        .. Both("pet", "(?:不再|不)养(?<v>[^，。；]+?)了" + End, Polarity.Ended),
        .. Both("pet", "把(?<v>" + L.Pets + ")送(?:人|走)了" + End, Polarity.Ended),
        .. Both("pet", "(?:的)?(?<v>" + L.Pets + ")(?:死|走丢|去世|走)了" + End, Polarity.Ended),
        .. Both("pet", "(?:以前|之前|曾经)(?:有|养)(?:过)?" + Measure + "(?<v>" + L.Pets + ")" + End, Polarity.Ended),
        .. Both("owns", "(?:没有|没)(?<v>[^，。；个什么必办法关想见过到]{1,10}?)了" + End, Polarity.Ended),
        .. Both("owns", When + "把(?:自己的|我的|那辆|那台)?(?<v>(?!工作|话|它)[^，。；]+?)(?:卖|卖掉|退订"
            + "|取消)了" + End, Polarity.Ended, dated: true),
        .. Both("owns", "(?:退订了|取消了|卖掉了|卖了)(?<v>[^，。；]+?)" + End, Polarity.Ended),
        .. Both("owns", "(?:没有|没)(?<v>车|房|房子|手机|电脑|自行车|驾照|信用卡|电视|冰箱)" + End, Polarity.Negated),
        .. Both("owns", "(?:开的是|开)" + "(?:一)?(?:辆|台)?(?<v>(?!会|完|车|心|始|玩笑|店|公司|发|学|门|了|过)[^，。；]+?)" + End),
        .. Them("car", "(?:开的是|开)" + "(?:一)?(?:辆|台)?(?<v>(?!会|完|车|心|始|玩笑|店|公司|发|学|门|了|过)[^，。；]+?)" + End),
        .. Me("owns", "(?:有|买了|订了|在[^，。]{1,10}?(?:租|有)了?)(?:一|两|几)?(?:辆|台|架|部|套|艘|条|张|个|份"
            + "|把)?(?<v>(?![一二两兩三四五几\\d]*[条只匹头隻]|" + L.Pets + "$|(?:个|一个)?" + L.Kin + "|" + L.Conditions + "|点|时间|空|事"
            + "|人|什么|没有|的|关|一些|很多|一种|两个|三个)(?:[^，。；的]{2,14}))" + End, list: true),

        // What is said of things and people in general: an author, a capital, a currency.
        .. Them("boss", "归(?<v>[^，。；]+?)管" + End),
        .. Them("partner", "和(?<v>[^，。；]+?)结婚了?" + End),
        .. Them("capital", "以(?<v>[^，。；]+?)为首都" + End),
        .. Them("capital", "迁都到了?(?<v>[^，。；]+?)" + End),
        .. Them("headquarters", "总部(?:设在|位于|在|现在在|搬到了?)(?<v>[^，。；]+?)" + End),
        .. Them("currency", "使用(?<v>[^，。；]+?)作为货币" + End),
        .. Them("author", "(?:其实)?是(?<v>[^，。；]+?)写的?" + End),
        .. Them("author", "由(?<v>[^，。；]+?)(?:所著|撰写|写成)" + End),
        new("author", Compile("^(?<v>[^，。；《》]{2,8}?)写了(?<s>《[^》]+》)" + End)),
        .. Them("ceo", "由(?<v>[^，。；]+?)担任(?:首席执行官|CEO)" + End),
        .. Them("team", "(?:效力于|转会到了?|在(?=[^，。]+踢球))(?<v>[^，。；]+?)(?:踢球)?" + End),
        .. Them("team", "是(?<v>[^，。；]+?)的球员" + End),
    ];

    /// <summary>Tells whether a clause says something of someone by name.</summary>
    public static bool TellsOfOther(string words) =>
        All.Any(rule => rule.Pattern.Match(words) is { Success: true } match && match.Groups["s"].Success);

    private static ClaimRule[] Both(
        string slot, string verb, Polarity polarity = Polarity.Holds, bool list = false, bool dated = false) =>
        [.. Me(slot, verb, polarity, list, dated), .. Them(slot, verb, polarity, list, dated)];

    private static ClaimRule[] Me(
        string slot, string verb, Polarity polarity = Polarity.Holds, bool list = false, bool dated = false) =>
        [new(slot, Compile("^(?:我们?|咱们?|俺|本人)(?:家|在?这边)?" + Adverbs + verb), polarity, list, dated)];

    private static ClaimRule[] Them(
        string slot, string verb, Polarity polarity = Polarity.Holds, bool list = false, bool dated = false) =>
    [
        new(slot, Compile("^(?:我|咱)们?(?:家|的|最好的|那个|有个)*(?<s>" + L.Kin + "(?:小[\\p{L}]|阿[\\p{L}]"
            + "|[\\p{L}]{2,3}?)??)" + Adverbs + verb), polarity, list, dated),
        new(slot, Compile("^" + Name + Adverbs + verb), polarity, list, dated),
    ];

    private static ClaimRule[] Bare(string slot, string words) => [new(slot, Compile("^我?(?:请)?" + words))];

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant,
        TimeSpan.FromMilliseconds(100));
}

using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>What the names of people look like where a word for a relation stands before them: 媳妇淑芬, 领导松本先生,
/// 好朋友阿May.</summary>
internal static class ChineseNames
{
    // What reads like a given name and is none.
    public const string Common =
        "(?:小大|大小|子女|平安|健康|安宁|安静|文静|文明|高明|白云|海鲜|新鲜|可乐|可可爱|明星|大海|大米|大豆|大国|大林|小米|小豆|小明|小子|大子|新房|新冠|文艺|毛豆"
        + "|荣幸|乐意|信义|志愿|强健|平静|英国|德国|温柔|康复|高铁|龙虾|云南|海南|江南|华山|宝贝|宝宝|毛毛雨|乐子|果子|豆子|可信|思国|建国后|明明|新建|国宝|红豆|红糖|糖果|米粉"
        + "|甜甜圈|贵子|贵重|云朵|春雪|飞信|福建|波德|冠军|香水|花花|天天|常常|刚刚|慢慢|偷偷|悄悄|往往|渐渐|仅仅|纷纷|整整|远远|平平|人人|年年|月月|日日|夜夜|次次|回回|个个|句句|家家|大大)";

    /// <summary>A name that is sure to be one, whatever follows it.</summary>
    public const string Sure =
        "(?:阿(?!姨|婆|公|妈|爸|哥|姐|爷|嬷|嬤|里|根廷|富汗|尔)(?:\\p{IsCJKUnifiedIdeographs}(?!\\p{L}?，?叫)|[A-Z][a-z]*)"
        + "|小(?=" + L.Surnames + "|" + L.Given + "|[胖强美燕飞杨])(?!小|大|子|明(?!$)|新|米|海)\\p{L}"
        + "|大(?!" + Common + ")(?![大小子国海米豆明新可家])(?:" + L.Given + "|[胖壮鹏熊刘李王张])"
        + "|老(?:" + L.Surnames + "(?!师|板)(?:头|爷子|太太)?)"
        + "|(?:" + L.Surnames + "|\\p{IsCJKUnifiedIdeographs}{2})(?:先生|女士|太太|小姐)"
        + "|" + L.Surnames + "(?:总(?!是|想|算|说|觉|在|爱|要)|工(?!作|资)|哥|姐|叔|姨|老师|医生|大夫|教授|主任|师傅|教练|经理|局|处|科|院长|校长|阿姨|大爷|大妈)"
        + "|(?!" + Common + ")(?:" + L.Surnames + L.Given + "{1,2}|" + L.Given + "{2})"
        + "|(?!" + Common + ")(?<twice>\\p{IsCJKUnifiedIdeographs})\\k<twice>(?!的|地)"
        + "| ?[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?(?= |\\p{IsCJKUnifiedIdeographs}|$))";

    /// <summary>Finds the name in a value that names a relation first: 女朋友小雨 is 小雨.</summary>
    public static Stretch Person(string value)
    {
        var named = AfterKin.Match(value).Groups["v"];
        return named.Success ? new Stretch(named.Index, named.Index + named.Length) : new Stretch(0, value.Length);
    }

    /// <summary>Tells whether what is said of someone ends that they are what the speaker called them: 室友大熊上周搬走了.
    /// </summary>
    public static bool Left(string slot, string words) => slot switch
    {
        "partner" => Died.IsMatch(words) || Parted.IsMatch(words),
        "roommate" => MovedOut.IsMatch(words),
        "colleague" or "boss" => Resigned.IsMatch(words),
        "teacher" or "doctor" => Replaced.IsMatch(words),
        "mother" or "father" or "child" or "sibling" or "friend" => false,
        _ => Replaced.IsMatch(words),
    };

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private const string When = "^(?:" + ChinesePhrases.Adverbs + "|" + ChinesePhrases.Times + "|也|就|又|突然|已经|早)*";

    private static Regex AfterKin { get; } = Patterns.New(
        "^(?:我|我们|我家)?的?(?:前|现)?(?:" + L.Kin + ")(?!" + L.Kin + "$|姐妹|弟妹)(?<v>[\\p{L}]{2,4})$", Options);

    private static Regex Died { get; } = Patterns.New(When + "(?:去世|走|没|过世|病逝|离世|不在|走掉)(?:了|的)", Options);

    private static Regex Parted { get; } = Patterns.New(
        When + "(?:(?:跟|和|与)我)?(?:分手|分|离婚|离|掰|吹|提分手|闹掰|断)了", Options);

    private static Regex MovedOut { get; } = Patterns.New(
        When + "(?:搬走|搬出去|搬家|退租|搬回[^，]{1,6}|搬去[^，]{1,6}|搬到[^，]{1,6}|走|回老家)(?:了|的)", Options);

    private static Regex Resigned { get; } = Patterns.New(
        When + "(?:离职|辞职|跳槽|被裁|调走|调岗|调去[^，]{1,6}|退休|走人|走|不干|裸辞)(?:了|的)", Options);

    private static Regex Replaced { get; } = Patterns.New(
        When + "(?:离职|辞职|调走|退休|不带我们|不教我们|走|不干|不做|不来|停诊|回老家)(?:了|的)", Options);
}

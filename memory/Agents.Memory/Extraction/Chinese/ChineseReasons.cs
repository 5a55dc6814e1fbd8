using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Finds the clause of a sentence that gives the reason of the others.</summary>
internal static class ChineseReasons
{
    /// <summary>Gives where the reason stands; null where none is given.</summary>
    public static Stretch? Find(string sentence)
    {
        foreach (var pattern in (Regex[])[Back, First, Middle, Last, So, Then, Needs,
            Within, Having, Entitled])
        {
            if (pattern.Match(sentence) is { Success: true } match && match.Groups["why"] is { Success: true } why)
            {
                return new Stretch(why.Index, why.Index + why.Length);
            }
        }

        return null;
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    // 所以给我打电话请在下午: what was said before is the reason.
    private static Regex Back { get; } = Patterns.New("^\\s*(?<why>所以|因此|于是)(?!说)", Options);

    // 因为要遛狗，我每天六点起床.
    private static Regex First { get; } = Patterns.New(
        "^[\\s也就又主要还正是，]*(?:因为|由于|既然|为了|靠着|靠|多亏了?|自从|只要|反正|冲着|鉴于|考虑到|趁着?|托|亏得|凭着?|仗着|就冲|看在|幸亏|好在|正因为"
        + "|就因为|都怪|图(?!书|片|啥|像|什么)|作为|要赶|陪(?=\\p{L}{2,4}住)|自打"
            + "|当(?=[^，]+的缘故))(?<why>[^，。]+)[，,].+$", Options);

    // 周屿是素食者，因为他，家里一直不买肉.
    private static Regex Middle { get; } = Patterns.New("^[^。]+[，,](?:因为|由于|为了|多亏"
        + "|靠)(?<why>[^，。]{1,12})[，,].+$", Options);

    // 我的健身房是飞跃，因为招商银行报销.
    private static Regex Last { get; } = Patterns.New(
        "^.+[，,](?:主要)?(?:也)?(?:是)?(?:因为|由于|多亏|毕竟|图的就?是|图个|图(?!啥|什么|书|片|像)|全靠|全凭|就靠|都靠|靠的(?:就)?是|还不是(?:因为"
        + "|为了|图)?|不就是?(?:因为|为了|图)|无非是?(?:因为|为了|图)|纯粹是?(?:因为|为了|图)|说白了(?:就)?是?(?:因为|为了|图)|主要(?:还)?是(?:因为"
        + "|要|得|在)?|都是(?:因为|为了|托)|都怪|冲着|就冲着?|就因为|只因|谁让|亏得|幸亏|好在|仗着|看在|还得感谢|托|为的就?是|就是为了|为了|谁(?:让|叫)|还不是因为"
        + "|好(?=方便|照顾|陪|给|让|接"
            + "|带))(?<why>[^，。]+)", Options);

    // 橙浪要求盯晚场，所以我每天凌晨两点才下班.
    private static Regex So { get; } = Patterns.New(
        "^(?<why>[^。]{2,60}?)[，,](?:所以|因此|因而|于是|这样|故而|结果|搞得|害得)", Options);

    // 路上太久，我就在地铁上背单词.
    private static Regex Then { get; } = Patterns.New(
        "^(?<why>[^。，]{2,40}?)[，,](?:我们?|咱们?|家里|孩子|\\p{L}{0,6})?(?:就|(?<=我|我们|这)才|只好|只能|顺便|干脆|不得不|得)(?!是|算|这|那|行|好"
            + "|可以|要|得)", Options);

    // 胃溃疡要养，早上只喝小米粥.
    private static Regex Needs { get; } = Patterns.New(
        "^(?<why>[^，。]{0,14}(?:要养|要忌口|要吃[^，]{1,4}|要用[^，]{1,6}|怕[^，]{1,4}|太远|太久|太[^，]{1,2}|离[^，]{1,8}[远近]|有规矩|有要求"
            + "|规定[^，]*|要求[^，]*|(?:医生|大夫)[^，]*|不让[^，]*|在[^，]{1,6}有个好处[^，]*|有好处))[，,].+$", Options);

    // 我在车店有个储物柜，骑行队的人才给配.
    private static Regex Entitled { get; } = Patterns.New(
        "^.+[，,](?<why>[^，。]{2,14}?(?:的人|会员|员工|学生|业主|住户|队员|社员"
        + "|教工|家属|本地人)(?:才|都)?(?:给|有|能|可以|送|免费|打折)[^，。]{0,8})[。！!\\s]*$",
        Options);

    // 有山姆会员卡，家里牛肉我都去那儿买.
    private static Regex Having { get; } = Patterns.New(
        "^(?<why>(?:家里|手里|手上|我们?|咱|现在|如今)?(?:有|办了|养了|养着|住|挨着|离)[^，。]{2,14}|有(?:这|那|了)[^，。]{1,12}|[^，。]{1,6}(?:在家"
        + "|跟我们?(?:一起|一块儿?)?住|在身边|住得近|住我家))"
            + "[，,](?!.*(?:但|可是|不过|怎么|想|[?？]))(?:(?<=^有(?:这|那|了)[^，。]+[，,])|(?=[^，。]{0,10}(?:都|每[天周晚个次]"
            + "|天天|周末|平时|从来|不用|再也不))).+$", Options);

    // 为这个我忌口海鲜.
    private static Regex Within { get; } = Patterns.New("^[^，。]{0,5}?(?:为了?|因为|冲着?|托|因)(?<why>[^，。我把就才]{1,10}?)(?:我|咱"
        + "|家里|把|就|才)", Options);
}

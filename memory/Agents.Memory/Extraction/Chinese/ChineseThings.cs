using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Reads what someone has as it is spoken of in passing: 我那台二手思域一冷车就抖, 我家煤球老不肯进去.</summary>
internal static class ChineseThings
{
    /// <summary>Adds a thing or a pet that a clause opens with.</summary>
    /// <param name="sink">Where it goes, at the clause.</param>
    /// <param name="words">The clause.</param>
    /// <param name="turn">The whole turn, that tells whether an animal is spoken of.</param>
    /// <returns>Whether the clause does.</returns>
    public static bool Read(ChineseSink sink, string words, string turn)
    {
        var mine = sink.Of(Claim.Speaker);
        if (Owned.Match(words) is { Success: true } owned && IsThing.IsMatch(owned.Groups["v"].Value))
        {
            var gone = Gone.IsMatch(words[(owned.Index + owned.Length)..]);
            mine.Add("owns", owned.Groups["v"], gone ? Polarity.Ended : Polarity.Holds);
            return true;
        }

        if (!Animals.IsMatch(turn))
        {
            return false;
        }

        var pet = Kinded.Match(words);
        pet = pet.Success ? pet : Homely.Match(words);
        if (!pet.Success || NoPet.IsMatch(pet.Groups["v"].Value))
        {
            return false;
        }

        var name = pet.Groups["v"];
        var rest = words[(name.Index + name.Length)..];
        mine.Add("pet", name, Lost.IsMatch(rest) ? Polarity.Ended : Polarity.Holds);
        if (Breed.Match(rest) is { Success: true } breed)
        {
            var kind = breed.Groups["v"];
            var at = name.Index + name.Length + kind.Index;
            sink.Of(name.Value).Add("品种", new Stretch(at, at + kind.Length), functional: true);
        }

        return true;
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private const string Count = "(?:双|台|辆|把|部|套|架|块|双|款|支|条|艘|张|口|副|根|盏|盆|颗|枚|只)";

    /// <summary>Makes of things that someone has, or what the makers call them.</summary>
    public const string Makes =
        "(?:iPhone|iPad|MacBook|iMac|Mac ?mini|ThinkPad|Surface|Switch|PS[45]|Xbox|Kindle|AirPods|Apple ?Watch|GoPro"
            + "|Steam ?Deck|Galaxy|Pixel|Model ?[3YSX]|佳能|尼康|索尼|富士|徕卡|大疆|荣耀|OPPO|vivo|三星|联想|戴尔|惠普"
        + "|华硕|海尔|格力|方太|九阳|苏泊尔|长虹|创维|苹果(?=[手笔电平耳])|小牛|雅迪|爱玛|小米(?=[电手平盒路音扫净空洗冰\\d])|华为(?=[A-Za-z手平笔])|美的(?=[冰空洗电微烤热])"
        + "|雅马哈|卡西欧|罗兰|捷安特"
        + "|美利达|戴森|飞利浦|西门子|松下|海信|TCL|任天堂|罗技|樱桃|宜家|奔驰|宝马|奥迪|大众|丰田|本田|比亚迪|特斯拉|思域|卡罗拉|雅阁|凯美瑞|高尔夫|捷达|桑塔纳|五菱|蔚来|小鹏|问界|哈弗"
        + "|吉利|日产|别克|福特)";

    private const string Nouns =
        "(?:车|电视|冰箱|手机|相机|微单|单反|吉他|钢琴|古筝|二胡|小提琴|洗衣机|空调|打印机|投影仪?|显示器|键盘|耳机|音箱|音响|帐篷|无人机|跑步机|烤箱|咖啡机|电脑|笔记本|平板|主机|路由器"
            + "|扫地机器?人?|净水器|热水器|微波炉"
        + "|沙发|床|椅子?|桌子?|书柜|鱼竿|球拍|滑板|轮椅|助听器|血压计|缝纫机|望远镜|手表|表|包|鞋|戒指|项链|三轮|货车|皮卡|摩托|电瓶车|单车|镜头|显卡|锅|灶|柜|伞|缸|炉|行李箱)";

    private const string Mine = "(?:我们?家?|咱家?|俺|家里|家中|车库里?|手头|手上|手里|办公室|自己)的?";

    // What is said of the thing begins here.
    private const string Said =
        "(?=一(?!体|加)|又|老(?!款|式|爷)|总|突然|最近|昨|今|上个?[周月]|去年|前|不|没|坏|卡(?!西|罗)|开(?!头)|跑(?!步)|用|要|能|会(?!议)|是|有|该|怎|挂|放|买|才"
            + "|都|也|就|快|刚|还|已|每|被|漏|掉|死|充|打(?!印)|转(?!向)|风扇|屏幕"
        + "|电池|镜头|续航|声音|系统|轮胎|烧|抖|响|闪|蓝屏|黑屏|重启|进|换|修|值|多[少久长]|骑|闲置|想|可以|咋|从|在|的|到|出|卖|接|连|插|需|适合|保养|空调(?!坏)|启动|热|老化|半"
        + "|$)";

    // 我那台…, 家里那把…, 我的iPhone 15.
    private static Regex Owned { get; } = Patterns.New(
        "^(?:现在|目前)?(?:" + Mine + "(?:就|只|还|倒)*(?:有(?:一|两|俩)?|这|那|一|两"
            + "|俩)" + Count + "(?<v>[^，。；的了我一就又总不没在把被]{0,8}?" + Nouns
            + ")(?=\\p{L})(?![库站位票险主间里上带壳膜盒])"
            + "|" + Mine + "(?:就|只|还|倒)*(?:有(?:一|两|俩)?|这|那|一|两|俩)" + Count + "(?<v>[^，。；的了我]{2,14}?)" + Said
            + "|" + Mine + "那?(?<v>" + Makes + "[^，。；的了我一就又总不没在把被]{0,6}?" + Nouns + ")(?=\\p{L})(?![库站位票险主间里上带壳膜盒])"
            + "|" + Mine + "那?(?<v>" + Makes + "[A-Za-z0-9 ]{0,12}?[^，。；的了我]{0,4}?)" + Said
            + "|(?:我|我家)(?:那|这)(?<v>[^，。；的了我]{2,8}?)" + Said + ")", Options);

    private static Regex IsThing { get; } = Patterns.New(
        "^(?![^，]*(?:朋友|同事|公司|老师|孩子|亲戚|代码|文件|PPT|Excel|Word|PDF|APP|App|表格|报告|程序|脚本|地方|时候))(?:.*(?:" + Makes + ""
            + "|" + Nouns + "|[A-Z][A-Za-z]+|[A-Za-z]+ ?[A-Za-z]?\\d))", Options);

    private static Regex Gone { get; } = Patterns.New(
        "^(?:昨[天晚]|前天|上周|上个?月|去年|已经|早就?|刚|也|都|就|在[^，]{1,8}?|被人?|让人|给)*(?:卖|卖掉|出|出手|送人|扔|丢|偷|偷走|没收|砸|烧|报废|捐|转手"
            + "|退)了", Options);

    private static Regex Animals { get; } = Patterns.New(
        "猫|狗|犬|兔|仓鼠|鹦鹉|龟|遛|铲屎|绝育|驱虫|疫苗本|罐头|冻干|宠物|兽医|毛孩|英短|美短|布偶|金毛|柯基|泰迪|边牧|哈士奇|柴犬|博美|比熊|拉布拉多|玄凤|拆家|掉毛|换毛|爪", Options);

    // 家里仓鼠年糕, 猫咪汤圆, 我家狗子旺财.
    private static Regex Kinded { get; } = Patterns.New(
        "^(?:我们?家?|家里|咱家|我)?(?:养)?(?:的)?(?:那只|这只|那条)?(?:猫咪?|狗狗|狗子|猫猫|小?仓鼠|兔子|鹦鹉|乌龟|金毛|柯基|泰迪|边牧|哈士奇|柴犬|博美|比熊|英短|美短|布偶"
            + "|橘猫|狸花猫?"
            + "|主子|二哈|八哥|玄凤)(?:(?<=(?:养的?|那只|这只|那条)[^，]{1,6})(?:名字)?(?:叫|名叫))?(?<v>(?!不|的|一|又|也|都|上|下|去|昨|今|最|老|总|会|能"
            + "|要|有|没|是|叫|在|吃|喝|怎|为|得|生|被|突|每|半|天|很|太|可|爱|喜|睡|打|咬|抓|掉|拉|吐"
            + "|跑|走|死|丢|粮|砂|窝|咖|毛|牙|年龄)\\p{IsCJKUnifiedIdeographs}{2,3}?)"
            + "(?=[今昨前]天|昨晚|上个?[周月]|去年|最近|三天|[两三四五几]天|不|老|总|又|突然|也|都|才|刚|今年|每|半夜|得了|走|死|丢|没|吃|喝|拉|吐|一|$)", Options);

    // 我家煤球老不肯进去.
    private static Regex Homely { get; } = Patterns.New(
        "^(?:我们?家|咱家)(?:的|那只|这只|那个)?(?<v>(?!" + L.Kin + "|" + Nouns + "|那|这|里|的|人|住|有|没|在|是|附近|楼|门|小区|地址|后|前|旁|都|也|就"
            + "|还|老(?!虎)|现在|今年|一共|离|养|开|猫|狗|只|两)[\\p{IsCJKUnifiedIdeographs}A-Za-z]{2,4}?)"
            + "(?=老(?!虎)|总|又|最近|[今昨前]天|昨晚|不|一[^个]|是(?=[^，]{0,4}" + L.Animals + ")|才|都|也|突然|刚|每|半夜|天天|特|超|好|很|太|今年"
            + "|上个?[周月]|去年|死活|吃|喝|拉|吐|掉毛|拆家|几|三[个天]|快|[两\\d一二四五六七八九十]+(?:岁|个月|年)|打|咬|抓|见|怕|喜欢|爱|生|会|被|该|要|能)", Options);

    private static Regex NoPet { get; } = Patterns.New(
        "^(?:" + L.Kin + "|[飞跑走].*|.*(?:了|们|人|子女|妈|爸|爷|奶|猫|狗|网|水|电|房|车|娃|宝宝|孩子|钱|门|灯|墙|菜|饭))$", Options);

    private static Regex Lost { get; } = Patterns.New(
        "^(?:[今昨前]天|昨晚|上个?[周月]|去年|前年|已经|也|都|还是|突然|刚)*(?:走|死|去世|没|丢|走丢|跑丢|送人|离开我?们?)了", Options);

    private static Regex Breed { get; } = Patterns.New("^是(?:一?[只条])?(?:纯种)?(?<v>[^，。的]{0,4}" + L.Animals + ")(?:啊|呀"
        + "|呢|哦)?$", Options);
}

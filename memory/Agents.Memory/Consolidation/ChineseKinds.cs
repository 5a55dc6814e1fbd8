using System.Text.RegularExpressions;
using Agents.Memory.Extraction;

namespace Agents.Memory.Consolidation;

/// <summary>Which words of Chinese name a thing by its kind: 五菱 is a 车, and 金毛 a 狗.</summary>
internal static class ChineseKinds
{
    /// <summary>Tells whether a word names a thing by its kind.</summary>
    public static bool IsKind(string word, string thing) => Array.Exists(Kinds, kind =>
        kind.Word.IsMatch(word) && kind.Members.IsMatch(thing));

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static (Regex Word, Regex Members)[] Kinds { get; } =
    [
        Kind("车|车子|小车|汽车|轿车|座驾", "宝马|奔驰|奥迪|特斯拉|大众|丰田|本田|比亚迪|思域|高尔夫|雅阁|凯美瑞|蔚来|理想|小鹏|问界|五菱|吉利|长安|红旗|长城"
            + "|奇瑞|哈弗|荣威|宝骏|领克|名爵|江淮|东风|欧拉|极氪|现代|起亚|马自达|斯柯达|雪佛兰|凯迪拉克|雷克萨斯|标致|日产|别克|福特|沃尔沃|保时捷|路虎|卡罗拉|捷达|桑塔纳|面包"
            + "|皮卡|越野|SUV"),
        Kind("电瓶车|电动车|电驴|小电驴", "雅迪|爱玛|台铃|小牛|九号|新日|绿源"),
        Kind("摩托|摩托车|机车", "哈雷|雅马哈|川崎|铃木|杜卡迪|春风|本田"),
        Kind("手机", "iPhone|苹果|华为|小米|荣耀|OPPO|vivo|三星|一加|红米|Pixel"),
        Kind("电脑|笔记本|本子", "ThinkPad|MacBook|联想|戴尔|华硕|惠普|拯救者|Surface|台式"),
        Kind("相机|单反|微单", "尼康|佳能|索尼|富士|徕卡|松下|理光|哈苏"),
        Kind("琴", "钢琴|古筝|吉他|提琴|二胡|琵琶|古琴|手风琴|尤克里里"),
        Kind("狗|狗狗|狗子|小狗|老狗|毛孩子", "金毛|哈士奇|柯基|泰迪|拉布拉多|边牧|二哈|柴犬|博美|比熊|萨摩|阿拉斯加|雪纳瑞|田园犬|法斗|德牧|贵宾"),
        Kind("猫|猫咪|小猫|老猫|毛孩子|猫主子", "布偶|英短|美短|橘猫|狸花|暹罗|缅因|加菲|奶牛猫|三花"),
        Kind("鸟|鸟儿", "鹦鹉|玄凤|八哥|鸽子|画眉|文鸟|百灵|金丝雀"),
        Kind("烟", "抽烟|吸烟|电子烟"),
        Kind("酒", "喝酒"),
        Kind("游戏", "王者|原神|英雄联盟|吃鸡|魔兽|剑网"),
        Kind("摊子|摊儿?|摊位", "摆摊|地摊"),
        Kind("座机|固话", "固定电话"),
        Kind("固定电话", "座机"),
    ];

    private static (Regex Word, Regex Members) Kind(string words, string members) => (
        Patterns.New("^(?:那|这)?[辆台部条只个把架]?(?:" + words + ")$", Options), Patterns.New("(?:" + members + ")", Options));
}

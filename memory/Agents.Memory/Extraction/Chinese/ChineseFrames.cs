using static Agents.Memory.Extraction.Chinese.ChinesePhrases;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>What talk puts together freely: the topic first and who it is of after it, a value alone with how long it
/// is so, a move from one to another.</summary>
/// <remarks>Each is a lexicon of values beside the forms that all of them share.</remarks>
internal static class ChineseFrames
{
    // Who stands behind a topic: 手动挡我不会开, 香菜我对象不吃.
    private const string Me = "(?:我们?|咱们?|俺|本人|自己)";
    private static readonly string Who = "(?:" + Me + "(?:家|这个?人)?|(?:我们?家?)?(?<s>" + L.Kin + "))";

    private const string Degree =
        "(?:也|都|还|就|倒是?|真的?|是|可|又|确实|其实|从来|从小|一直|完全|压根|根本|一点(?:也|都|儿)?|一句(?:也|都)?|一向|平时|特别|特|超级?|最|很|挺|蛮|比较|有点|基本"
            + "|打死也?|死活|实在)*";

    private const string Count = "(?:\\d+|[一二两俩三仨四五六七八九十几半好些多]+)(?:来|多|几)?";
    private const string Long = "(?:(?:快|都|有|也|已经|差不多|将近|小|第)*" + Count + "(?:年|个多?月|个?星期|个?礼拜|周|天|辈子)(?:多|半)?)";

    private const string Topic = "(?<v>(?!这|那|我|你|他|她|它|什么|啥|谁|现在|最近|今|昨|明|吃|对|是|有|没|不|都|也|还|就|一"
        + "|但)[^，。；我你他她它的不没了过]{1,8}?)";

    // What someone may know how to use, by its name.
    private const string Tool =
        "(?:C\\+\\+|C#|C语言|R语言|编程|写代码|剪辑|修图|[A-Z][A-Za-z+#]{0,11}[0-9]{0,2}|PS|PR|AE|CAD|python|java|excel)";

    private const string Craft =
        "(?:手动挡|自动挡|开车|游泳|骑车|自行车|吉他|钢琴|古筝|二胡|小提琴|尤克里里|架子鼓|口琴|笛子|书法|毛笔字|国画|素描|油画|围棋|象棋|桥牌|麻将|滑雪|滑板|轮滑|溜冰|跳舞|街舞|唱歌|做饭"
            + "|做菜|烘焙|炒菜|针线"
        + "|缝纫|织毛衣|木工|电焊|理发|化妆|编程|摄影|修图|剪辑|视频剪辑|五笔|盲打|速记|手语|厨艺|车技|球技|唱功|叉车|挖掘机|无人机|游戏|篮球|足球|羽毛球|乒乓球|网球)";

    private const string Verb = "(?:开|弹|用|写|做|骑|画|修|玩|拉|吹|打|唱|跳|编|剪|下|弄|整|操作|游|滑)?";
    private const string ABit = "(?:一?点点?儿?|一些|几首|皮毛)?";
    private const string Fair = "(?:还行|还可以|还凑合|还不错|不错|挺好|没问题|挺溜|很溜|贼溜|挺熟|很熟|熟|熟练|拿手|精通|在行|[玩用写弹]得(?:挺|很|还|也|比较"
        + "|贼)?(?:溜|转|好|熟|顺|行|可以|不错))";

    private const string NoSkill =
        "(?:不(?:太|怎么|大)?会" + Verb + "|一窍不通|零基础|没学过|没碰过|是小白|完全不懂|不懂|不太懂|不(?:太)?行|[玩用写弹开]不(?:来|转|了|好|明白))";

    private const string Tongue = "(?<v>" + L.Languages + "|台语|国语|粤语|白话|土话|客语|普通话)";

    /// <summary>What takes practice or care: one who likes it does it.</summary>
    public const string Doing = "(?:拍(?!马屁)|练|弹|画|钓|养(?!生)|种|收集|收藏|捣鼓|骑|打(?!扮|扫|折|听)|踢|刻|织)";

    // What runs on, and is not of the day: 膝盖一到下雨天就疼.
    private const string Ache =
        "(?:老腰?|腰|腰椎|颈椎|脊椎|膝盖|肩膀|肩|胃|手腕|脚踝|关节|偏头|后背|背|嗓子|牙龈|眼睛|左膝|右膝|半月板)(?:一[^，就]{1,6}就|老是?|常年|一直|总是?|天天|时不时)(?:疼|痛"
            + "|酸|麻|肿|发炎|不舒服|难受|犯)";

    private const string Only = "只(?:喝|吃|用|穿|看|听|抽|买)(?<v>(?!了|过|一|要|有|得|能|会)[^，。；了]{2,8}?)";

    private const string Firm = "(?<v>" + L.Firms + "|(?!这|那|一起|家|学校|医院|公司|单位)[^，。；了的]{1,12}?" + L.Organisations + ")";

    public static IReadOnlyList<ChineseRule> All { get; } =
    [
        .. Allergies(),
        .. Conditions(),
        .. Skills(),
        .. Tongues(),
        .. Tastes(),
        .. Fragments(),
        .. Works(),
        .. Rest(),
    ];

    private static IEnumerable<ChineseRule> Allergies() =>
    [
        Ended("allergy", Topic + Who + "?" + Degree + "不(?:再)?过敏了") with { List = true },
        Negated("allergy", "(?!.*了[。！!]?$)" + Topic + Who + "?" + Degree + "不过敏") with { List = true },
        Anyone("allergy", Topic + Who + Degree + "过敏(?:体质|史)?") with { List = true },
        Anyone("allergy", "(?:而|就|只|倒)*是(?:对)?" + Topic + "过敏"),
        Anyone("allergy", "一?(?:吃|碰|闻到?|喝|沾)了?(?<v>[^，。；就嘴脸]{1,6}?)(?:嘴|嘴巴|浑身|全身|身上|脸|喉咙|皮肤|嗓子)?就(?:肿|痒|起疹子|起包|长疹子"
            + "|打喷嚏|喘不上气|起荨麻疹)"),
        Anyone("allergy", "(?:对)?" + Topic + "过敏(?:史|体质|的人)"),
    ];

    private static IEnumerable<ChineseRule> Conditions() =>
    [
        Anyone("condition", "(?:有|得了)?(?<v>" + L.Conditions + ")(?:加|合并|伴|和|跟|还有|、)" + L.Conditions + "(?:都有|好几年"
            + "|" + Long + ")?"),
        Negated("condition", "(?!.*了[。！!]?$)(?:(?:并|又)?不是|没有?(?:得过?|什么)?)(?<v>" + L.Conditions + ")"),
        Negated("condition", "(?!.*了[。！!]?$)(?<v>" + L.Conditions + ")" + Who + "?" + Degree + "没有?"),
        Anyone("condition", "(?:有|得了|是|就是|患)?(?<v>" + L.Conditions + ")" + Who + "?(?:都|已经|也)*(?:" + Long
            + "(?:的老毛病)?|是(?:个|我的)?老毛病|从小就?有|打小就?有|是遗传的?|遗传的?|老是?犯|反复犯|反反复复|反复发作|老不好|一直不好|总复发|住院了?|又严重了)"),
        People("condition", "(?:就|也|其实)*是(?:有)?(?:点儿?|一点)?(?<v>" + L.Conditions + "|血[脂压糖]偏?[高低]|尿酸偏?高)"),
        Anyone("condition", "(?<v>" + Ache + ")"),
    ];

    private static IEnumerable<ChineseRule> Skills() =>
    [
        Anyone("skill", "(?<v>" + Craft + "|" + Tool + ")" + Who + Degree + "会" + Verb + ABit),
        Anyone("skill", "(?<v>" + Craft + "|" + Tool + ")" + Who + "?" + Degree + "(?:会" + Verb + ABit + ""
            + "|" + Fair + ")(?<!一点不会)") with
        { Subjected = true },
        Anyone("skill", "(?<v>" + Tool + ")" + Who + Degree + Fair),
        Anyone("skill", "(?<v>" + Tool + ")" + Who + "?(?:倒是?|还算|还|也|就)" + Degree + Fair),
        Negated("skill", "(?<v>" + Craft + "|" + Tool + ")" + Who + "?" + Degree + NoSkill),
        Negated("skill", "(?!" + L.Languages + ")" + Topic + Me + Degree + "不(?:太|怎么|大)?会" + Verb),
        Negated("skill", "不(?:太|怎么|大)?会" + Verb + "(?<v>" + Craft + "|" + Tool + ")"),
    ];

    private static IEnumerable<ChineseRule> Tongues() =>
    [
        Anyone("speaks", Tongue + Who + "?" + Degree + "(?:只|就|光|也|能|会|可以)+(?:讲|说|听|听说|一?点点?儿?|一些|简单的)*" + ABit),
        Anyone("speaks", Tongue + Who + "?" + Degree + "(?:" + Fair + "|说得[^，]{1,4}|是母语|能交流|能听懂)"),
        Negated("speaks", Tongue + Who + "?" + Degree
            + "(?:不(?:太|怎么)?(?:会|行|懂)(?:讲|说|听)?|一句(?:话)?(?:也|都)?(?:不会|听不懂|不懂)|听不(?:太)?懂|一窍不通|零基础|没学过|完全不会)"),
    ];

    private static IEnumerable<ChineseRule> Tastes() =>
    [
        Anyone("likes", Topic + Who + "(?:超级?|特别?|最|很|挺|真的?|可|贼|巨|蛮|一直)+(?:爱|喜欢)(?:吃|喝|看|听|玩)?"),
        Anyone("dislikes", Topic + Who + Degree
            + "(?:讨厌|受不了|不(?:太|怎么)?(?:喜欢|爱)(?:吃|喝|看|听|玩)?|[吃喝看听用穿住玩]不(?:惯|来)|接受不了|从不碰|从来不碰|不碰|碰都不碰|欣赏不来|无感|嫌弃)"),
        Anyone("diet", "(?<v>猪肉|牛肉|羊肉|牛羊肉|红肉|肉|荤的?|辣的?|海鲜|甜的?|糖|酒|奶制品|麸质)" + Who + Degree + "(?:不|戒|忌)(?:吃|喝|沾"
            + "|碰)?(?<=[吃喝沾碰戒忌])"),
        Anyone("dislikes", "(?:[^，。我]{0,6}?(?:还是|还|仍然?|依然|一直|就是|怎么都|死活)+)(?:吃|喝|用|住|看|听|穿)不(?:惯|来)(?<v>(?!的"
            + "|了)[^，。；了]{1,8}?)"),
        Anyone("prefers", "(?:一向|向来|总是?|都|优先|习惯|从来都?|只)*(?:选|挑|订)(?<v>(?!了|择|的|出|我|第|这|那|修|题|中|啥|什"
            + "|[A-Za-z]$)[^，。；了过的]{2,8}?)") with
        { Subjected = true },
        Anyone("hobby", "(?:现在|最近|如今|又|开始|彻底)*(?:迷上|沉迷|入坑|爱上|痴迷)(?:了|于)?(?<v>(?!你|他|她|我|这|那|一个)[^，。；了的]{2,8}?)"),
        Anyone("hobby", "(?:喜欢|爱|酷爱|热爱)(?<v>" + Doing + "(?!你|他|她|我|人|架)[^，。；了的过]{1,6}?)"),
        Speakers("dislikes", "(?:很|特别|最|超|贼)?烦(?<v>(?!死|躁|恼|心|人|了|我|你|他|她|这|那|不"
            + "|请)[^，。；了]{2,8}?)") with { Subjected = true },
        Anyone("hobby", "(?:学|练|玩|打|弹|跳)(?<v>(?!校|车|驾|这|那|了|过)[^，。了的过]{2,5}?)(?:都|已经|快)*第?" + Count + "(?:年|个月|天|周)"),
        People("prefers", "(?:宁愿|宁可|情愿|更愿意)(?<v>[^，。；了]{2,12}?)") with { Subjected = true },
        Speakers("prefers", "(?![早午晚每周平中])[^，。我这那他她你]{1,4}我(?:一般|平时|就|都|一直)*" + Only),
        Speakers("prefers", "(?![早午晚每周平中])[^，。我这那他她你]{1,4}(?:一般|平时|就|都|一直)*" + Only) with { Subjected = true },
        Anyone("hobby", "(?<v>" + Craft + "|" + L.Activities + "|[^，。；我了]{1,3}[舞球琴拳棋操])" + Me + "?(?:都|也|已经)*(?:踢|打|玩"
            + "|弹|练|学|画|跑|拉|下|滑|游|跳|唱|写)了" + Long),
        Ended("hobby", "(?<v>" + Craft + "|[^，。；我把的了]{2,5}?)" + Me + "?(?:都|也|早|早就|早已|已经|好久|好多年|现在|后来)+不(?:再)?(?:打|玩"
            + "|弹|练|跳|踢|拉|画|拍|跑|骑|游|滑|下|唱|养)了"),
    ];

    private static IEnumerable<ChineseRule> Fragments() =>
    [
        People("origin", "(?:是)?(?:一个|一名|正宗的?|地道的?|土生土长的?|地地道道的?|老)?(?<v>(?:" + L.Cities + "){1,2})(?<!" + L.Countries
            + "|国外|海外|外地|老家|乡下|城里|村里|农村|镇上|县城)(?:人|仔|妹子|姑娘|小伙子?|汉子|土著)(?:一[枚个只])?"),
        People("origin", "(?<v>(?:" + L.Cities + "){2})的"),
        Others("age", "(?=.*[岁了]$)(?<v>[二三四五六七八九]?十[一二三四五六七八九]?|[1-9]\\d)岁?") with { Subjected = true },
        Speakers("age", "(?=.*了$)(?<v>[二三四五六七八九]?十[一二三四五六七八九]?|[1-9]\\d)") with { Subjected = true },
        People("nationality", "(?<v>" + L.Countries + ")籍") with { Subjected = true },
        Anyone("speaks", "(?:讲|说)(?<v>" + L.Languages + ")") with { Subjected = true },
        People("occupation", "(?:一[名个枚]|我是)?(?:苦逼|社畜|底层|普通|小)*(?<v>" + L.Jobs + ")(?:一[枚个名只]|本人|狗)"),
        People("occupation", "(?:[^，。是我]{0,6}的)?(?<v>(?:小学|初中|高中|[初高][一二三]|幼儿园|[一二三四五六]年级)\\p{L}{0,3}(?:班主任|老师|教师))"),
        People("religion", "(?:[^，。是]{0,8}的)?(?:虔诚的)?(?<v>" + L.Religions + ")"),
        People("marital_status", "(?:还|依然|一直)?(?<v>单身|离异|丧偶|离婚)(?:狗|汉|贵族|族)?(?:一[个枚只]|带(?:着)?(?:一?个|俩|两个)?(?:娃|孩子?|儿子"
            + "|女儿)|多年)?"),
        Anyone("diet", "(?<v>吃素|吃斋|戒糖|控糖|生酮|轻断食|减脂|断碳)(?:都|已经|快)?第?" + Count + "(?:年|个?月|天|周)"),
        Speakers("height", "(?:身高)?(?<v>1[4-9]\\d)(?:cm|公分|厘米)?") with { Subjected = true },
        Anyone("weight", "(?:体重)(?:已经|都|现在|一路|一直|老|从[^，]{1,6})*(?:(?:降|涨|掉|减|瘦|胖|飙|升|长)(?:到|成|回)了?|卡在|稳定在|维持在"
            + "|保持在)(?<v>\\d{2,3}(?:\\.\\d)?\\s*(?:公斤|斤|kg|KG)?)(?:下不去|上不去|不动|左右)?"),
        Anyone("home", "在(?<v>(?!家|这|那|外|学校|宿舍|医院|一起|公司)[^，。；了]{2,8}?)(?:定居|住|待|呆|漂|生活|打拼|扎根|安家|租房)(?:了)?" + Long),
        Anyone("home", "(?:一个人|自己一?个?人?|独自|独居|单独)(?:住在?|在)(?<v>(?!家|这|那|外|学校|宿舍|医院|一起|公司|住)[^，。；了]{2,8}?)(?:住|生活|漂)?"),
        Ended("home", "不在(?<v>(?!家|这|那|一起|学校|宿舍)[^，。；了]{2,8}?)(?:住|待|呆|生活|定居)了"),
    ];

    private static IEnumerable<ChineseRule> Works() =>
    [
        Ended("employer", "从(?<v>(?!家|这|那|老家|" + L.Cities + ")[^，。；了]{2,10}?)(?:跳槽|跳)(?:到|去"
            + "|来)了?[^，。；]{2,12}") with { Dated = true },
        Anyone("employer", "从[^，。；了]{2,10}?(?:跳槽|跳)(?:到|去|来)了?(?<v>[^，。；了]{2,12}?)") with { Dated = true },
        Anyone("employer", "(?:进|去|入职|加入)的(?<v>" + L.Firms + ""
            + "|[^，。；了的]{2,12}?" + L.Organisations + ")") with { Dated = true },
        Anyone("employer", "(?=.*了$)在" + Firm + "(?:里)?(?:干|工作|做|待|上班|教书|教)了" + Long),
        Ended("employer", "(?!.*了$)在" + Firm + "(?:里)?(?:干|工作|做|待|教)了" + Long),
        People("occupation", "(?<v>" + L.Jobs + ")(?:都|已经|快)?" + Long + "了"),
        People("employer", "是(?<v>(?!这|那|一)[^，。；的个]{1,8}?(?:厂|公司|银行|医院|局|集团|事务所|研究所|设计院|报社|电视台|车间))的(?:人|职工|员工)?"),
        Anyone("employer", "(?:分|分配|调|考)(?:到|进|去)了?(?<v>(?!的|了)[^，。；了的]{0,8}?(?:局|银行|医院|集团|公司|事务所|研究所|设计院|机关|街道办|派出所"
            + "|法院|检察院))"),
        People("occupation", "(?:当|做|干)(?<v>" + L.Jobs + ")(?:都|也|已经)?" + Long),
        Ended("owns", "(?:那辆|那台|那套)?(?<v>车|房|房子|(?!我|你|他|这|那|货|票)[^，。；我把了都也早]{1,6}?)(?:都|也|早就?|已经)*(?:卖|送人|报废|转手|出手"
            + "|退租)(?:掉)?了" + Long + "了"),
        Speakers("owns", "(?:又|刚|新|就|才)*(?:买|入|提|入手"
            + "|换)了(?:一?[台个部辆])?(?<v>" + ChineseThings.Makes + "[A-Za-z0-9 ]{0,10})"),
        Speakers("owns", "(?:手机|电脑|车|相机|平板|耳机|手表)(?:刚|现在|已经)*换(?:成|了)了?(?<v>(?!个|新|一|屏|电)[^，。；了的]{2,12}?)"),
        Speakers("owns", "(?:在[^，。]{1,8}?|跟[^，。]{1,5}?|和[^，。]{1,5}?)*(?:合伙)?(?:开|盘|承包|接手|经营)(?:了|着)?(?:一)?(?:家|间|个"
            + "|片)(?<v>[^，。；的]{1,8}?(?:店|馆|铺|吧|厂|公司|工作室|民宿|餐厅|诊所|摊|超市|便利店|小卖部|修理部|农场|果园|鱼塘|养殖场))"),
    ];

    private static IEnumerable<ChineseRule> Rest() =>
    [
        People("major", "(?:是)?(?:学|念|读)(?<v>(?!校|生|习|书|了|会|过|费)[^，。的了书过]{2,6}?)的"),
        People("major", "(?:是)?(?:学)?(?<v>(?!的|对口|相关|什)[^，。的我是]{2,8}?)专业(?:的|毕业的?|出身|在读)") with { Subjected = true },
        People("major", "(?:是)?学(?<v>土木|计算机|会计|法律|法学|金融|护理|机械|自动化|通信|软件工程|新闻|土建|化工|市场营销|汽修|数控)(?:专业)?"),
        Ended("school", "从(?<v>[^，。；了]{2,10}?)(?:退学|辍学|休学)[^，。]{0,4}") with { Dated = true },
        Anyone("member_of", "(?:加|进|入|参加|加入)了(?:一?个)?(?<v>[^，。；了]{2,10}?[队社]|[^，。；了]{0,10}?(?:社团|合唱团|跑团|乐团|舞团|协会|俱乐部"
            + "|读书会))(?<!部队|军队"
            + "|排队)"),
        Speakers("member_of", "(?<v>(?!的|这|那)[^，。的]{0,6}?(?:合唱团|乐团|乐队|舞团|舞蹈队|球队|校队|跑团|剧社|话剧社|社团|[篮足排羽毛乒乓网]球社|志愿队|骑行队"
            + "|登山队|读书会))(?:要|在|有|下|上|这|明|周|每|去|缺|招|演出|比赛|排练|训练|聚餐|团建)[^，。]*") with
        { Subjected = true },
        Others("星座", "(?:是)?(?<v>(?:白羊|金牛|双子|巨蟹|狮子|处女|天秤|天蝎|射手|摩羯|水瓶|双鱼)座)(?:的|女|男)?"),
        Others("民族", "(?:是)?(?<v>[汉回满壮苗藏彝侗瑶白黎傣]族|蒙古族|维吾尔族|土家族|朝鲜族|哈萨克族|布依族)(?:的|人)?"),
        People("home", "(?:常年|长期|一年到头)(?:都)?在(?<v>" + L.Cities + "|非洲|欧洲|东南亚|中东|南美|迪拜)[^，。]{0,6}"),
        Ended("pet", "养了" + Long + "的(?<v>" + L.Animals + ")(?:" + Times + "|也|还是)*(?:走|死|去世|没|丢|走丢|离开我?们?)了"),
        Speakers("member_of", "(?:加入|进|参加)(?<v>[^，。；了]{0,8}?(?:学生会|校队|社团|合唱团|跑团|乐团|舞团|协会|俱乐部"
            + "|读书会))") with { Subjected = true },
        Negated("child", "(?:也|还|又)*(?:没有?|没要)(?<v>小孩|孩子|娃|子女|儿女)"),
        Negated("pet", "(?:压根|根本|从来|从|也|都|又|可)*没(?:有)?(?:养过?|养着)(?<v>" + L.Animals + "|宠物)"),
    ];
}

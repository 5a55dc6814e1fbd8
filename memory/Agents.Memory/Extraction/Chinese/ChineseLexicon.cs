using System.Collections.Frozen;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Words of Chinese that say by themselves what they are about, as alternatives of a pattern.</summary>
internal static class ChineseLexicon
{
    public const string Jobs =
        "(?:[^，。的是和]{0,8}?(?:师|员|医生|大夫|护士|教授|律师|会计|司机|警察|消防员|厨师|教练|演员|歌手|作家|画家|记者|编辑|翻译|工人|农民|军人|商人|主播|博主"
        + "|经理|总监|主管|秘书|助理|顾问|策划|产品经理|开发|运营|设计|导演|制片|兽医|牙医|教师|老师|保安|保姆|月嫂|快递员|飞行员|科学家|企业家|创业者|个体户|自由职业者|家庭主妇|全职妈妈|工"
        + "|匠)(?!傅))";

    public const string Pets =
        "(?:[^，。的是和有养只条]{0,4}?(?:狗|猫|貓|犬|金毛|哈士奇|柯基|泰迪|拉布拉多|边牧|二哈|布偶|英短|橘猫|兔子|兔|仓鼠|倉鼠|鹦鹉|鸚鵡|鸟|乌龟|龟|金鱼|鱼|蛇|蜥蜴|马|羊|山羊|鸡"
            + "|鸭|刺猬|龙猫|荷兰猪|豚鼠|猪))";

    public const string Conditions =
        "(?:[^，。的是和有]{0,8}?(?:病|症|炎|高血压|低血压|哮喘|癌|不耐|抑郁|失眠|过敏性鼻炎|贫血|痛风|近视|色盲|糖尿病|脂肪肝|结石|综合征))";

    public const string Religions = "(?:基督徒|佛教徒|天主教徒|穆斯林|道教徒|无神论者|印度教徒|犹太教徒)";

    public const string Activities =
        "(?:爬山|登山|钓鱼|集邮|下棋|下围棋|摄影|跑步|游泳|骑行|骑车|徒步|露营|画画|书法|唱歌|跳舞|健身|瑜伽|滑雪|滑冰|冲浪|潜水|阅读|读书|写作|旅游|旅行|烘焙|做饭|园艺|养花|打游戏"
        + "|打(?:篮球|羽毛球|乒乓球|网球|排球|麻将|太极|高尔夫|台球)|踢(?:足球|球|毽子)|弹(?:钢琴|吉他|古筝)|拉(?:小提琴|二胡)|吹(?:笛子|口琴)|抽烟|喝酒|收集[^，。]{1,6}"
        + "|收藏[^，。]{1,6}|集[^，。]{1,3})";

    /// <summary>Places that are named without a word for what they are.</summary>
    public const string Cities =
        "(?:北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|大连|宁波|厦门|福州|济南|合肥|昆明|沈阳|长春|哈尔滨|石家庄|太原|南昌|南宁|贵阳|兰州|海口|三亚|银川"
            + "|西宁|拉萨|乌鲁木齐"
        + "|香港|澳门|台北|高雄|无锡|佛山|东莞|珠海|温州|绍兴|嘉兴|烟台|洛阳|桂林|法国|英国|美国|日本|德国|加拿大|新加坡|澳大利亚|韩国|意大利|西班牙|俄罗斯|巴黎|伦敦|纽约|东京|柏林)";

    /// <summary>Gets what a person calls those around them, and the slot that it names.</summary>
    public static FrozenDictionary<string, string> Relations { get; } = new Dictionary<string, string>
    {
        ["老婆"] = "partner",
        ["妻子"] = "partner",
        ["太太"] = "partner",
        ["媳妇"] = "partner",
        ["老公"] = "partner",
        ["丈夫"] = "partner",
        ["爱人"] = "partner",
        ["愛人"] = "partner",
        ["配偶"] = "partner",
        ["男朋友"] = "partner",
        ["女朋友"] = "partner",
        ["男友"] = "partner",
        ["女友"] = "partner",
        ["对象"] = "partner",
        ["未婚妻"] = "partner",
        ["未婚夫"] = "partner",
        ["妈妈"] = "mother",
        ["母亲"] = "mother",
        ["妈"] = "mother",
        ["媽媽"] = "mother",
        ["爸爸"] = "father",
        ["父亲"] = "father",
        ["爸"] = "father",
        ["儿子"] = "child",
        ["兒子"] = "child",
        ["女儿"] = "child",
        ["女兒"] = "child",
        ["孩子"] = "child",
        ["哥哥"] = "sibling",
        ["弟弟"] = "sibling",
        ["姐姐"] = "sibling",
        ["妹妹"] = "sibling",
        ["哥"] = "sibling",
        ["弟"] = "sibling",
        ["姐"] = "sibling",
        ["妹"] = "sibling",
        ["朋友"] = "friend",
        ["闺蜜"] = "friend",
        ["哥们"] = "friend",
        ["死党"] = "friend",
        ["同事"] = "colleague",
        ["老板"] = "boss",
        ["老闆"] = "boss",
        ["领导"] = "boss",
        ["上司"] = "boss",
        ["主管"] = "boss",
        ["经理"] = "boss",
        ["室友"] = "roommate",
        ["舍友"] = "roommate",
        ["医生"] = "doctor",
        ["主治医生"] = "doctor",
        ["家庭医生"] = "doctor",
        ["老师"] = "teacher",
        ["班主任"] = "teacher",
        ["导师"] = "teacher",
    }.ToFrozenDictionary();

    /// <summary>Gets nouns that stand for a slot of their own.</summary>
    public static FrozenDictionary<string, string> Nouns { get; } = new Dictionary<string, string>
    {
        ["名字"] = "name",
        ["姓名"] = "name",
        ["昵称"] = "nickname",
        ["外号"] = "nickname",
        ["小名"] = "nickname",
        ["年龄"] = "age",
        ["生日"] = "birthday",
        ["邮箱"] = "email",
        ["郵箱"] = "email",
        ["手机号"] = "phone",
        ["手机"] = "phone",
        ["电话"] = "phone",
        ["电话号码"] = "phone",
        ["手机号码"] = "phone",
        ["地址"] = "address",
        ["新地址"] = "address",
        ["家庭住址"] = "address",
        ["住址"] = "address",
        ["身高"] = "height",
        ["体重"] = "weight",
        ["體重"] = "weight",
        ["雇主"] = "employer",
        ["公司"] = "employer",
        ["单位"] = "employer",
        ["职业"] = "occupation",
        ["工作"] = "occupation",
        ["专业"] = "major",
        ["學校"] = "school",
        ["学校"] = "school",
        ["老家"] = "origin",
        ["家乡"] = "origin",
        ["家"] = "home",
        ["居住地"] = "home",
        ["国籍"] = "nationality",
        ["宗教"] = "religion",
        ["出生地"] = "birthplace",
        ["首席执行官"] = "ceo",
        ["CEO"] = "ceo",
        ["作者"] = "author",
        ["首都"] = "capital",
        ["总部"] = "headquarters",
        ["货币"] = "currency",
        ["法定货币"] = "currency",
        ["球队"] = "team",
        ["车"] = "car",
    }.ToFrozenDictionary();

    /// <summary>Gets the words for relations as alternatives, longest first.</summary>
    public static string Kin { get; } =
        "(?:" + string.Join('|', Relations.Keys.OrderByDescending(word => word.Length).ThenBy(word => word,
            StringComparer.Ordinal))
        + "|爷爷|奶奶|外公|外婆|姥姥|姥爷|叔叔|阿姨|舅舅|姑姑|侄子|侄女|表哥|表妹|表弟|表姐|堂哥|堂妹|同学|同桌|邻居|教练|猫|狗|貓)";
}

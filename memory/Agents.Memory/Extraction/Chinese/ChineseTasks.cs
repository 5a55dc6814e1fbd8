using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Tells what opens a text that is not about the one who writes: a role, a story, an exercise, a draft, the
/// words of others.</summary>
internal static class ChineseTasks
{
    // What is written for others to read, or to be played.
    private const string Texts =
        "(?:作文|文案|小说|故事|剧本|短剧|段子|台词|对白|对话|独白|旁白|简历|自我介绍|求职信|推荐信|感谢信|道歉信|辞职信|情书|检讨|请假条|邮件|来信|信|日记|演讲稿|发言稿|稿子?|新闻"
        + "|通知|启事|广告|歌词|歌|诗|词|小品|相声|脱口秀|朋友圈|小红书|微博|短信|留言|评论|好评|差评|人设|角色卡?|人物|小传|NPC|番外|同人|病历|病例|护理计划|案例|例句|范文|模板"
        + "|样例|测试数据|假数据|题目|谜语|笑话|祝福|悼词|挽联|家书|遗嘱|声明|告示|便签|便条|需求|访谈|采访|录音稿?|口述|原文|原话|材料|短文|段落|句子)";

    private const string Write =
        "(?:写|编|造|拟|起草|创作|续写|仿写|扩写|缩写|改写|代写|代笔|生成|杜撰)";

    // What is done to a text that the clause or the next one gives.
    private const string Rework =
        "(?:(?:翻译?|译)成|翻译一?下|翻译(?=[：:这那以])|润色|校对|改写|改通顺|整理(?:成|通顺)|病句|造句|错别字|仿写|续写|扩写|缩写)|^(?:请|麻烦|劳驾|帮忙?我?|给我|你|根据[^，]{1,10})*(?:把|将)?(?:[^，我]{0,6}"
            + "[段篇句封则份首这那以上下][^，]{0,8})?(?:改|整理|总结|归纳|概括|提炼|提取|压缩|精简|美化|修改|分析|点评|批改|解读)[^，]{0,8}[：:]";

    private const string RolePlay =
        "扮演|假装|(?:假设|假定|假如|想象|设想)(?:一下)?你(?:现在)?(?:就)?是|^(?:现在|从现在起)?你(?:现在|就)?是一?[个名位]|^你(?:来|就)?当(?!然|时|初|年)"
        + "|(?:人设|角色|身份|设定|主角|女主|男主|主人公)(?:就)?(?:是|为|叫|[：:])|(?:女主|男主|主角)\\p{L}{2,3}(?:是|住)"
        + "|(?:小说|故事|剧本|游戏|梦)(?:里|中)|NPC|角色卡|人物卡|第一人称|剧本杀";

    private const string Exercises =
        "阅读(?:短文|理解|材料|下面|下列|以下|全文)|^(?:根据|结合)(?:短文|材料|上文|下文|图)|以[《“\"][^》”\"]{1,20}[》”\"]为(?:题|主题)|(?:应用|面试|病例|病案|案例|选择|填空|判断|计算|数学|推理|脑筋急转弯|作文|阅读)题"
        + "?(?:分析)?[：:]|病例(?:题|分析)|患者[，：:]?(?:为|是|系)?[男女某中老]|主诉[：:]|李华|^小[明红华刚](?!星|薯|书)(?=有|家|的|和|跟|从|今年|住|在|是|每|把|给|买|对|要|去)"
        + "|受访者|访谈|候选人|申请人|当事人|有个人物|会议纪要|测试数据";

    /// <summary>Tells whether a clause opens such a text.</summary>
    public static bool Opens(string words) =>
        Roles.IsMatch(words) || Drafts.IsMatch(words) || Others.IsMatch(words);

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static Regex Roles { get; } = Patterns.New(RolePlay + "|" + Exercises, Options);

    // 帮我写封辞职信, 替我妹写个征婚启事, 写：我叫王五; a plan or a script is no such text.
    private static Regex Drafts { get; } = Patterns.New(
        "^(?![^，]{0,6}(?:(?<!帮|替|给|代)我|喜欢|爱|平时|经常|一直|会|在|每)[^，帮替给]{0,6}" + Write + ").{0,6}?(?:帮|替|给|代|请|为|麻烦)?(?:我们?|他|她|我\\p{L}{1,3})?" + Write + "(?:一?[个篇段封条份首副句则张点些]|\\d+[个篇段封条份首句则字])?[^，：:]{0,12}" + Texts
            + "|^.{0,6}?(?<!我)" + Write + "[^，：:]{0,10}[：:]|^(?:请|麻烦)?(?:你|您)?(?:帮|替|给)(?:我|他|她|我们)" + Write + "(?!代码|脚本|程序|函数|正则|SQL|宏|公式|测试|单测)"
            + "[封篇段首条份句则]?(?:[^，计表方清攻菜食]{0,4}$)|" + Rework, Options);

    // The words of others: 对方发来的：…, 有位顾客说.
    private static Regex Others { get; } = Patterns.New(
        "(?<!我)的?(?:邮件|来信|短信|留言|微信|消息|信|备注|评论)(?:内容)?(?:如下)?[：:]|(?:写|发来|回|留)的[：:]|(?:这|那|下面这?|以下这?|原)(?:一)?(?:句|段|篇|则)话?(?:用|怎么|翻|改|帮|给|啥|是|出自|：|:|文"
            + "|租|广告)|(?:留的条|的条|台词|歌词|文案|例句|简历|原文|内容|范文|开场白|便签|告示|声明|模板|范例|示例)[^，]{0,4}[：:]|(?:下面|以下|如下)(?:是|为|的)|原话"
            + "|[他她]写道|^(?:有[一个]?[个位名]?)(?:顾客|客户|网友|读者|病人|患者|学员|粉丝|买家)[^，]{0,4}(?:说|问|写|反映|投诉|退)|^(?:用户|客服|面试官|医生|老师|问|答|甲|乙|A|B)[：:]",
        Options);
}

using System.Collections.Frozen;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Words of Chinese that say by themselves what they are about, as alternatives of a pattern.</summary>
internal static class ChineseLexicon
{
    /// <summary>What someone works as.</summary>
    public const string Jobs =
        "(?:[^，。的是和在有]{0,8}?(?:师|(?<![会成队党团动人全议学球])员|医生|大夫|护士|护士长|教授|律师|会计|司机|警察|厨师|教练|歌手|作家|画家|记者|编辑|翻译|工人|农民|军人|商人"
            + "|主播|博主|经理|总监|主管|秘书|助理|顾问|策划|开发|运营|设计|导演|制片|兽医|牙医|老师|保安|保姆|月嫂|科学家|企业家|创业者|个体户|自由职业者?|主妇|全职妈妈|后端|前端|测试"
            + "|产品|销售|采购|客服|行政|人事|财务|出纳|审计|码农|公务员|辅警|法官|法医|学生|研究生|博士生|退伍军人|锁匠|木工|电工|焊工|瓦工|店长|校长|院长|组长|班长|会长|主任|老板|掌柜"
            + "|站长|村官|干部|外卖员|网约车司机|模特|警官|翻译官|牧师|实习生|调度|算法|架构|数据分析|研发|品控|质检|剪辑|市场|公关|法务|仓管|撰稿人|主持人|经纪人|投资人|媒体人|音乐人"
            + "|创始人|手艺人|前台|后勤|咨询|投行|风控|新媒体|外贸|电商|策划|工|匠|HR|PM|DBA)(?!傅))";

    /// <summary>Ends of a name that is an employer.</summary>
    public const string Organisations =
        "(?:公司|医院|银行|大学|中学|小学|集团|事务所|研究所|研究院|设计院|局|厂|学校|幼儿园|科技|酒店|宾馆|报社|杂志社|出版社|律所|图书馆|博物馆|法院|检察院|派出所|电视台|机构|工作室|餐厅"
            + "|饭店|超市|商场|诊所|药店|书店|公安局|单位|部队|口腔|证券|保险|基金|咖啡馆|咖啡店|健身房|培训班|政府|委员会|中心|国企|外企|私企|央企|大厂|店|馆)";

    public const string Schools = "(?:大学|大|院|中学|小学|中|学校|师范|财经|体院|美院|理工|一中|附中|高中|职高|幼儿园|清华)";

    public const string Animals =
        "(?:狗|猫|犬|金毛|哈士奇|柯基|泰迪|拉布拉多|边牧|二哈|布偶|英短|美短|橘猫|柴犬|博美|比熊|萨摩耶|萨摩|阿拉斯加|雪纳瑞|中华田园犬|兔子|兔|仓鼠|鹦鹉|玄凤|鸟|八哥|鸽子|乌龟|龟|金鱼|鱼"
            + "|蛇|蜥蜴|守宫|马|羊|山羊|鸡|鸭子?|鹅|刺猬|龙猫|荷兰猪|豚鼠|猪|蜜袋鼯|松鼠|毛孩子)";

    public const string Pets = "(?:[^，。的是和有养只条不被把]{0,4}?" + Animals + ")";

    public const string Conditions =
        "(?:(?!为|去|看|治|怕|这|那|毛)[^，。的是和有不没这]{0,8}?(?:(?<!毛)病|症|炎|高血压|低血压|高血脂|高血糖|血糖高|血压高|哮喘|癌|不耐受?|抑郁症|焦虑症|[轻中重]度抑郁"
            + "|[轻中重]度焦虑|双相|失眠|贫血|痛风|近视|色盲|色弱|糖尿病|脂肪肝|结石|综合征|甲减|甲亢|突出|结节|肌瘤|囊肿|溃疡|息肉|湿疹|荨麻疹|偏头痛|骨折|散光|多囊|乙肝|强直|白癜风"
            + "|干眼|痔疮|静脉曲张|骨质疏松|早搏|房颤|心律不齐|桥本|腱鞘炎|鼻窦炎|颈椎病|飞蚊症|耳鸣|胃病|关节炎))";

    public const string Religions = "(?:基督徒|佛教徒|天主教徒|穆斯林|回民|道教徒|无神论者|印度教徒|犹太教徒|居士)";

    /// <summary>What someone drives, by its make.</summary>
    public const string Cars =
        "(?:[^，。；了过会]{0,6}?(?:[A-Za-z]+ ?[A-Za-z0-9]*|宝马|奔驰|奥迪|特斯拉|大众|丰田|本田|比亚迪|思域|高尔夫|雅阁|凯美瑞|蔚来|理想|小鹏|问界|五菱|吉利|长安"
            + "|红旗|长城|奇瑞|哈弗|荣威|宝骏|领克|名爵|广汽|江淮|东风|北汽|欧拉|极氪|小米|腾势|现代|起亚|马自达|三菱|铃木|斯柯达|雪佛兰|凯迪拉克|雷克萨斯|英菲尼迪|标致|雪铁龙|雷诺|菲亚特"
            + "|日产|别克|福特|沃尔沃|保时捷|路虎|卡罗拉|面包车|电动车|皮卡|越野车|轿车|SUV|货车|房车)[^，。；了]{0,4}?)";

    /// <summary>Words for a language.</summary>
    public const string Languages =
        "(?:(?:普通|四川|上海|广东|闽南|客家|潮汕|潮州|温州|东北|陕西|河南|白族|家乡|方|本地|长沙|重庆|宁波|苏州|台山)话|方言|手语|(?:英|日|韩|法|德|俄|泰|藏|粤|汉|中|国|外"
            + "|蒙古?|维吾尔|闽南|拉丁|希腊|荷兰|瑞典|挪威|芬兰|丹麦|波兰|捷克|波斯|希伯来|土耳其|越南|印尼|马来|缅甸|老挝|印地|阿拉伯|西班牙|西|葡萄牙|葡|意大利|意|世界|客家|哈萨克"
            + "|朝鲜)(?:语|文))";

    public const string Activities =
        "(?:爬山|登山|攀岩|钓鱼|夜钓|集邮|下棋|下围棋|下象棋|摄影|跑步|夜跑|跑马拉松|游泳|骑行|骑车|徒步|露营|画画|画(?:国画|油画|素描|水彩|漫画)|书法|唱歌|唱K|跳舞|街舞|健身|撸铁|瑜伽"
            + "|普拉提|滑雪|滑冰|滑板|冲浪|潜水|阅读|读书|看书|写作|旅游|旅行|烘焙|做饭|园艺|养花|打游戏|剧本杀|桌游|追剧|刷剧|做手工|做木工|织毛衣|十字绣|钩针|陶艺|茶艺|插花|打(?:篮球"
            + "|羽毛球|乒乓球|网球|排球|麻将|太极拳?|高尔夫|台球|拳击|桥牌|球)|踢(?:足球|球|毽子)|弹(?:钢琴|吉他|古筝|琵琶)|拉(?:小提琴|二胡|大提琴)|吹(?:笛子|口琴)"
            + "|跳(?:广场舞|绳)|抽烟|喝酒|写诗|写日记|写影评|写毛笔字|练字|练(?:瑜伽|书法|拳|字|琴)|看展|撸猫|逛街|逛博物馆|观鸟|飞盘|拼(?:高达|乐高|图|模型)|拍(?:照|胶片"
            + "|视频)|玩(?:滑板|魔方|桌游|陶艺|模型|摄影)|收集[^，。]{1,6}|收藏[^，。]{1,6}|集[^，。了]{1,3})";

    /// <summary>Places that are named without a word for what they are.</summary>
    public const string Cities =
        "(?:北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|大连|宁波|厦门|福州|济南|合肥|昆明|沈阳|长春|哈尔滨|石家庄|太原|南昌|南宁|贵阳|兰州|海口|三亚|银川"
            + "|西宁|拉萨|乌鲁木齐|香港|澳门|台北|台中|台南|高雄|新竹|无锡|佛山|东莞|珠海|温州|绍兴|嘉兴|烟台|洛阳|桂林|大理|丽江|中山|惠州|汕头|泉州|常州|南通|徐州|扬州|威海|唐山|保定"
            + "|法国|英国|美国|日本|德国|加拿大|新加坡|澳大利亚|澳洲|新西兰|韩国|意大利|西班牙|俄罗斯|泰国|荷兰|瑞士|瑞典|巴黎|伦敦|纽约|东京|大阪|京都|首尔|柏林|悉尼|墨尔本|多伦多|温哥华"
            + "|洛杉矶|旧金山|西雅图|波士顿|县城|老家|乡下|国外|海外|外地|城里|镇上|村里|农村)";

    /// <summary>Family names that open a personal name.</summary>
    public const string Surnames =
        "(?:欧阳|上官|司马|诸葛|[王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃"
            + "武戴莫孔向汤温康施文牛樊葛邢安齐庄伍柴尤骆倪裴])";

    /// <summary>Gets the words for family that name someone without "my".</summary>
    public const string Bare =
        "老婆|老公|媳妇|女朋友|男朋友|对象|未婚妻|未婚夫|老伴|女儿|儿子|闺女|侄女|侄子|外甥女|外甥|爸爸|妈妈|老爸|老妈|爷爷|奶奶|外公|外婆|姥姥|姥爷|岳母|岳父|丈母娘|老丈人|公公|婆婆|弟弟"
            + "|妹妹|哥哥|姐姐|表哥|表姐|表弟|表妹|堂哥|堂姐|堂弟|堂妹|室友|舍友|闺蜜|发小|孙子|孙女";

    /// <summary>Gets what a person calls those around them, and the slot that it names.</summary>
    public static FrozenDictionary<string, string> Relations { get; } = SlotsOf(
        ("partner", "老婆 妻子 太太 媳妇 老公 丈夫 先生 爱人 愛人 配偶 男朋友 女朋友 男友 女友 对象 對象 未婚妻 未婚夫 老伴 媳婦 前男友 前女友 前夫 前妻"),
        ("mother", "妈妈 母亲 妈 媽媽 媽 老妈 娘 母親"),
        ("father", "爸爸 父亲 爸 老爸 爹 父親"),
        ("child", "儿子 兒子 女儿 女兒 孩子 闺女 娃 大儿子 小儿子 大女儿 小女儿 宝宝"),
        ("sibling", "哥哥 弟弟 姐姐 妹妹 哥 弟 姐 妹 大哥 大姐 二哥 二姐 老弟 老姐 老哥 老妹 双胞胎妹妹 双胞胎弟弟"),
        ("friend", "朋友 闺蜜 哥们 哥们儿 死党 发小 好友"),
        ("colleague", "同事 搭档"),
        ("boss", "老板 老闆 领导 上司 主管 经理 部门老大 组长 领班 直属领导 部门领导 顶头上司 部门主管"),
        ("roommate", "室友 舍友 合租室友"),
        ("doctor", "医生 主治医生 家庭医生 主治医师 大夫 主治大夫 牙医 醫生"),
        ("teacher", "老师 班主任 导师 老師 師傅 师父 家教老师"));

    /// <summary>Gets nouns that stand for a slot of their own.</summary>
    public static FrozenDictionary<string, string> Nouns { get; } = SlotsOf(
        ("name", "名字 姓名 真名 大名 全名 本名"),
        ("nickname", "昵称 外号 小名"),
        ("age", "年龄"),
        ("birthday", "生日"),
        ("email", "邮箱 郵箱 电子邮箱 新邮箱 email 邮箱地址"),
        ("phone", "手机号 手机 电话 电话号码 手机号码 新手机号 新号码 号码 电话号"),
        ("address", "地址 新地址 家庭住址 住址 收货地址 家庭地址 家里地址"),
        ("height", "身高"),
        ("weight", "体重 體重"),
        ("employer", "雇主 公司 单位 工作单位 东家 新公司"),
        ("occupation", "职业 工作 职称 职位 岗位"),
        ("major", "专业"),
        ("school", "學校 学校"),
        ("origin", "老家 家乡 籍贯"),
        ("home", "家 居住地"),
        ("nationality", "国籍"),
        ("religion", "宗教 宗教信仰 信仰"),
        ("birthplace", "出生地"),
        ("ceo", "首席执行官 CEO 总裁"),
        ("author", "作者"),
        ("capital", "首都"),
        ("headquarters", "总部"),
        ("currency", "货币 法定货币"),
        ("team", "球队"),
        ("founder", "创始人 创办人 创建人"),
        ("director", "导演"),
        ("教练", "主教练"),
        ("car", "车 座驾 汽车"));

    private const string Relatives =
        "爷爷|奶奶|外公|外婆|姥姥|姥爷|叔叔|叔|阿姨|舅舅|舅妈|舅|姑姑|姑妈|姑父|姨妈|姨父|小姨|小姑|伯伯|伯父|伯母|婶婶|侄子|侄女|外甥女|外甥|表哥|表妹|表弟|表姐|堂哥|堂妹|堂弟|堂姐|嫂子"
            + "|姐夫|妹夫|弟妹|弟媳|儿媳|女婿|孙子|孙女|岳父|岳母|丈母娘|老丈人|公公|婆婆|亲家|同学|同桌|邻居|教练|房东|租客|客户|徒弟|师傅|助理|下属|前任|前同事|猫|狗|兔子|仓鼠|鹦鹉"
            + "|乌龟|猫猫|狗狗|合伙人|钟点工";

    /// <summary>Gets the words for relations as alternatives, longest first.</summary>
    public static string Kin { get; } = "(?:" + string.Join('|', Relations.Keys.Concat(Relatives.Split('|'))
        .Distinct().OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal)) + ")";

    private static FrozenDictionary<string, string> SlotsOf(params (string Slot, string Words)[] slots) =>
        slots.SelectMany(slot => slot.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => KeyValuePair.Create(word, slot.Slot))).ToFrozenDictionary();
}

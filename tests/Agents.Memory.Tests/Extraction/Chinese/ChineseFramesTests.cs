using Agents.Memory.Extraction;

namespace Agents.Memory.Tests.Extraction.Chinese;

/// <summary>What Chinese says with the topic first, in fragments, in passing and by contrast, and what only looks like
/// it.</summary>
public sealed class ChineseFramesTests
{
    private static readonly DateTimeOffset Said = new(2026, 5, 13, 9, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("吉他我会弹一点，想学指弹", "skill", "吉他", Polarity.Holds)]
    [InlineData("Excel我玩得挺溜，VBA零基础，从哪学", "skill", "VBA", Polarity.Negated)]
    [InlineData("手动挡我不会开", "skill", "手动挡", Polarity.Negated)]
    [InlineData("日语我只会一点点", "speaks", "日语", Polarity.Holds)]
    [InlineData("法语我一句不会，去巴黎慌不慌", "speaks", "法语", Polarity.Negated)]
    [InlineData("粤语我会讲但一说快就露怯", "speaks", "粤语", Polarity.Holds)]
    [InlineData("花生我倒不过敏", "allergy", "花生", Polarity.Negated)]
    [InlineData("我青霉素不过敏，是头孢过敏", "allergy", "头孢", Polarity.Holds)]
    [InlineData("一吃芒果嘴就肿", "allergy", "芒果", Polarity.Holds)]
    [InlineData("榴莲我超爱，怎么挑熟的", "likes", "榴莲", Polarity.Holds)]
    [InlineData("螺蛳粉我吃不惯", "dislikes", "螺蛳粉", Polarity.Holds)]
    [InlineData("糖尿病倒没有，就是血脂高", "condition", "糖尿病", Polarity.Negated)]
    [InlineData("足球我踢了十年，膝盖废了", "hobby", "足球", Polarity.Holds)]
    public void A_topic_may_stand_before_whom_it_is_of(string text, string slot, string value, Polarity polarity) =>
        Assert.Contains((Claim.Speaker, slot, value, polarity), Taken(text));

    [Theory]
    [InlineData("我娃鸡蛋不过敏，牛奶过敏", "娃", "allergy", "鸡蛋", Polarity.Negated)]
    [InlineData("女儿特爱吃草莓", "女儿", "likes", "草莓", Polarity.Holds)]
    [InlineData("弟弟学数控的", "弟弟", "major", "数控", Polarity.Holds)]
    [InlineData("我汉族，对象回族", "对象", "民族", "回族", Polarity.Holds)]
    [InlineData("我妈退休前是护士", "妈", "occupation", "护士", Polarity.Ended)]
    [InlineData("老公常年在非洲修路", "老公", "home", "非洲", Polarity.Holds)]
    public void So_may_it_of_another(string text, string subject, string slot, string value, Polarity polarity) =>
        Assert.Contains((subject, slot, value, polarity), Taken(text));

    [Theory]
    [InlineData("四川人，无辣不欢", "origin", "四川")]
    [InlineData("东北人一枚，来南方过冬", "origin", "东北")]
    [InlineData("在苏州定居五年了，买房选园区还是新区", "home", "苏州")]
    [InlineData("一个人住在珠海，晚上害怕", "home", "珠海")]
    [InlineData("送外卖三年了", "occupation", "送外卖")]
    [InlineData("我就一卖早点的", "occupation", "卖早点")]
    [InlineData("刚转正的小学语文老师，公开课选哪篇", "occupation", "小学语文老师")]
    [InlineData("去年三月进的国家电网", "employer", "国家电网")]
    [InlineData("我172，130斤，西装穿什么码", "height", "172")]
    [InlineData("一米七五，体重涨到90公斤了", "weight", "90公斤")]
    [InlineData("都三十四了还单身", "age", "三十四")]
    [InlineData("离异带俩娃，相亲简介咋写", "marital_status", "离异")]
    [InlineData("戒糖第三个月", "diet", "戒糖")]
    [InlineData("受洗二十年的基督徒了", "religion", "基督徒")]
    [InlineData("高血压好些年了", "condition", "高血压")]
    [InlineData("膝盖一到下雨天就疼", "condition", "膝盖一到下雨天就疼")]
    [InlineData("我计算机专业的，想转产品", "major", "计算机")]
    [InlineData("加了小区的跑团，配速跟不上", "member_of", "小区的跑团")]
    public void A_value_alone_says_enough(string text, string slot, string value) =>
        Assert.Contains((Claim.Speaker, slot, value, Polarity.Holds), Taken(text));

    [Theory]
    [InlineData("刚从字节跳到小红书，期权怎么谈", "employer", "字节", "小红书")]
    [InlineData("从工行跳槽去了招行", "employer", "工行", "招行")]
    [InlineData("已经从上海搬到苏州了", "home", "上海", "苏州")]
    public void A_move_ends_one_and_begins_another(string text, string slot, string from, string to) =>
        Assert.Equivalent(new[]
        {
            (Claim.Speaker, slot, from, Polarity.Ended), (Claim.Speaker, slot, to, Polarity.Holds),
        }, Taken(text));

    [Theory]
    [InlineData("我早不在海淀住了", "home", "海淀")]
    [InlineData("人早就不在北京了，户口还在那", "home", "北京")]
    [InlineData("退休前在棉纺厂干了二十八年", "employer", "棉纺厂")]
    [InlineData("在京东干了四年，上个月被优化了", "employer", "京东")]
    [InlineData("从四川大学退学重考的", "school", "四川大学")]
    [InlineData("车卖了三年了，ETC还没注销", "owns", "车")]
    [InlineData("跟女朋友小雪分手了", "partner", "小雪")]
    [InlineData("老伴桂兰前年走的", "partner", "桂兰")]
    [InlineData("合租室友阿伟上个月搬走了，押金咋退", "roommate", "阿伟")]
    [InlineData("同事老周调走了", "colleague", "老周")]
    public void What_is_over_is_named_and_nothing_more(string text, string slot, string value) =>
        Assert.Equal((Claim.Speaker, slot, value, Polarity.Ended), Taken(text).First());

    [Theory]
    [InlineData("我养的是兔子不是猫", "pet", "兔子", "猫")]
    [InlineData("我学的是会计不是金融", "major", "会计", "金融")]
    [InlineData("我是河北人不是河南人，别搞混了", "origin", "河北", "河南")]
    [InlineData("我不是程序员啊，就一会计", "occupation", "会计", "程序员")]
    [InlineData("不是高血压，是低血压", "condition", "低血压", "高血压")]
    public void A_contrast_says_what_is_so_and_what_is_not(string text, string slot, string so, string not) =>
        Assert.Equivalent(new[]
        {
            (Claim.Speaker, slot, so, Polarity.Holds), (Claim.Speaker, slot, not, Polarity.Negated),
        }, Taken(text));

    [Theory]
    [InlineData("媳妇淑珍总嫌我打呼噜", "partner", "淑珍")]
    [InlineData("领导松本先生抠得要命", "boss", "松本先生")]
    [InlineData("好朋友阿May下个月生孩子", "friend", "阿May")]
    [InlineData("我老板 Kelvin 又半夜派活", "boss", "Kelvin")]
    [InlineData("我闺蜜婷婷过生日送啥好", "friend", "婷婷")]
    [InlineData("一直给我看病的吴炳辉医生说饭后吃", "doctor", "吴炳辉医生")]
    [InlineData("俩闺女，大的叫朵朵小的叫果果", "child", "朵朵")]
    [InlineData("我那台二手思域一冷车就抖", "owns", "二手思域")]
    [InlineData("家里那把雅马哈F310挂闲鱼多少钱合适", "owns", "雅马哈F310")]
    [InlineData("我家煤球老不肯进猫砂盆", "pet", "煤球")]
    [InlineData("家里wifi密码换成sunny8899了", "wifi密码", "sunny8899")]
    public void Who_and_what_is_spoken_of_in_passing_is_known(string text, string slot, string value) =>
        Assert.Contains((Claim.Speaker, slot, value, Polarity.Holds), Taken(text));

    [Theory]
    [InlineData("下个月15号全家去三亚", "全家去三亚", "2026-06-15")]
    [InlineData("6月28号我跟女友阿敏领证", "我跟女友阿敏领证", "2026-06-28")]
    [InlineData("明天上午九点在台大医院照胃镜", "在台大医院照胃镜", "2026-05-14")]
    [InlineData("我们学校合唱团周六演出", "演出", "2026-05-16")]
    public void An_event_is_what_follows_its_time(string text, string value, string when)
    {
        var happens = Assert.Single(RuleExtractor.Extract(text, Said), claim => claim.Slot == "event");

        Assert.Equal((value, when), (happens.Value, happens.When?.ToString()));
    }

    [Fact]
    public void What_is_asked_for_in_steps_is_one_instruction() =>
        Assert.Equal("别直接甩答案，先提示一步", Assert.Single(Taken("以后给我讲题别直接甩答案，先提示一步")).Value);

    [Theory]
    [InlineData("编译又挂在第3000行")]
    [InlineData("鲁迅到底当没当过医生")]
    [InlineData("人在江湖身不由己")]
    [InlineData("东北人是不是都会搓澡")]
    [InlineData("他老婆是河南人，爱吃面，做啥招待")]
    [InlineData("对门养了条恶犬，老扑人")]
    [InlineData("我有个病人，男，60岁，高血压，用什么药")]
    [InlineData("我PPT没写完")]
    [InlineData("我家附近有地铁")]
    [InlineData("味道还行")]
    [InlineData("我是说周三，不是周四")]
    [InlineData("跑团里就我一个女的")]
    [InlineData("没人收快递了")]
    [InlineData("取件码是8812，帮我记一下")]
    [InlineData("我头疼，吃布洛芬行吗")]
    public void What_only_looks_like_it_is_not_taken(string text) => Assert.Empty(Taken(text));

    [Theory]
    [InlineData("以《我的妈妈》为题写篇三年级作文，妈妈是警察，经常加班")]
    [InlineData("写个小红书文案，人设是二胎宝妈，在杭州做会计，三个月瘦了二十斤")]
    [InlineData("阅读短文回答问题：小明家住在杭州，爸爸是司机，妈妈是护士")]
    [InlineData("面试题：小王在北京工作，月薪两万，他该交多少税")]
    [InlineData("病例分析：患者男性，45岁，糖尿病10年，对青霉素过敏")]
    [InlineData("受访者说她退休前是护士，一个人住，腿脚不好，帮我提炼要点")]
    [InlineData("把这段口述整理通顺：我今年七十三，老伴走了五年")]
    [InlineData("替我妹写个征婚启事，28岁，在医院当护士，喜欢旅游")]
    [InlineData("下面是客户资料，帮我转成表格：王磊，35岁，对坚果过敏")]
    [InlineData("角色卡：艾琳，精灵，267岁，住在月影森林，讨厌矮人")]
    [InlineData("补全对话：A：你住哪儿？B：我住在朝阳区")]
    public void What_is_written_played_or_examined_is_not_the_users(string text) => Assert.Empty(Taken(text));

    [Theory]
    [InlineData("我写周报一般是先列完成的，再写问题", "procedure")]
    [InlineData("帮我写个周末食谱，我对花生过敏", "allergy")]
    [InlineData("帮我写脚本，我用的是Windows，我住在成都", "home")]
    [InlineData("我是翻译，住在成都", "occupation")]
    public void What_is_no_text_leaves_the_users_words_theirs(string text, string slot) =>
        Assert.Contains(Taken(text), claim => claim.Slot == slot);

    private static IEnumerable<(string Subject, string Slot, string Value, Polarity Polarity)> Taken(string text) =>
        RuleExtractor.Extract(text, Said).Where(claim => !claim.OnlyIfKnown)
            .Select(claim => (claim.Subject, claim.Slot, claim.Value, claim.Polarity));
}

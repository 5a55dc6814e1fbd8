using Agents.Memory.Extraction;

namespace Agents.Memory.Tests.Extraction.Chinese;

/// <summary>What is taken from Chinese as it is said in passing, and what is not.</summary>
public sealed class ChineseTalkTests
{
    private static readonly DateTimeOffset Said = new(2026, 5, 13, 9, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("干了二十年电工", "occupation", "电工")]
    [InlineData("做了八年财务，想转行", "occupation", "财务")]
    [InlineData("我就是个送外卖的", "occupation", "送外卖")]
    [InlineData("我在菜市场卖豆腐，凌晨两点就得起", "occupation", "卖豆腐")]
    [InlineData("搬到扬州半个月了", "home", "扬州")]
    [InlineData("现在一家人都在惠州", "home", "惠州")]
    [InlineData("租的房子在昌平，上班两小时", "home", "昌平")]
    [InlineData("老家那边拆迁了，现在跟儿子住无锡", "home", "无锡")]
    [InlineData("我东北的，说话直", "origin", "东北")]
    [InlineData("我拿的加拿大护照", "nationality", "加拿大")]
    [InlineData("刚进大疆，还在试用期", "employer", "大疆")]
    [InlineData("我待过三家公司，现在在阿里", "employer", "阿里")]
    public void Durations_and_measures_are_no_part_of_who_someone_is(string text, string slot, string value) =>
        Assert.Contains((Claim.Speaker, slot, value, Polarity.Holds), Taken(text));

    [Theory]
    [InlineData("本人欧阳静，麻烦登记一下", "name", "欧阳静")]
    [InlineData("工友都叫我老李", "nickname", "老李")]
    [InlineData("我是腊月二十三生的", "birthday", "腊月二十三")]
    [InlineData("马上就要六十了", "age", "六十")]
    [InlineData("我一百零五斤，还想再瘦点", "weight", "一百零五斤")]
    [InlineData("我身高不到一米六", "height", "一米六")]
    [InlineData("微信号 wx_abc123", "微信号", "wx_abc123")]
    [InlineData("手机号改成 13900000111 了", "phone", "13900000111")]
    [InlineData("丧偶三年了", "marital_status", "丧偶")]
    [InlineData("最近在戒糖", "diet", "戒糖")]
    [InlineData("我就爱吃辣的，没办法", "likes", "辣的")]
    [InlineData("从小就怕狗", "dislikes", "狗")]
    [InlineData("香菜我是真吃不来", "dislikes", "香菜")]
    [InlineData("我练了三年瑜伽", "hobby", "瑜伽")]
    [InlineData("健身坚持半年了", "hobby", "健身")]
    [InlineData("报了个拳击班", "member_of", "拳击班")]
    [InlineData("腰间盘突出好几年了，坐久了就疼", "condition", "腰间盘突出")]
    [InlineData("去年体检查出甲状腺结节", "condition", "甲状腺结节")]
    [InlineData("以后讲题通俗点", "instruction", "讲题通俗点")]
    public void What_is_said_without_a_subject_or_topic_first_is_taken(string text, string slot, string value) =>
        Assert.Contains((Claim.Speaker, slot, value, Polarity.Holds), Taken(text));

    [Theory]
    [InlineData("我室友阿凯打呼噜", Claim.Speaker, "roommate", "阿凯")]
    [InlineData("我闺蜜晓彤刚查出来怀孕了", "晓彤", "condition", "怀孕")]
    [InlineData("我闺蜜晓彤怀孕了，她在上海", "晓彤", "home", "上海")]
    [InlineData("我媳妇儿柳州的", "媳妇儿", "origin", "柳州")]
    [InlineData("我老公是韩国人", "老公", "nationality", "韩国")]
    [InlineData("孩子他爸跑大车的，一个月回来一趟", "孩子他爸", "occupation", "跑大车")]
    [InlineData("我妈在超市收银", "妈", "employer", "超市")]
    [InlineData("阿嬤今年八十八，只會講台語", "阿嬤", "speaks", "台語")]
    [InlineData("看護是印尼人", "看護", "nationality", "印尼")]
    [InlineData("我家老二叫豆包", Claim.Speaker, "child", "豆包")]
    [InlineData("我家有只狸花猫叫咪咪", "狸花猫", "name", "咪咪")]
    public void Others_are_known_by_kinship_and_by_name(string text, string subject, string slot, string value) =>
        Assert.Contains((subject, slot, value, Polarity.Holds), Taken(text));

    [Theory]
    [InlineData("原来在东莞那边的房子退租了", "home", "东莞")]
    [InlineData("从华为出来两个月了", "employer", "华为")]
    [InlineData("美团那边我上个月就不干了", "employer", "美团")]
    [InlineData("健身房的卡到期就没再续了", "member_of", "健身房")]
    [InlineData("书法班我早就不去了", "member_of", "书法班")]
    [InlineData("报的日语班退了", "member_of", "日语班")]
    [InlineData("烟戒了半年了", "hobby", "烟")]
    [InlineData("吉他学了俩月就放弃了", "hobby", "吉他")]
    [InlineData("跟小林吹了", "partner", "小林")]
    [InlineData("早不干程序员了，回家开了个小卖部", "occupation", "程序员")]
    [InlineData("豆豆走了，养了十四年的老狗", "pet", "豆豆")]
    public void What_ended_is_named_without_what_says_when_and_how(string text, string slot, string value) =>
        Assert.Contains((Claim.Speaker, slot, value, Polarity.Ended), Taken(text));

    [Theory]
    [InlineData("要是我有一百万，先还房贷划算吗")]
    [InlineData("我要是会做饭，母猪都能上树了")]
    [InlineData("听说小王离职了")]
    [InlineData("朋友说她对花生过敏")]
    [InlineData("想养只猫，但房东不让")]
    [InlineData("打算把房子卖了")]
    [InlineData("差点把猫弄丢了")]
    [InlineData("恨不得把工作辞了")]
    [InlineData("车要不要卖了")]
    [InlineData("他以为自己是老板")]
    [InlineData("我又不是超人")]
    [InlineData("开玩笑的，我哪有一百套房")]
    [InlineData("我在地铁上，信号不好")]
    [InlineData("我在外面，晚点回")]
    [InlineData("手机没电了")]
    [InlineData("没戏了，估计过不了")]
    [InlineData("会开完了")]
    [InlineData("协会会费涨得太狠")]
    [InlineData("我媳妇基本都在娘家")]
    [InlineData("我室友很会打呼")]
    [InlineData("医生让我多喝水")]
    [InlineData("翻译：我在谷歌工作")]
    public void What_is_asked_supposed_quoted_or_of_the_moment_is_not_taken(string text) =>
        Assert.DoesNotContain(RuleExtractor.Extract(text, Said), claim => !claim.OnlyIfKnown);

    [Theory]
    [InlineData("我叫外卖了。")]
    [InlineData("我叫外卖")]
    [InlineData("我叫了辆车。")]
    [InlineData("我叫滴滴")]
    [InlineData("帮我写一封信：我叫王五，我住在成都。")]
    [InlineData("帮我写一封信:我叫王五,我住在成都。")]
    [InlineData("帮我写封辞职信。我叫王五，在成都上班。")]
    [InlineData("翻译一下这句话：我住在巴黎。")]
    [InlineData("假设你是医生。我叫王五，我住在成都。")]
    [InlineData("在我的小说里，我住在火星，我叫阿强。")]
    [InlineData("角色扮演：你是侦探。我叫王五，我住在成都。")]
    [InlineData("以下是我朋友的邮件：你好，我搬到了都柏林，在谷歌上班。")]
    public void What_is_ordered_played_or_written_for_another_is_not_taken(string text) =>
        Assert.DoesNotContain(RuleExtractor.Extract(text, Said), claim => !claim.OnlyIfKnown);

    [Theory]
    [InlineData("我叫王小明。", "name", "王小明")]
    [InlineData("我叫阿强。", "name", "阿强")]
    [InlineData("我叫艾莉娜·桑托斯。", "name", "艾莉娜·桑托斯")]
    [InlineData("我在远帆学会了开叉车。", "skill", "开叉车")]
    [InlineData("我住在上海浦东。", "home", "上海浦东")]
    [InlineData("我最喜欢的颜色现在是绿色。", "favorite.颜色", "绿色")]
    [InlineData("我现在最喜欢的颜色是绿色。", "favorite.颜色", "绿色")]
    public void A_name_a_place_and_a_favourite_are_taken_bare(string text, string slot, string value) =>
        Assert.Equal((Claim.Speaker, slot, value, Polarity.Holds), Assert.Single(Taken(text)));

    [Fact]
    public void Who_goes_to_work_goes_to_no_school() =>
        Assert.Equal("employer", Assert.Single(Taken("李娜在华为上班。")).Slot);

    [Fact]
    public void A_birthday_is_no_event() =>
        Assert.Equal("birthday", Assert.Single(RuleExtractor.Extract("我是2月29号生的", Said)).Slot);

    [Theory]
    [InlineData("豆豆上个月走了，十四岁，算高寿")]
    [InlineData("我妈农历八月十五过生日")]
    public void What_is_said_of_another_is_not_said_of_the_speaker(string text) =>
        Assert.DoesNotContain(
            RuleExtractor.Extract(text, Said), claim => claim is { OnlyIfKnown: false, Subject: Claim.Speaker });

    [Fact]
    public void Not_much_liked_is_no_question() =>
        Assert.Contains((Claim.Speaker, "likes", "看综艺", Polarity.Ended), Taken("现在不怎么爱看综艺了"));

    private static IEnumerable<(string Subject, string Slot, string Value, Polarity Polarity)> Taken(string text) =>
        RuleExtractor.Extract(text, Said).Where(claim => !claim.OnlyIfKnown)
            .Select(claim => (claim.Subject, claim.Slot, claim.Value, claim.Polarity));
}

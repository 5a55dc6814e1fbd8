namespace Agents.Memory.Tests.Consolidation;

/// <summary>What ends in Chinese by another word than its own, and what rested on it.</summary>
public sealed class ChineseEndingTests
{
    private readonly TalkingUser _user = new();

    [Theory]
    [InlineData("我在一家律所当助理。", "工牌上周就交了，现在在家躺平。", "occupation")]
    [InlineData("我在一家律所当助理。", "被优化了，赔了N+1。", "employer")]
    [InlineData("我老公叫大鹏。", "我俩没戏了，别再提他。", "partner")]
    [InlineData("我老公叫大鹏。", "他上礼拜跟我摊牌了。", "partner")]
    [InlineData("我老公叫大鹏。", "唉，跟大鹏到底还是离了。", "partner")]
    [InlineData("我血糖高。", "血糖早就正常了。", "condition")]
    [InlineData("我是校羽毛球队的。", "校队我退了。", "member_of")]
    [InlineData("我是山姆的会员。", "山姆的卡退了。", "member_of")]
    [InlineData("我是市羽毛球协会的会员。", "羽毛球协会会费涨得太狠，我给退了。", "member_of")]
    [InlineData("我有一套老破小在普陀。", "普陀那套房子出手了。", "owns")]
    [InlineData("我有一辆雅迪电动车。", "我那辆雅迪上周在小区门口被偷了。", "owns")]
    [InlineData("我跟小贾合租。", "小贾上周搬走了。", "roommate")]
    [InlineData("我养了条金毛叫豆豆。", "豆豆上个月走了。", "pet")]
    [InlineData("我吃素。", "又开始吃肉了。", "diet")]
    [InlineData("我在华为上班。", "我换工作了。", "employer")]
    [InlineData("我在华为上班。", "我辞职了。", "employer")]
    [InlineData("我喜欢喝咖啡。", "我不喝咖啡了。", "likes")]
    [InlineData("我喜欢咖啡。", "我不喝咖啡了。", "likes")]
    [InlineData("我不吃香菜。", "我现在吃香菜了。", "diet")]
    [InlineData("我讨厌香菜。", "我现在吃香菜了。", "dislikes")]
    public void What_ended_is_known_by_other_words(string before, string over, string slot)
    {
        _user.Say(before);
        Assert.NotEmpty(_user.Now("user", slot));

        _user.Say(over);

        Assert.Empty(_user.Now("user", slot));
    }

    [Theory]
    [InlineData("我是山姆的会员。", "有山姆会员卡，家里牛肉我都去那儿买。", "山姆的卡退了。")]
    [InlineData("我养了条金毛叫豆豆。", "我每天早上六点去公园，还不是为了遛豆豆。", "豆豆上个月走了。")]
    [InlineData("我有一台佳能相机。", "有这台佳能相机，我周末给人拍婚纱照。", "那台佳能相机我卖了。")]
    [InlineData("我姥姥跟我们一块儿住。", "姥姥在家，我们家菜都做得特别软烂。", "姥姥中秋前被我舅接走了。")]
    [InlineData("我血糖高。", "因为血糖高，我早饭只吃燕麦。", "血糖早就正常了。")]
    [InlineData("我参加了小区的合唱团，排练在周三晚上。", "周三要排练嘛，所以周三的晚饭都是老伴做。", "合唱团我退了。")]
    [InlineData("孩子在少年宫学围棋。", "因为孩子学围棋，我每周日上午都在少年宫门口等着。", "孩子围棋不学了。")]
    [InlineData("我住松江。", "住松江嘛，我周末都去佘山爬山。", "松江的宿舍退了。")]
    public void What_was_done_for_a_reason_falls_with_it(string before, string done, string over)
    {
        _user.Say(before);
        _user.Say(done);
        Assert.NotEmpty(_user.Now("user", "procedure"));

        _user.Say(over);

        Assert.Empty(_user.Now("user", "procedure"));
    }

    [Theory]
    [InlineData("我有一辆雅迪电动车。", "雨停了。", "owns")]
    [InlineData("我养了条金毛叫豆豆。", "快递丢了。", "pet")]
    [InlineData("我在一家律所当助理。", "我爸退休了。", "occupation")]
    [InlineData("我老公叫大鹏。", "会散了。", "partner")]
    [InlineData("我血糖高。", "嗓子好了。", "condition")]
    [InlineData("我对芒果过敏。", "芒果吃完了。", "allergy")]
    [InlineData("我在华为上班。", "李娜辞职了。", "employer")]
    [InlineData("我在华为上班。", "我想换工作了。", "employer")]
    [InlineData("我喜欢喝咖啡。", "我不喝茶了。", "likes")]
    [InlineData("我讨厌香菜。", "我吃香菜了。", "dislikes")]
    [InlineData("我讨厌香菜。", "我现在吃榴莲了。", "dislikes")]
    public void What_else_is_over_leaves_it_standing(string before, string over, string slot)
    {
        _user.Say(before);

        _user.Say(over);

        Assert.NotEmpty(_user.Now("user", slot));
    }

    [Fact]
    public void Another_by_name_who_quits_works_there_no_more()
    {
        _user.Say("李娜在华为上班。");
        _user.Say("我在华为上班。");
        _user.Say("李娜辞职了。");

        Assert.Empty(_user.Now("李娜", "employer"));
        Assert.NotEmpty(_user.Now("user", "employer"));
    }

    [Theory]
    [InlineData("我换了新老板，叫赵敏。")]
    [InlineData("我换了新老板,叫赵敏。")]
    public void A_new_boss_takes_the_place_of_the_old_one(string text)
    {
        _user.Say("我老板叫王强。");
        _user.Say(text);

        Assert.Equal("赵敏", Assert.Single(_user.Now("user", "boss")));
    }

    [Fact]
    public void What_is_over_without_having_been_known_adds_nothing()
    {
        _user.Say("工牌上周就交了。");

        Assert.Empty(_user.Known.Items.All);
    }
}

namespace Agents.Memory.Tests.Consolidation;

/// <summary>What ends by other words than those it was told by, or without any, and what does not end with
/// it.</summary>
public sealed class EndingTests
{
    private static readonly DateTimeOffset Day = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly TalkingUser _user = new();
    private int _days;

    [Theory]
    [InlineData("I work at Brindle & Okafor.", "employer", "I've quit B&O.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "I handed my notice in.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "Put my notice in at Brindle & Okafor on Monday.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "I quit.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "I was let go by Brindle.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "Brindle & Okafor made me redundant.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "Packed in my job last week.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "Got the boot from Brindle on Friday.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "Brindle & Okafor has gone bust.")]
    [InlineData("We have six hens.", "pet", "A fox took every last hen.")]
    [InlineData("We have six hens.", "pet", "We rehomed the hens in March.")]
    [InlineData("We have six hens.", "pet", "The hens are gone.")]
    [InlineData("I have a season ticket.", "owns", "My season ticket's been refunded.")]
    [InlineData("I have a season ticket.", "owns", "I didn't renew the season ticket.")]
    [InlineData("I have a season ticket.", "owns", "I had to hand the season ticket back.")]
    [InlineData("I own a Skoda.", "owns", "We sold the car.")]
    [InlineData("I own a Skoda.", "owns", "I finally flogged the Skoda.")]
    [InlineData("I own a Skoda.", "owns", "The Skoda went to a collector in Ghent.")]
    [InlineData("I own a Skoda.", "owns", "I swapped the Skoda for a cargo bike.")]
    [InlineData("I own a Skoda.", "owns", "I traded the car in for a van.")]
    [InlineData("I own a Skoda.", "owns", "The Skoda got written off.")]
    [InlineData("I own a Skoda.", "owns", "Replaced the Skoda with a Kia.")]
    [InlineData("I own a Skoda.", "owns", "We had to get rid of the Skoda.")]
    [InlineData("I own a Skoda.", "owns", "Someone nicked the Skoda.")]
    [InlineData("I own a wood burner.", "owns", "We had to rip the wood burner out.")]
    [InlineData("I own a wood burner.", "owns", "The wood burner was ripped out.")]
    [InlineData("I own a timeshare in Lanzarote.", "owns", "Finally got shot of the timeshare.")]
    [InlineData("I own a timeshare in Lanzarote.", "owns", "We signed the timeshare back to the company.")]
    [InlineData("I have a lodger, Anselm.", "lodger", "Anselm's moved up to Dundee.")]
    [InlineData("I have a lodger, Anselm.", "lodger", "Anselm flew home for good.")]
    [InlineData("I have a lodger, Anselm.", "lodger", "My lodger found his own place.")]
    [InlineData("I have a lodger, Anselm.", "lodger", "Anselm handed in his notice.")]
    [InlineData("We have a cleaner, Dorota.", "cleaner", "Dorota's retired, bless her.")]
    [InlineData("We have a cleaner, Dorota.", "cleaner", "We had to let Dorota go.")]
    [InlineData("We have a cleaner, Dorota.", "cleaner", "Dorota doesn't come any more.")]
    [InlineData("My partner is Leo.", "partner", "Leo and I called it a day.")]
    [InlineData("My partner is Leo.", "partner", "We split up in spring.")]
    [InlineData("My partner is Leo.", "partner", "We went our separate ways.")]
    [InlineData("My partner is Leo.", "partner", "Me and Leo are done.")]
    [InlineData("I have asthma.", "condition", "It's gone.")]
    [InlineData("I have asthma.", "condition", "My asthma is a thing of the past.")]
    [InlineData("I have asthma.", "condition", "I've outgrown the asthma.")]
    [InlineData("I have sciatica.", "condition", "My back's healed.")]
    [InlineData("I have sciatica.", "condition", "It's healed.")]
    [InlineData("I have eczema.", "condition", "I'm free of eczema at last.")]
    [InlineData("I'm allergic to milk.", "allergy", "I've grown out of the milk allergy.")]
    [InlineData("I'm allergic to milk.", "allergy", "I've outgrown the milk thing.")]
    public void What_ended_is_absent_whatever_it_is_called(string had, string slot, string ended) =>
        CheckEnds(had, slot, ended);

    [Theory]
    [InlineData("I'm allergic to milk.", "allergy", "I can drink milk again.")]
    [InlineData("I'm vegan.", "diet", "I've packed in being vegan.")]
    [InlineData("I'm vegan.", "diet", "I'm no longer vegan.")]
    [InlineData("I'm vegan.", "diet", "I gave up the whole vegan lark.")]
    [InlineData("I smoke.", "habit", "Five months off the fags now.")]
    [InlineData("I smoke.", "habit", "I don't smoke any more.")]
    [InlineData("I smoke.", "habit", "I've kicked smoking.")]
    [InlineData("I joined the Ridgeway Cycling Club.", "member_of", "I let my Ridgeway membership lapse.")]
    [InlineData("I joined the Ridgeway Cycling Club.", "member_of", "I've stepped down from Ridgeway.")]
    [InlineData("I joined the Ridgeway Cycling Club.", "member_of", "I've jacked in the cycling club.")]
    [InlineData("I joined the Ridgeway Cycling Club.", "member_of", "The Ridgeway Cycling Club disbanded.")]
    [InlineData("I go swimming.", "hobby", "I don't swim any more.")]
    [InlineData("I go swimming.", "hobby", "I've knocked swimming on the head.")]
    [InlineData("I subscribe to the Weekly Ledger.", "subscription", "Cancelled the Ledger.")]
    [InlineData("I subscribe to the Weekly Ledger.", "subscription", "My Weekly Ledger subscription ran out.")]
    [InlineData("I subscribe to the Weekly Ledger.", "subscription", "I've stopped paying for the Ledger.")]
    [InlineData("My landlord is Mr Pereira.", "landlord", "Mr Pereira's sold up.")]
    [InlineData("My landlord is Mr Pereira.", "landlord", "I moved out of the flat on Tannery Lane.")]
    [InlineData("I study at Marlow Tech.", "school", "I've dropped out of Marlow Tech.")]
    [InlineData("I study at Marlow Tech.", "school", "I'm not at Marlow Tech any more.")]
    [InlineData("I'm the treasurer of the club.", "occupation", "Someone else is treasurer now.")]
    public void What_was_given_up_or_got_over_is_absent(string had, string slot, string ended) =>
        CheckEnds(had, slot, ended);

    [Theory]
    [InlineData("我在华为上班。", "employer", "华为那边我辞了。")]
    [InlineData("我在华为上班。", "employer", "我不干了。")]
    [InlineData("我在华为上班。", "employer", "今天办了离职手续。")]
    [InlineData("我在华为上班。", "employer", "被公司优化了。")]
    [InlineData("我在社区做网格员。", "occupation", "网格员的工作交给小年轻了。")]
    [InlineData("我有一辆五菱。", "owns", "五菱前天过户给我表哥了。")]
    [InlineData("我有一辆五菱。", "owns", "那辆车卖了。")]
    [InlineData("我有一辆五菱。", "owns", "五菱换成了比亚迪。")]
    [InlineData("我有一辆五菱。", "owns", "五菱挂闲鱼卖掉了。")]
    [InlineData("我有一辆五菱。", "owns", "把五菱处理掉了。")]
    [InlineData("我养了条金毛叫大锤。", "pet", "大锤送到乡下姑姑家了。")]
    [InlineData("我养了条金毛叫大锤。", "pet", "大锤上个月没了。")]
    [InlineData("我养了条金毛叫大锤。", "pet", "狗送人了。")]
    [InlineData("我养了只鹦鹉。", "pet", "鹦鹉飞走了，找不回来了。")]
    [InlineData("我老公叫大鹏。", "partner", "离了。")]
    [InlineData("我老公叫大鹏。", "partner", "我跟大鹏掰了。")]
    [InlineData("我老公叫大鹏。", "partner", "离婚证领了。")]
    [InlineData("我血糖高。", "condition", "血糖恢复正常了。")]
    [InlineData("我有湿疹。", "condition", "湿疹总算好利索了。")]
    [InlineData("我有湿疹。", "condition", "湿疹养好了，复查没问题。")]
    [InlineData("我有湿疹。", "condition", "已经痊愈了，皮肤科说不用再去。")]
    [InlineData("我怀孕了。", "condition", "宝宝已经七个月啦。")]
    [InlineData("我有一辆五菱。", "owns", "卖了，换电动车骑。")]
    [InlineData("我有一辆五菱。", "owns", "前天过户了。")]
    [InlineData("我对鸡蛋过敏。", "allergy", "鸡蛋不过敏了。")]
    [InlineData("我对鸡蛋过敏。", "allergy", "我的鸡蛋过敏脱敏了。")]
    [InlineData("我对鸡蛋过敏。", "allergy", "对鸡蛋不过敏了。")]
    [InlineData("我喜欢打羽毛球。", "hobby", "羽毛球不打了。")]
    [InlineData("我喜欢打羽毛球。", "hobby", "我不打羽毛球了。")]
    [InlineData("我喜欢钓鱼。", "hobby", "钓鱼戒了大半年。")]
    [InlineData("我抽烟。", "hobby", "烟我戒了，整整一个月。")]
    [InlineData("我是县摄影家协会的会员。", "member_of", "摄协我退会了。")]
    [InlineData("我参加了合唱团。", "member_of", "合唱团的活动我没再去了。")]
    [InlineData("我参加了合唱团。", "member_of", "合唱团解散了。")]
    [InlineData("我们家阿姨姓彭。", "阿姨", "彭阿姨回四川带孙子去了。")]
    [InlineData("我们家阿姨姓彭。", "阿姨", "阿姨辞了。")]
    [InlineData("房东姓焦。", "房东", "我那边退租了。")]
    [InlineData("我室友叫老崔。", "roommate", "老崔结婚搬走了。")]
    [InlineData("我住在郑州。", "home", "郑州的宿舍钥匙交了。")]
    [InlineData("我订阅了《读者》。", "subscription", "《读者》明年不订了。")]
    [InlineData("我吃素。", "diet", "破戒了，不吃素了。")]
    [InlineData("我跟葛老师学钢琴。", "teacher", "葛老师出国了。")]
    public void What_ended_in_Chinese_is_absent_whatever_it_is_called(string had, string slot, string ended)
    {
        Say(had);
        var before = _user.Now("user", slot);
        Assert.NotEmpty(before);

        Say(ended);

        Assert.Empty(_user.Now("user", slot).Intersect(before));
    }

    [Theory]
    [InlineData("我有一辆五菱。", "owns", "五菱的轮胎换了。")]
    [InlineData("我有一辆五菱。", "owns", "我把车停好了。")]
    [InlineData("我有一辆五菱。", "owns", "表哥的车卖了。")]
    [InlineData("我养了条金毛叫大锤。", "pet", "大锤洗完澡了。")]
    [InlineData("我养了条金毛叫大锤。", "pet", "邻居的猫丢了。")]
    [InlineData("我老公叫大鹏。", "partner", "会开完就散了。")]
    [InlineData("我老公叫大鹏。", "partner", "大鹏出差去了。")]
    [InlineData("我有湿疹。", "condition", "感冒好了。")]
    [InlineData("我有湿疹。", "condition", "饭好了。")]
    [InlineData("我怀孕了。", "condition", "我姐生了。")]
    [InlineData("我对鸡蛋过敏。", "allergy", "鸡蛋吃完了。")]
    [InlineData("我对鸡蛋过敏。", "allergy", "我对虾不过敏。")]
    [InlineData("我对鸡蛋过敏。", "allergy", "孩子的鸡蛋过敏脱敏了。")]
    [InlineData("我喜欢打羽毛球。", "hobby", "我不打篮球了。")]
    [InlineData("我参加了合唱团。", "member_of", "读书会我退了。")]
    [InlineData("我们家阿姨姓彭。", "阿姨", "楼下阿姨搬走了。")]
    [InlineData("我室友叫老崔。", "roommate", "小王搬走了。")]
    [InlineData("我住在郑州。", "home", "北京的房子退了。")]
    [InlineData("我在华为上班。", "employer", "我妹辞了。")]
    [InlineData("我在华为上班。", "employer", "保姆辞了。")]
    [InlineData("我订阅了《读者》。", "subscription", "酒店不订了。")]
    [InlineData("房东姓焦。", "房东", "快递退了。")]
    public void What_only_sounds_like_an_end_in_Chinese_ends_nothing(string had, string slot, string said)
    {
        Say(had);
        Say(said);

        Assert.NotEmpty(_user.Now("user", slot));
    }

    [Theory]
    [InlineData("I work at Brindle & Okafor.", "employer", "I quit smoking.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "I quit the choir.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "My brother was let go by Hanson.")]
    [InlineData("I work at Brindle & Okafor.", "employer", "B&Q cancelled my order.")]
    [InlineData("I own a Skoda.", "owns", "I sold the car seat.")]
    [InlineData("I own a Skoda.", "owns", "I left the car at home.")]
    [InlineData("I own a Skoda.", "owns", "My neighbour sold his car.")]
    [InlineData("I own a Skoda.", "owns", "I'm thinking of selling the Skoda.")]
    [InlineData("I own a Skoda.", "owns", "I have to sell the Skoda one day.")]
    [InlineData("We have six hens.", "pet", "We gave the neighbour six eggs.")]
    [InlineData("I have a lodger, Anselm.", "lodger", "Anselm left for work early.")]
    [InlineData("I have a lodger, Anselm.", "lodger", "My sister moved out.")]
    [InlineData("My partner is Leo.", "partner", "I split the bill with Ben.")]
    [InlineData("My partner is Leo.", "partner", "We split the cake.")]
    [InlineData("I have asthma.", "condition", "My cold has cleared up.")]
    [InlineData("I have asthma.", "condition", "The milk is gone.")]
    [InlineData("I'm allergic to milk.", "allergy", "The milk is finished.")]
    [InlineData("I'm allergic to milk.", "allergy", "My son has outgrown his shoes.")]
    [InlineData("I'm allergic to milk.", "allergy", "I can drink oat milk now.")]
    [InlineData("I joined the Ridgeway Cycling Club.", "member_of", "I quit the book club.")]
    [InlineData("I joined the Ridgeway Cycling Club.", "member_of", "I left the club at ten.")]
    [InlineData("I subscribe to the Weekly Ledger.", "subscription", "I cancelled my dentist appointment.")]
    [InlineData("I smoke.", "habit", "I don't smoke indoors any more.")]
    [InlineData("I go swimming.", "hobby", "I don't run any more.")]
    [InlineData("My landlord is Mr Pereira.", "landlord", "Mr Pereira moved the bins.")]
    [InlineData("I study at Marlow Tech.", "school", "I left my bag at Marlow Tech.")]
    [InlineData("We have a dog called Rex.", "pet", "I don't walk the dog any more in the rain.")]
    public void What_only_sounds_like_an_end_ends_nothing(string had, string slot, string said)
    {
        Say(had);
        Say(said);

        Assert.NotEmpty(_user.Now("user", slot));
    }

    [Theory]
    [InlineData("My shingles is flaring again.", "The shingles has cleared up completely.", "condition", "shingles")]
    [InlineData("The timeshare people rang me again.", "Finally got shot of the timeshare.", "owns", "timeshare")]
    [InlineData("What goes with warfarin?", "The consultant took me off the warfarin.", "medication", "warfarin")]
    [InlineData("我打王者打到凌晨，有没有护眼的办法", "王者我戒了。", "hobby", "王者")]
    [InlineData("家里一只乌龟叫慢慢，一只鹦鹉叫话痨，名副其实", "话痨前两天飞走了。", "pet", "话痨")]
    public void What_ended_was_so_where_an_earlier_turn_names_it(string before, string ended, string slot, string value)
    {
        Say(before);
        Say(ended);

        Assert.Contains(_user.Known.Items.All, item => item.Slot == slot && item.Value == value
            && item.Polarity == Agents.Memory.Extraction.Polarity.Ended);
    }

    [Theory]
    [InlineData("My shingles is flaring again.", "The eczema has cleared up.")]
    [InlineData("We met at the house.", "I left the house.")]
    [InlineData("The concert is on Friday.", "The concert is over.")]
    public void What_passes_and_was_nobody_s_is_not_kept_as_ended(string before, string over)
    {
        Say(before);
        Say(over);

        Assert.DoesNotContain(_user.Known.Items.All, item => item.Polarity == Agents.Memory.Extraction.Polarity.Ended);
    }

    [Theory]
    [InlineData("My partner is Leo.", "I leave work at four every Monday for Leo's sake.", "Leo and I split up.")]
    [InlineData("I have asthma.", "No perfume for me because of the asthma.", "My asthma has cleared up.")]
    [InlineData("I work at Ikea.", "I get up at four every day cause I work at Ikea.", "I quit Ikea.")]
    [InlineData("I live with Mrs Quill in Bristol.",
        "Mrs Quill can't stand fish, so as long as I live with her I eat tuna at the bus stop.",
        "I moved out of Mrs Quill's on Friday.")]
    public void What_was_done_for_a_reason_falls_with_it(string fact, string habit, string ended)
    {
        Say(fact);
        var turn = Say(habit);
        var done = _user.Known.Items.From(_user.Known[turn].Sequence).Where(item => item.Slot == "procedure").ToArray();
        Assert.NotEmpty(done);

        Say(ended);

        Assert.All(done, item => Assert.NotEqual(Agents.Memory.Records.ItemStanding.Current, item.Standing));
    }

    private int Say(string text) => _user.Say(text, Day.AddDays(_days++));

    private void CheckEnds(string had, string slot, string ended)
    {
        Say(had);
        var before = _user.Now("user", slot);
        Assert.NotEmpty(before);

        Say(ended);

        Assert.Empty(_user.Now("user", slot).Intersect(before));
    }
}

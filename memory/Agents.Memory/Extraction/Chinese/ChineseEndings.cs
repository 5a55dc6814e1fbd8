using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Reads that something is over which the clause names by a word of its own, or not at all: 工牌交了,
/// 我们散了.</summary>
/// <remarks>Such a claim counts only where it ends what is known, since its slot is a guess.</remarks>
internal static class ChineseEndings
{
    /// <summary>Adds what a clause says to be over.</summary>
    /// <param name="sink">Where it goes.</param>
    /// <param name="words">The clause.</param>
    /// <param name="known">How many claims there were before it.</param>
    public static void Read(ChineseSink sink, string words, int known)
    {
        if (sink.Reading.Claims.Skip(known).Any(claim => claim.Polarity != Polarity.Holds))
        {
            return;
        }

        if (PetGone.Match(words) is { Success: true } pet && Animal.IsMatch(sink.Reading.Matched))
        {
            var name = pet.Groups["v"];
            var at = new Stretch(sink.Clause.Start + name.Index, sink.Clause.Start + name.Index + name.Length);
            sink.Reading.Add(Claim.Speaker, "pet", at, sink.Clause, Polarity.Ended, sink.When);
            return;
        }

        foreach (var (slot, pattern) in Guesses)
        {
            if (!(slot == "home" && sink.Subject == Claim.Speaker) && pattern.Match(words) is { Success: true } match
                && (slot != "condition" || Ill.IsMatch(match.Groups["v"].Value)))
            {
                Add(sink, slot, match.Groups["v"]);
                return;
            }
        }

        if (TheirJob.Match(words) is { Success: true } job)
        {
            var (who, over) = (job.Groups["s"], job.Groups["v"]);
            Add(sink.Of(sink.Reading.Matched.Substring(sink.Clause.Start, who.Length)), "employer", over);
            return;
        }

        if (Topic.Match(words) is { Success: true } topic && !Passing.IsMatch(topic.Groups["v"].Value))
        {
            Add(sink.Subject == Claim.Speaker || topic.Groups["v"].Index > 0 ? sink : sink.Of(Claim.Speaker), "owns",
                topic.Groups["v"]);
        }
    }

    private static void Add(ChineseSink sink, string slot, Group value)
    {
        var subject = slot == "partner" ? Claim.Speaker : sink.Subject;
        var at = new Stretch(sink.Clause.Start + value.Index, sink.Clause.Start + value.Index + value.Length);
        sink.Reading.Add(subject, slot, at, sink.Clause, Polarity.Ended, sink.When, onlyIfKnown: true);
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private const string Over =
        "(?:我|我们|她|他|也|都|就|早就?|已经|刚刚?|才|终于|总算|干脆|直接|后来|现在|最近|前阵子|前段时间|这么|彻底|正式|实在|最后|到底|终究|终归|最终|到头来"
        + "|索性|果断|咬牙|狠心|一气之下|不得不|只好|只能|硬是|偷偷|还是|全部|全|一次性|提前|给|大?前[天年]|昨[天晚]|今[天早年]|去年|年[初底]|[上这]个?(?:月"
        + "|周|星期"
            + "|礼拜)[一二三四五六日天]?|月[初底]|[\\d一二三四五六七八九十]+月(?:份|[\\d一二三四五六七八九十]+[号日])?|[春夏秋冬]天|国庆|春节|中秋)*";

    // 豆豆走了，养了十四年的老狗.
    private static Regex PetGone { get; } = Patterns.New("^(?:我家|我们家)?(?<v>(\\p{L})\\1|[阿小](?!偷|时|区)\\p{L}"
        + "|" + ChineseLexicon.Given
        + "{2})" + Over + "(?:走|没|去世|离开我?们?|不在|跑丢|走丢|死|病死|老死)(?:了|啦)", Options);

    private static Regex Animal { get; } = Patterns.New("(?:老|小|大|只|条|养了[^，]{0,8})(?:猫|狗|兔|鸟)"
        + "|" + ChineseLexicon.Animals + "$|狗子|猫猫|狗狗", Options);

    // 我俩没戏了, 就这么散了.
    private static Regex Parted { get; } = Patterns.New(
        "^" + Over + "(?:我们俩?|我俩|咱俩|我(?:跟|和)(?:他|她)|(?:跟|和)(?:他|她)|俩人|两个人)" + Over
            + "(?<v>分|散|掰|吹|黄|崩|断|离|没戏|结束|闹翻|闹掰|拜拜|一拍两散|分手|分开|离婚|过不下去|没联系|不联系|不来往|不处|不谈|到头)(?:了|啦)|^" + Over
            + "(?<v>分|分手|掰|吹|崩|离|一拍两散)(?:了|啦)$", Options);

    private static Regex Left { get; } = Patterns.New(
        "^.{0,8}?(?:跟|和)我(?:提|说|正式)?(?<v>分手|摊牌|离婚|拜拜|掰|断)了|^" + Over + "(?:被(?:他|她)?|(?:他|她)(?:就)?把我)(?<v>分手"
        + "|甩|绿|踹)了|^(?:他|她)" + Over
            + "(?<v>跟别人好|劈腿|出轨|跟人跑)了|^" + Over + "(?<v>恢复单身|又单身|失恋)了", Options);

    // 工牌上周就交了.
    private static Regex JobThing { get; } = Patterns.New(
        "^" + Over + "(?:把)?(?:那份|这份|原来的|之前的)?(?<v>工牌|工卡|工服|工位|离职手续|离职证明|离职单|离职申请|辞职信|辞呈|辞职报告|工作|活儿|饭碗|铁饭碗|班)" + Over
            + "(?:交|交上去|上交|还回去|还|收拾|办完|办好|办|拿到|批|批下来|递|递上去|辞|辞掉|丢|不干|不要|没|黄|不上)了", Options);

    private static Regex JobOver { get; } = Patterns.New(
        "^" + Over + "(?:被(?:公司|单位|厂里|老板|部门)?)?(?<v>离职|辞职|裸辞|换工作|换了?(?:单位|公司|东家)|跳槽|裁|裁员|优化|辞退|开除|炒鱿鱼|炒|失业|退"
            + "休|退下来|下岗|内退|待业|转行"
        + "|退二线|办退休|不上班|提桶跑路|跑路|躺平)了?"
            + "(?:[一二两三四五六七八九十几半\\d]+(?:年|个多?月|天|周))?(?:了|啦)$|^" + Over + "(?:在家)?(?<v>待业|躺平|失业在家|没工作"
            + "|待岗)(?:在家|中|呢)?$|^" + Over + "(?<v>(?:公司|厂子?|单位|店|项目组))" + Over
            + "(?:倒闭|黄|解散|关门|破产|裁员|没|撤|搬走|散伙)了", Options);

    // 李娜辞职了.
    private static Regex TheirJob { get; } = Patterns.New("^(?<s>" + ChineseLexicon.Surnames + "\\p{L}{1,2}?)" + Over
        + "(?<v>离职|辞职|裸辞|换工作|跳槽|退休|下岗|失业|被(?:公司|单位)?(?:裁员?|辞退|开除|优化))(?:了|啦)$", Options);

    // 我不喝咖啡了.
    private static Regex NotAnyMore { get; } = Patterns.New("^" + Over + "不(?:再|怎么|太|爱|喜欢)?(?<v>[吃喝抽听逛刷看玩](?!药|饭|得|到"
        + "|了)[^，。；了]{1,8}?)(?:了|啦)$", Options);

    // 我现在吃香菜了.
    private static Regex EatsNow { get; } = Patterns.New("^(?=.*(?:现在|如今|又|重新|开始|能|敢|可以|习惯|爱))" + Over + "(?:如今|又|重新"
        + "|开始|能|敢|可以|习惯|爱|喜欢)*"
        + "(?<v>[吃喝](?!药|饭|得|到|了|完)[^，。；了]{1,8}?)(?:了|啦)$", Options);

    // 血糖早就正常了.
    private static Regex Well { get; } = Patterns.New(
        "^(?:复查|检查|我的?|医生说|大夫说|现在|的)*(?<v>[^，。；我都也就早已终总不]{1,6}?)(?:指标|指数|的毛病)?(?:" + Over
            + "|基本|完全|全部|慢慢|复查)*(?:正常|恢复正常|恢复|降下来|降下去|下来|好|好全|好利索|痊愈|消|退|消失|没|治好|根治|稳定|断根|不疼|不犯|没再犯|不发作"
            + "|不痛)(?:了|啦)", Options);

    private static Regex Ill { get; } = Patterns.New("[病症炎血糖压脂酸痛疼伤骨腿脚手腰颈胃肝肾肺眼耳鼻疹瘤石孕牙嗓咳烧疮痔]|过敏|失眠|睡眠|结节|抑郁|焦虑|胳膊|指标|膝盖"
        + "|甲[亢减]", Options);

    private static Regex Eats { get; } = Patterns.New(
        "^(?:我|也|已经|现在|后来|去年|最近|今年|上个?月)*(?:又|重新|开始|恢复|可以|能|敢|放开|破戒)+(?:开始)?(?<v>(?:吃|喝|碰|沾)(?:上)?(?:肉"
        + "|荤|辣|糖|甜|海鲜|米饭|主食|牛奶|酒|牛羊肉|面包|火锅))", Options);

    // 姥姥被舅舅接走了.
    private static Regex Moved { get; } = Patterns.New(
        "^[^，。]{1,12}?(?:被|让|给)[^，。]{1,5}?(?<v>接走|接回去|接回老家|接过去|接去[^，]{1,5})(?:了|啦)?(?:住)?$|^[^，。我]{1,8}?" + Over
            + "(?<v>搬走|搬出去|搬回去|搬回老家|回老家|回乡下|搬去[^，]{1,6}|搬到[^，]{1,6}|搬回[^，]{1,6})(?:了|住了|啦)?$", Options);

    // 普陀那套房子出手了.
    private static Regex Topic { get; } = Patterns.New(
        "^(?:我家|我们家|咱家|我们?|家里|后来|现在|就|也|又|今天|昨天|上个?[月周]|去年)*(?:把|从)?(?:我?[那这][辆台部把套间架张条个只家份门盆]|原来的|之前的"
        + "|以前的|自己的|我的|我家的?)?(?<v>[^，。；把]{1,12}?)" + Over
            + "(?:在[^，]{1,8}?)?(?:让人|被人|被|给人|让[^，]{1,3}给|被[^，]{1,3}给)?(?:退|退掉|退订|退租|退群|退社|退会|退出|不干|不做"
            + "|不去|不上|不打|不练|不用|不戴|不喝|不吃|不养|不开|不骑|不住|不租|不订|不玩|不学|不跳|不跑|不弹|不画|不写|不看|不追|不唱|不拍|不种|不续"
            + "|没续|没再续|没再去|没再练|没再打|没再学|没再弹|没再跑|没再喝|没再吃|停|停掉|停药|停课|停机|停更|取消|关|关掉|关门|关张|歇业|卖|卖给[^，]{1,6}"
            + "|卖掉|吊销|没收|收走|征收|烧|砸|摔坏|卖出去|出|出手|出掉|处理|处理掉|转|转手|转让|转给[^，]{1,6}|送|送人|送走|送给[^，]{1,6}"
            + "|扔|丢|偷|偷走|报废|烂|坏|没|没养活|走|走丢|跑丢|死|去世|吹|黄|散|断|断供|断更|散伙|戒|戒掉|交|上交|还|还回去|还清|还完|结清|付清|供完|改名"
            + "|拆|拆掉|摘|摘掉|注销|到期|过期|解散|倒闭|撤|收回去|毕业|辞|辞掉|辞退|换人|搬走|调走|离职|回老家|荒废|搁下|扔下"
            + "|放弃|拔|退坑|脱粉|卸载|卸|解约|打掉|清掉|清空)(?:了|啦)(?:" + "[一二两三四五六七八九十几半\\d]+(?:年|个多?月|天|周)了?)?$|^(?:把"
            + "|从)?(?<v>(?!我|他|她)[^，。；把]{2,12}?)(?:到期)?" + Over + "没(?:再)?(?:续|续费|去|跑|练|上|打|学|喝|吃|玩|弹"
            + "|碰|养|租|订)(?:过|了)?$", Options);

    // What passes every day and is no thing that someone had.
    private static Regex Passing { get; } = Patterns.New(
        "^(?:.*(?:电|网|水|雨|雪|风|人|钱|饭|书|作业|会|话|事|课|时间|快递|外卖|作业|电影|节目|会议|比赛|手机|电脑|天|药效|气|火|声音|信号|空调|电梯))$"
        + "|^(?:我|你|他|她|它|谁|都|就|也|先|又|再|不|给|上|下)|[又就都也给]$", Options);

    private static (string Slot, Regex Pattern)[] Guesses { get; } =
    [
        ("partner", Parted), ("partner", Left), ("employer", JobThing), ("employer", JobOver),
            ("condition", Well),
        ("likes", NotAnyMore), ("dislikes", EatsNow), ("diet", Eats), ("home", Moved),
    ];
}

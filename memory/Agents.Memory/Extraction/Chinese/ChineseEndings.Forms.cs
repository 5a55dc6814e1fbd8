using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>The words and forms in which Chinese says that something is over.</summary>
internal static partial class ChineseEndings
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private const string Number = "[一二两三四五六七八九十几半\\d]";

    private const string Span = "(?:(?:快|近|差不多|都|已经|有)?(?:" + Number + "+(?:来|多)?(?:年|个多?月|天|周|个星期|个礼拜)多?|大半[年月]|小半年"
        + "|好几?(?:年|个月|天|阵子)|一?阵子|有段时间|有些?日子|一段时间)(?:了|啦)?)?";

    private const string Over =
        "(?:我|我们|她|他|也|都|就|早就?|已经|刚刚?|才|终于|总算|干脆|直接|后来|现在|如今|最近|前阵子|前段时间|这么|彻底|正式|实在|最后|到底|终究|终归|最终|到头来"
        + "|索性|果断|咬牙|狠心|一气之下|不得不|只好|只能|硬是|偷偷|还是|全部|全|一次性|提前|给|给人|跟着|自己|又|倒是|结婚|毕业|嫁人|出国|生完孩子|谈恋爱"
        + "|大?前[天年]|昨[天晚]|今[天早年]|去年|年[初底]|[上这]个?(?:月|周|星期|礼拜)[一二三四五六日天]?|月[初底]|" + Number + "+月(?:份|" + Number
        + "+[号日])?|[春夏秋冬]天|国庆|春节|过年|年后|中秋|暑假|寒假|前" + Number + "天)*";

    private const string Lead =
        "^(?:我家|我们家|咱家|我们?|家里|后来|现在|就|也|又|今天|昨天|前天|上个?[月周]|去年|好消息|说一?声|更新一?下|顺便|对了|另外|连)*(?:把|将"
            + "|从)?(?:我?[那这][辆台部把套间架张条个只家份门盆]"
        + "|原来的|之前的|以前的|自己的|我的|我家的?|家里的|老家的|原先的)?";

    private const string Thing = "(?<v>[^，。；把将]{1,14}?)";

    private const string By = "(?:在[^，]{1,8}?|挂(?:在|到)?(?:咸鱼|闲鱼|转转|二手[^，]{0,3})(?:上)?)?(?:让人|被人|被|给人|让[^，]{1,3}给"
        + "|被[^，]{1,3}给)?";

    // What becomes of a thing that is over, by what it mostly was.
    private static (string Slot, string Words)[] Fates =>
    [
        ("owns",
        """
        卖 卖掉 卖了 卖出去 卖给[^，]{1,8} 出手 出掉 处理 处理掉 转手 转让 转让出去 转掉 转卖 转给[^，]{1,6} 过户 过户给[^，]{1,6} 过给[^，]{1,6}
        送人 送走 送给[^，]{1,6} 捐 捐掉 捐出去 捐给[^，]{1,6} 扔 扔掉 报废 报废掉 当掉 拆 拆掉 拆走 摘 摘掉 卸 卸掉 偷 偷走 砸 摔坏 烧 吊销 没收 收走
        征收 丢 弄丢 搞丢 退租 盘出去 盘给[^，]{1,6} 退掉 拔 拔掉 剪 剪掉
        """),
        ("pet",
        """
        送到[^，]{1,8}(?:家|那儿|那边|那里|去)(?:养)?(?:去)? 送回[^，]{1,6} 寄养 寄养到[^，]{1,6} 飞走 飞跑 跑丢 走丢 跑没影 没养活 养死 过继给[^，]{1,6}
        """),
        ("subscription", "退订 停订 不订 不续 没续 没再续 不续费 没续费 取消 取消订阅 取关 注销 销户 销号 卸载 停用 停机 断供 断缴 退保"),
        ("member_of", "退会 退社 退团 退队 退群 退班 退课 退费 退赛 退出 没再去 不去 退卡"),
        ("hobby", "戒 戒掉 戒断 退坑 弃坑 脱粉 荒废 搁下 放下 封笔 封刀 挂靴 没再练 没再打 没再弹 没再跑 没再画 没再玩 没再碰"
            + " 不打 不练 不玩 不弹 不跑 不画 不拍 不唱 不跳 不钓 不追"),
        ("medication", "停药 断药"),
        ("thing",
        """
        退 停 停掉 停课 停更 停刊 停产 停业 停办 停运 关 关掉 关门 关张 关停 歇业 歇 收 收掉 收摊 收回去 倒闭 黄 黄掉 解散 散 散伙 破产 撤 撤店 撤柜 裁撤 合并
        不干 不做 不当 不教 不带 不管 不接 不上 不用 不戴 不喝 不吃 不养 不开 不骑 不住 不租 不学 不读 不念 不写 不看 不种 不摆 不办 不弄 不用戴 不用吃 没戏 没再学 没再喝
        没再吃 学不下去 干不下去 做不下去 练不下去 读不下去 待不下去 坚持不下去 写不下去 跑不动 干不动 辞 辞掉 辞退 换 换掉 换人 出 断 断掉 断更 死 去世 走 没 坏 烂 吹
        交 交上去 上交 交出去 交接 交接出去 交给[^，]{1,8} 让给[^，]{1,6} 还 还回去 还给[^，]{1,6} 还清 还完 结清 付清 供完 改名 到期 过期 毕业 结束 告吹 落空
        搬走 搬回[^，]{1,6} 搬去[^，]{1,6} 搬到[^，]{1,6} 调走 调去[^，]{1,6} 调回[^，]{1,6} 离职 退休 回老家 回乡下
        回[^，]{1,4}(?:带孙子|带孩子|养老|结婚|发展|工作|种地|生孩子)?去
        回去 出国 嫁人 退学 不来 没再来 另有[^，]{1,4} 跑路 扔下 放弃 解约 解 打掉 清掉 清空 消 收工 交差
        """),
    ];

    // 豆豆走了，养了十四年的老狗.
    private static Regex PetGone { get; } = Patterns.New(
        "^(?:我家|我们家)?(?<v>(\\p{L})\\1|[阿小](?!偷|时|区)\\p{L}|" + ChineseLexicon.Given
        + "{2})" + Over + "(?:走|没|去世|离开我?们?|不在|跑丢|走丢|死|病死|老死|飞走)(?:了|啦)", Options);

    private static Regex Animal { get; } = Patterns.New(
        "(?:老|小|大|只|条|养了[^，]{0,8})(?:猫|狗|兔|鸟)|" + ChineseLexicon.Animals + "$|狗子|猫猫|狗狗", Options);

    // 我俩没戏了, 就这么散了.
    private static Regex Parted { get; } = Patterns.New(
        "^" + Over + "(?:我们俩?|我俩|咱俩|我(?:跟|和)(?:他|她)|(?:跟|和)(?:他|她)|俩人|两个人)" + Over
            + "(?:和平)?(?<v>分|散|掰|吹|黄|崩|断|离|没戏|结束|闹翻|闹掰|拜拜|一拍两散|分手|分开|离婚|过不下去|没联系|不联系|不来往|不处|不谈|到头)(?:了|啦)|^" + Over
            + "(?<v>分|分手|掰|吹|崩|离|离婚|一拍两散)(?:了|啦)" + Span + "$|^" + Over + "(?:离婚证|离婚手续|离婚协议)" + Over
            + "(?<v>领|办完|办好|办|签)了", Options);

    private static Regex Left { get; } = Patterns.New(
        "^.{0,8}?(?:跟|和)我(?:提|说|正式)?(?<v>分手|摊牌|离婚|拜拜|掰|断)了|^" + Over + "(?:被(?:他|她)?|(?:他|她)(?:就)?把我)(?<v>分手"
        + "|甩|绿|踹)了|^(?:他|她)" + Over
            + "(?<v>跟别人好|劈腿|出轨|跟人跑)了|^" + Over + "(?<v>恢复单身|又单身|失恋)了", Options);

    // 工牌上周就交了.
    private static Regex JobThing { get; } = Patterns.New(
        "^" + Over + "(?:把)?(?:那份|这份|原来的|之前的)?(?<v>工牌|工卡|工服|工位|离职手续|离职证明|离职单|离职申请|辞职信|辞呈|辞职报告|退休手续|工作|活儿|饭碗|铁饭碗"
            + "|班)" + Over
            + "(?:交|交上去|上交|还回去|还|收拾|办完|办好|办|拿到|批|批下来|递|递上去|辞|辞掉|丢|不干|不要|没|黄|不上)了", Options);

    private static Regex JobOver { get; } = Patterns.New(
        "^" + Over + "(?:被(?:公司|单位|厂里|老板|部门)?|从(?:公司|单位|厂里|店里|那儿|那边))?(?<v>离职|辞职|裸辞|换工作|换了?(?:单位|公司|东家)|跳槽|裁|裁员|优化|辞退"
            + "|开除"
        + "|炒鱿鱼|炒|失业|退休|退下来|下岗|内退|待业|转行|退二线|办退休|不上班|提桶跑路|跑路|躺平|辞|不干)了?"
            + "(?:" + Number + "+(?:年|个多?月|天|周))?(?:了|啦)$|^" + Over + "(?:在家)?(?<v>待业|躺平|失业在家|没工作"
            + "|待岗)(?:在家|中|呢)?$|^" + Over + "(?<v>(?:公司|厂子?|单位|店|项目组))" + Over
            + "(?:倒闭|黄|解散|关门|破产|裁员|没|撤|搬走|散伙)了|^" + Over + "(?:去)?(?<v>办了?(?:完|好)?(?:退休|离职|内退))(?:手续)?(?:了|啦)?$"
            + "|^" + Over + "(?<v>(?:递|交|提)了?(?:辞呈|辞职信|离职申请|离职))(?:了|啦)?$", Options);

    // 李娜辞职了.
    private static Regex TheirJob { get; } = Patterns.New("^(?<s>" + ChineseLexicon.Surnames + "\\p{L}{1,2}?)" + Over
        + "(?<v>离职|辞职|裸辞|换工作|跳槽|退休|下岗|失业|被(?:公司|单位)?(?:裁员?|辞退|开除|优化))(?:了|啦)$", Options);

    // 我不喝咖啡了; 不学针推啦; 死活不肯学琴了.
    private static Regex NotAnyMore { get; } = Patterns.New(
        "^" + Over + "不(?:再|怎么|太|爱|喜欢)?(?<v>[吃喝抽听逛刷看玩](?!药|饭|得|到|了)[^，。；了]{1,8}?)(?:了|啦)$", Options);

    private static Regex NotDoing { get; } = Patterns.New(
        "^" + Over + "(?:死活|说什么也|再也|打死也?)?(?:不|没)(?:再|肯|想|愿意|用)?(?:去)?(?:学|练|打|弹|跑|画|拍|唱|跳|做|干|当|教|带|写|读|念|养|开|骑|订|租"
            + "|住|上|戴|用|跟|参加)(?:着)?"
            + "(?<v>(?!过|得|到|了|上)[^，。；了]{1,8}?)(?:了|啦)$", Options);

    // 我现在吃香菜了.
    private static Regex EatsNow { get; } = Patterns.New(
        "^(?=.*(?:现在|如今|又|重新|开始|能|敢|可以|习惯|爱))" + Over + "(?:如今|又|重新|开始|能|敢|可以|习惯|爱|喜欢)*"
        + "(?<v>[吃喝](?!药|饭|得|到|了|完)[^，。；了]{1,8}?)(?:了|啦)$", Options);

    // 孩子鸡蛋不过敏了; 鸡蛋过敏脱敏了; 花生现在能吃了.
    private static Regex Outgrown { get; } = Patterns.New(
        "^(?:(?<s>" + ChineseLexicon.Kin + ")的?)?(?:我的?)?(?:对)?(?<v>[^，。；的]{1,6}?)(?:的)?" + Over + "(?:不(?:再|怎么)?过敏"
            + "|(?:过敏|不耐受?)(?:的毛病)?" + Over
            + "(?:脱敏|脱掉|好|没|消失|不犯|治好|痊愈|消|长没))(?:了|啦)|^(?<v>[^，。；的]{1,6}?)" + Over
            + "(?:能|可以|敢)(?:正常|随便|放心)?(?:吃|喝|碰)(?:了|啦)", Options);

    // 晨光健身老板跑路了，我也就失业了.
    private static Regex Closed { get; } = Patterns.New(
        "^(?<v>(?!我|公司|店|单位|厂)[^，。；]{2,12}?)(?:的?老板|那边|公司)?" + Over
            + "(?:跑路|倒闭|关门|关张|歇业|停业|破产|黄|解散|停更|停刊|裁撤|散伙|撤店|垮|不做|不干)了", Options);

    private static Regex Jobless { get; } = Patterns.New(
        "失业|没工作|没了工作|丢了(?:工作|饭碗)|下岗|待业|(?:约|合同|合约)也?(?:解|没)|兼职也?(?:黄|没)|投简历|找工作",
        Options);

    // 血糖早就正常了.
    private static Regex Well { get; } = Patterns.New(
        "^(?:复查|检查|我的?|医生说|大夫说|现在|的)*(?<v>[^，。；我都也就早已终总不]{1,8}?)(?:指标|指数|的毛病)?(?:" + Over
            + "|基本|完全|全部|慢慢|复查)*(?:正常|恢复正常|恢复|降下来|降下去|下来|好|好全|好利索|好透|养好|长好|治好|愈合|康复|痊愈|消|退|消失|没|根治|稳定|断根|脱敏|不疼|不犯|没再犯"
            + "|不发作|不痛|没事)(?:了|啦)", Options);

    private static Regex Ill { get; } = Patterns.New(
        "[病症炎血糖压脂酸痛疼伤骨腿脚手腰颈胃肝肾肺眼耳鼻疹瘤石孕牙嗓咳烧疮痔藓癣痘]|过敏|失眠|睡眠|结节|抑郁|焦虑|胳膊|指标|膝盖|甲[亢减]|半月板|韧带"
        + "|麻疹|痛风", Options);

    // 宝宝都七个月啦: nobody is pregnant any more.
    private static Regex Born { get; } = Patterns.New(
        "^(?:我|我们家|我家)?" + Over + "(?<v>(?:宝宝|娃|孩子|小家伙|老二|二宝|闺女|儿子)" + Over + "(?:出生|生下来|满月|百天|落地|" + Number
            + "+(?:个月|周|天))|生了|卸货|顺产|剖了?|坐完?月子|出月子|流产)", Options);

    private static Regex Eats { get; } = Patterns.New(
        "^(?:我|也|已经|现在|后来|去年|最近|今年|上个?月)*(?:又|重新|开始|恢复|可以|能|敢|放开|破戒)+(?:开始)?(?<v>(?:吃|喝|碰|沾)(?:上)?(?:肉"
        + "|荤|辣|糖|甜|海鲜|米饭|主食|牛奶|酒|牛羊肉|面包|火锅))", Options);

    // 姥姥被舅舅接走了.
    private static Regex Moved { get; } = Patterns.New(
        "^[^，。]{1,12}?(?:被|让|给)[^，。]{1,5}?(?<v>接走|接回去|接回老家|接过去|接去[^，]{1,5})(?:了|啦)?(?:住)?$|^[^，。我]{1,8}?" + Over
            + "(?<v>搬走|搬出去|搬回去|搬回老家|回老家|回乡下|搬去[^，]{1,6}|搬到[^，]{1,6}|搬回[^，]{1,6})(?:了|住了|啦)?$", Options);

    // 郑州的宿舍钥匙交了; 大学城的房子退了.
    private static Regex Dwelling { get; } = Patterns.New(
        Lead + "(?<v>[^，。；把将]{1,8}?)(?:那边|那儿|这边)?(?:租)?(?:的)?(?:(?:房子|公寓|宿舍|出租屋|院子|单间|小区|房间)(?:的)?(?:钥匙)?" + Over
            + "(?:退|退掉|退租|交|交还|交回去|还|不租|不住|到期|收回去)|(?<=那边|那儿|这边)" + Over + "退租)(?:了|啦)", Options);

    // ThinkPad换成了MacBook; 从移动换到电信.
    private static Regex Replaced { get; } = Patterns.New(
        Lead + Thing + Over + "(?:换成|换作|换到|改用|升级成|升级到|置换成)了?(?!没|不)[^，。]{1,16}$", Options);

    // 办公桌上那盆绿萝没养活; 羽毛球卡没再续.
    private static Regex Unrenewed { get; } = Patterns.New(
        "^(?:把|从)?(?<v>(?!我|他|她)[^，。；把]{2,12}?)(?:到期)?" + Over + "没(?:再)?(?:续|续费|去|跑|练|上|打|学|喝|吃|玩|弹|碰|养|租|订)(?:过"
            + "|了)?" + Span
            + "$", Options);

    // 卖掉了那台相机; 戒了奶茶.
    private static Regex Done { get; } = Patterns.New(
        "^" + Over + "(?:卖|卖掉|退|退掉|扔|扔掉|捐|捐掉|辞|辞掉|戒|戒掉|停|停掉|取消|注销|退出|关|关掉|拆|拆掉|送走|送掉|处理掉|转让|转掉)了?"
            + "(?:我?[那这][辆台部把套间架张条个只家份门盆])?(?<v>[^，。；了]{1,10}?)(?:了|啦)?$", Options);

    // 卖了; 已经戒了: the turn before told what.
    private static (string Slot, Regex Pattern)[] Bare { get; } =
    [
        ("condition", Alone("痊愈|康复|治好|好利索|好透|全好|好全|根治")), ("habit", Alone("戒|戒掉")),
        ("owns", Alone("卖|卖掉|过户|处理掉|转手|送人|捐|扔")), ("member_of", Alone("退|退掉|退出|退会|不续|没续|取消")),
    ];

    private static Regex Alone(string verbs) => Patterns.New(
        "^" + Over + "(?<v>" + verbs + ")(?:了|啦)" + Span + "$", Options);

    // What passes every day and is no thing that someone had.
    private static Regex Passing { get; } = Patterns.New(
        "^(?:.*(?:电|网|水|雨|雪|风|人|钱|饭|书|作业|会|话|事|时间|快递|外卖|电影|节目|会议|比赛|天|药效|气|火|声音|信号)|课|手机|电脑|空调|电梯)$"
        + "|^(?:我|你|他|她|它|谁|都|就|也|先|又|再|不|给|上|下)|[又就都也给]$", Options);

    private static (string Slot, Regex Pattern)[] Guesses { get; } =
    [
        ("firm", Closed),
        ("partner", Parted), ("partner", Left), ("employer", JobThing), ("employer", JobOver), ("allergy", Outgrown),
        ("condition", Well), ("birth", Born), ("likes", NotAnyMore), ("dislikes", EatsNow), ("diet", Eats),
        ("home", Moved), ("dwelling", Dwelling),
    ];

    private static (string Slot, Regex Pattern)[] Topics { get; } =
    [
        ("owns", Replaced),
        .. Fates.Select(fate => (fate.Slot, Patterns.New(
            Lead + Thing + Over + By + "(?:" + string.Join('|', fate.Words
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).OrderByDescending(word => word.Length))
            + ")(?:了|啦|掉了|掉啦|(?<=下去))" + Span + "$", Options))),
        ("thing", Unrenewed), ("thing", NotDoing), ("thing", Done),
    ];
}

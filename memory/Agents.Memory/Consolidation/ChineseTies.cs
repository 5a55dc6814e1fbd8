using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Agents.Memory.Extraction;
using Agents.Memory.Items;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Consolidation;

/// <summary>Tells by the words of Chinese which of the things that are known a statement ends or rests on.</summary>
/// <remarks>Chinese puts what ends first and names it in few words: 年卡我退了 ends the yearly pass of the pool, whatever
/// slot it stands in.</remarks>
internal static class ChineseTies
{
    // What does not end with a thing of its name.
    private static readonly FrozenSet<string> Lasting = FrozenSet.ToFrozenSet(
    [
        "event", "name", "nickname", "age", "birthday", "origin", "nationality", "email", "phone", "address", "height",
        "weight", "speaks", "religion", "marital_status", "instruction", "home", "birthplace", "allergy",
    ]);

    private static readonly FrozenSet<string> Things =
        FrozenSet.ToFrozenSet(["pet", "owns", "hobby", "likes", "diet", "condition"]);

    // What a name may open with and is left out of it in short.
    private static readonly char[] Levels = ['省', '市', '县', '区', '校', '院', '镇', '村'];

    // Pairs of characters that say too little.
    private static readonly FrozenSet<string> Common = FrozenSet.ToFrozenSet(
    [
        "每天", "每周", "每月", "个月", "晚上", "早上", "中午", "下午", "上午", "我们", "因为", "所以", "现在", "一个", "可以", "上班", "住在",
        "工作", "时候", "自己", "家里", "那么", "这个", "那个", "一次", "一起", "都是", "就是", "不用", "还是", "一直", "开始", "之后", "以后", "以前",
        "为了", "公司", "每个", "周末", "平时", "方便", "一天", "一年", "今天", "没有", "不能", "要去", "在家", "一家", "晚饭", "早饭", "两个",
        "了一", "有一", "我在", "在一", "我的", "天晚", "周五", "周六", "周日", "周一", "周二", "周三", "周四", "会员", "孩子", "老师", "专门", "特别",
    ]);

    /// <summary>Tells whether a statement that something ended ends an item of another slot, too.</summary>
    public static bool Ends(Claim claim, ItemState item)
    {
        if (IsPart(claim, item))
        {
            return false;
        }

        if (claim.OnlyIfKnown && Guessed(claim, item) is { } guessed)
        {
            return guessed;
        }

        var over = Core(claim.Value);
        if (claim.Slot == "owns" && item.Slot == "home")
        {
            // 柳巷退租了; but who sold 北京的房子 may live in 北京 still.
            return item.Value == over;
        }

        if (!IsChinese(over) || Lasting.Contains(item.Slot)
            || item.Slot.StartsWith(Slots.Favorite, StringComparison.Ordinal))
        {
            return false;
        }

        var value = item.Value.Replace("的", "", StringComparison.Ordinal);
        var head = over[(over.LastIndexOf('的') + 1)..];
        return item.Slot == over || Abbreviates(over, item) || IsCalled(over, item)
            || (claim.Slot == "partner" && item.Slot == "partner" && over is ("分手" or "分开" or "闹掰" or "掰"))
            || (over.IndexOf('那') > 0 && item.Slot is "owns" or "hobby" or "member_of" or "subscription"
                && Speaks(over[..over.IndexOf('那')], item))
            || (over.Length > 1 && ItemValues.Alike(value, over.Replace("的", "", StringComparison.Ordinal)))
            || (head.Length > (Things.Contains(item.Slot) ? 0 : 1)
                && item.Value.EndsWith(head, StringComparison.Ordinal));
    }

    /// <summary>Tells whether what is over without its name is an item: who parted had one partner, and who handed in
    /// the badge has no job any more. Null where a claim goes by its name.</summary>
    private static bool? Guessed(Claim claim, ItemState item) => claim.Slot switch
    {
        "partner" => item.Slot == "partner",
        "employer" when !IsVerb(claim.Value) => null,
        "employer" => item.Slot is "employer" or "occupation",
        "home" => item.Slot == "home",
        "dwelling" => item.Slot is "home" or "owns"
            && (ItemValues.Alike(item.Value, claim.Value) || Speaks(claim.Value, item)),
        "birth" => item.Slot == "condition" && item.Value.Contains('孕', StringComparison.Ordinal),
        "allergy" => item.Slot is "allergy" or "diet" or "condition" && (ItemValues.Alike(item.Value, claim.Value)
            || item.Value.Contains(claim.Value.Replace("过敏", "", StringComparison.Ordinal), StringComparison.Ordinal)),
        "condition" => item.Slot == "condition"
            && (ItemValues.Alike(item.Value, claim.Value) || Speaks(claim.Value, item)),
        "thing" or "hobby" or "habit" when IsChinese(claim.Value) && MayEnd(item) && (claim.Value.Contains(item.Value,
            StringComparison.Ordinal) || Tail(claim.Value, item.Value) || Speaks(claim.Value, item)) => true,
        "diet" => IsChinese(claim.Value) && item.Slot == "diet" && Allows(claim.Value, item.Value),
        "likes" => item.Slot is "likes" or "prefers" or "hobby" or "habit" && Eaten(item.Value) == Eaten(claim.Value),
        "dislikes" => (item.Slot == "dislikes" && Eaten(item.Value) == Eaten(claim.Value))
            || (item.Slot == "diet" && (Eaten(item.Value) == Eaten(claim.Value) || Allows(claim.Value, item.Value))),
        _ => null,
    };

    /// <summary>Tells whether a clause names nothing that it ends: 卖了, 戒了.</summary>
    public static bool IsBare(Claim claim) => claim is { OnlyIfKnown: true, Polarity: Polarity.Ended }
        && Bare.IsMatch(claim.Value);

    private static Regex Bare { get; } = Patterns.New(
        "^(?:卖|卖掉|过户|处理掉|转手|送人|捐|扔|退|退掉|退出|退会|不续|没续|取消|戒|戒掉|痊愈|康复|治好|好利索|好透|全好|好全|根治)$",
        RegexOptions.CultureInvariant);

    /// <summary>Tells whether an item is what such a clause may end.</summary>
    public static bool CanBe(Claim claim, ItemState item) => claim.Slot switch
    {
        "condition" => item.Slot == "condition",
        "habit" => item.Slot is "hobby" or "habit" or "likes" or "diet",
        "pet" or "owns" => item.Slot is "owns" or "pet",
        _ => item.Slot is "member_of" or "subscription" or "owns" or "account",
    };

    // 五菱的轮胎 is no 五菱; 华为那边 and 年卡的名额 are what they are of.
    private static bool IsPart(Claim claim, ItemState item) => item.Value.Length > 1 && IsChinese(claim.Value)
        && claim.Value.StartsWith(item.Value, StringComparison.Ordinal)
        && item.Slot is "owns" or "pet" && claim.Value.Length > item.Value.Length
        && !Whole.IsMatch(claim.Value[item.Value.Length..]);

    private static Regex Whole { get; } = Patterns.New(
        "^的?(?:那边|那头|这边|[这那]?[辆台只条套间张]|车|车子|电动车|卡|会员|账号|号|套餐|合同|课|班|工作|活儿?|名额|订阅|房子|宿舍|狗|猫|\\d*|本身|本体|全套"
            + "|挂.*|到期|[，。].*)$", RegexOptions.CultureInvariant);

    /// <summary>Tells whether a rented place that is given back is where someone lives: 松江的宿舍 for 松江.</summary>
    public static bool IsRoomIn(string over, string home) => over.StartsWith(home, StringComparison.Ordinal)
        && Room.IsMatch(over[home.Length..]);

    private static Regex Room { get; } = Patterns.New(
        "^(?:那边|那儿|这边)?(?:租)?(?:的)?(?:房子?|宿舍|公寓|出租屋|单间|小区|屋子)?(?:的)?(?:钥匙)?$", RegexOptions.CultureInvariant);

    /// <summary>Tells whether words say that a rented place is given back.</summary>
    public static bool GivesBack(string span) => Back.IsMatch(span);

    private static Regex Back { get; } = Patterns.New("退租|退了|退掉|不租|没续租|到期|[交还]了|搬出", RegexOptions.CultureInvariant);

    private static bool MayEnd(ItemState item) => Things.Contains(item.Slot)
        || item.Slot is "member_of" or "subscription" or "employer" or "teacher" or "occupation" or "major" or "habit"
            or "account"
        || (item.Functional && !Slots.IsKnown(item.Slot));

    /// <summary>Tells whether what ended is told by what happened, and not by its name: 散了, 搬走了.</summary>
    public static bool IsHappening(Claim claim) => claim.OnlyIfKnown && IsChinese(claim.Value)
        && claim.Slot is "partner" or "employer" or "home" or "birth"
        && (claim.Slot != "employer" || IsVerb(claim.Value));

    // 晨光健身 that has closed is named; who only 辞了 had one job.
    private static bool IsVerb(string value) => Verb.IsMatch(value);

    private static Regex Verb { get; } = Patterns.New(
        "职|辞|换|裁|优化|退|开除|炒|失业|下岗|待业|转行|不上班|跑路|躺平|不干|没工作|待岗|岗|工[牌卡服位作]|活儿|饭碗|班$|^(?:公司|厂子?|单位|店|项目组)$|跳槽|办",
        RegexOptions.CultureInvariant);

    /// <summary>Tells whether a word says what happened to a job, and not what it was: 辞职, 换工作.</summary>
    public static bool IsHappening(string value) => value is "离职" or "辞职" or "裸辞" or "换工作" or "换单位" or "换公司"
        or "换东家" or "换了单位" or "换了公司" or "换了东家" or "跳槽" or "裁" or "裁员" or "优化" or "辞退" or "开除" or "失业"
        or "退休" or "下岗" or "待业" or "不上班";

    // 彭阿姨 and 阿姨老彭 are the 阿姨 whose name is 彭.
    private static bool IsCalled(string over, ItemState item) => item.Functional && !Slots.IsKnown(item.Slot)
        && over.Contains(item.Slot, StringComparison.Ordinal)
        && over.Contains(item.Value[..1], StringComparison.Ordinal);

    // 不吃香菜, 吃香菜 and 香菜 are of one thing.
    private static string Eaten(string value)
    {
        var thing = value.TrimStart('不', '没', '能', '敢', '太', '再', '爱');
        return thing.Length > 1 && "吃喝抽听逛刷看玩".Contains(thing[0], StringComparison.Ordinal) ? thing[1..] : thing;
    }

    // 羽毛球协会会费涨得太狠 speaks of 市羽毛球协会.
    private static bool Tail(string clause, string value) =>
        value.Length > 3 && clause.Contains(value[^Math.Max(3, value.Length / 2)..], StringComparison.Ordinal);

    // Who eats meat again is no vegetarian any more.
    private static bool Allows(string eats, string diet) => eats[^1] is '肉' or '荤'
        ? diet.AsSpan().IndexOfAny("素斋肉荤") >= 0
        : diet.Contains(eats[^1], StringComparison.Ordinal);

    /// <summary>Tells whether a reason speaks of an item: both have a word in common.</summary>
    public static bool Speaks(string reason, ItemState item)
    {
        if (reason.Length == 1 && IsChinese(reason) && item.Slot == "condition"
            && item.Value.Contains(reason, StringComparison.Ordinal))
        {
            return true;
        }

        if (item.Subject.Length > 1 && IsChinese(item.Subject)
            && reason.Contains(item.Subject, StringComparison.Ordinal))
        {
            return true;
        }

        for (var i = 0; i + 2 <= item.Value.Length; i++)
        {
            var pair = item.Value.Substring(i, 2);
            if (IsChinese(pair) && !Common.Contains(pair) && reason.Contains(pair, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells whether a reason only points back at what was just said: 为这个, 所以.</summary>
    public static bool PointsBack(string reason) =>
        reason is "所以" or "因此" or "于是" or "这样" || (reason.Length <= 5 && reason.AsSpan().IndexOfAny("这他她它") >= 0);

    /// <summary>Tells whether a word is short for a school or a firm: 兰大 for 兰州大学.</summary>
    public static bool Abbreviates(string word, ItemState item)
    {
        return item.Slot is "school" or "employer" or "member_of" && word.Length > 1 && IsChinese(word)
            && (Shortens(word, item.Value) || Shortens(word, item.Value.TrimStart(Levels)));
    }

    private static bool Shortens(string word, string name)
    {
        if (word.Length >= name.Length || word[0] != name[0])
        {
            return false;
        }

        var next = 0;
        foreach (var c in name)
        {
            next += next < word.Length && word[next] == c ? 1 : 0;
        }

        return next == word.Length;
    }

    /// <summary>Tells whether an item says how someone lives, as what is done for a reason rests on.</summary>
    public static bool IsState(ItemState item) => item.Slot is "employer" or "occupation" or "school" or "home"
        or "procedure" or "hobby" or "event" or "condition" or "reason";

    public static bool IsChinese(string text) =>
        text.Length > 0 && text.All(c => !char.IsSurrogate(c) && CjkScript.Contains(new System.Text.Rune(c)));

    private static string Side(string value) => value.EndsWith("那边", StringComparison.Ordinal) ? value[..^2] : value;

    private static string Core(string value) => Named(Offered.Replace(value, ""));

    // 锁鞋挂咸鱼卖了: where it was sold is no part of it.
    private static Regex Offered { get; } = Patterns.New("挂(?:在|到)?(?:咸鱼|闲鱼|转转|二手).*$", RegexOptions.CultureInvariant);

    private static string Named(string value) =>
        value.StartsWith("那个", StringComparison.Ordinal) || value.StartsWith("我的", StringComparison.Ordinal)
            ? value[2..]
            : Side(value.TrimStart('连', '旧'));
}

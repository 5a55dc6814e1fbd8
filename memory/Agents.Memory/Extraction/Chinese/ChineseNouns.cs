using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Reads what Chinese says with nouns: 我的老板是王建国, 秘鲁的首都是利马, 我养了一只猫.</summary>
internal static partial class ChineseNouns
{
    /// <summary>Tells whether a clause says of someone by name what is theirs.</summary>
    public static bool TellsOfOther(string words) => Theirs().IsMatch(words);

    public static void Read(Reading reading, string words, int offset, Stretch clause, HashSet<string?> seen)
    {
        void Add(string subject, string slot, Group value, Polarity polarity = Polarity.Holds,
            bool functional = false) =>
            reading.Add(subject, slot, new Stretch(value.Index + offset, value.Index + value.Length + offset), clause,
                polarity, functional: functional);

        if (FavoriteEnded().Match(words) is { Success: true } over)
        {
            Add(Claim.Speaker, Slots.Favorite + over.Groups["what"].Value, over.Groups["v"], Polarity.Ended);
            return;
        }

        if (RelationEnded().Match(words) is { Success: true } ended)
        {
            var noun = ended.Groups["noun"].Value;
            Add(Claim.Speaker, L.Relations.GetValueOrDefault(noun) ?? L.Nouns.GetValueOrDefault(noun)
                ?? noun, ended.Groups["v"], Polarity.Ended);
            return;
        }

        if (FavoriteIs().Match(words) is { Success: true } favorite)
        {
            Add(Claim.Speaker, Slots.Favorite + favorite.Groups["what"].Value, favorite.Groups["v"]);
            return;
        }

        if (Pets().Match(words) is { Success: true } pets)
        {
            foreach (Capture pet in pets.Groups["v"].Captures)
            {
                reading.Add(Claim.Speaker, "pet", new Stretch(pet.Index + offset, pet.Index + pet.Length + offset),
                    clause);
            }

            return;
        }

        if (PetNamed().Match(words) is { Success: true } called
            && reading.Claims.LastOrDefault(claim => claim.Slot is "pet" or "owns") is { } thing)
        {
            Add(thing.Value, "name", called.Groups["v"]);
            return;
        }

        ReadPeople(words, Add);
        ReadOpen(words, Add, seen);
        ReadInstruction(words, Add);
    }

    private delegate void Adder(string subject, string slot, Group value, Polarity polarity = Polarity.Holds,
        bool functional = false);

    private static void ReadPeople(string words, Adder add)
    {
        if (KinNamed().Match(words) is { Success: true } named)
        {
            var kin = named.Groups["kin"].Value;
            if (L.Relations.TryGetValue(kin, out var slot))
            {
                add(Claim.Speaker, slot, named.Groups["v"]);
            }
            else
            {
                add(kin, "name", named.Groups["v"]);
            }
        }
        else if (KinBefore().Match(words) is { Success: true } before
            && L.Relations.TryGetValue(before.Groups["kin"].Value, out var slot))
        {
            add(Claim.Speaker, slot, before.Groups["v"]);
        }

        if (Parted().Match(words) is { Success: true } parted)
        {
            add(Claim.Speaker, "partner", parted.Groups["v"], Polarity.Ended);
        }

        if (NoKin().Match(words) is { Success: true } none)
        {
            add(Claim.Speaker, L.Relations[none.Groups["v"].Value], none.Groups["v"], Polarity.Ended);
        }
    }

    /// <summary>我的车牌号是浙A12345, 秘鲁的首都是利马, 利马是秘鲁的首都.</summary>
    private static void ReadOpen(string words, Adder add, HashSet<string?> seen)
    {
        if (Mine().Match(words) is { Success: true } mine && !Vague().IsMatch(mine.Groups["noun"].Value))
        {
            var noun = mine.Groups["noun"].Value;
            if (!mine.Groups["de"].Success && !L.Nouns.ContainsKey(noun) && !L.Relations.ContainsKey(noun)
                && !Telling().IsMatch(noun))
            {
                return;
            }

            var relation = L.Relations.GetValueOrDefault(noun);
            var slot = relation ?? L.Nouns.GetValueOrDefault(noun) ?? noun;
            if (!Adverbial().IsMatch(noun) && seen.Add(slot) && (relation is null
                || PersonName().IsMatch(mine.Groups["v"].Value)))
            {
                add(Claim.Speaker, slot, mine.Groups["v"], functional: true);
            }
        }
        else if (Theirs().Match(words) is { Success: true } theirs
            && Subjects.Of(theirs.Groups["s"].Value) is { } subject
            && !Vague().IsMatch(theirs.Groups["noun"].Value))
        {
            var noun = theirs.Groups["noun"].Value;
            var slot = L.Relations.GetValueOrDefault(noun) ?? L.Nouns.GetValueOrDefault(noun) ?? noun;
            if (seen.Add(slot))
            {
                add(subject, slot, theirs.Groups["v"], functional: true);
            }
        }
    }

    private static void ReadInstruction(string words, Adder add)
    {
        if (Instruction().Match(words) is { Success: true } instruction)
        {
            add(Claim.Speaker, "instruction", instruction.Groups["v"]);
        }
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const string Ends = @"(?:了|啦|哦|呢)?[\s。，！；,.!;~～]*$";

    [GeneratedRegex("^(?<v>[^，。]+?)不再是我最(?:喜欢|爱)的(?<what>[^，。]+?)" + Ends, Options)]
    private static partial Regex FavoriteEnded();

    [GeneratedRegex("^(?<v>[^，。]{1,12}?)(?:不再是|已经不是|不是)我的(?<noun>[^，。]+?)了" + Ends, Options)]
    private static partial Regex RelationEnded();

    [GeneratedRegex("^(?:我)?最(?:喜欢|爱|喜歡)(?:吃|喝|看|听|玩|去)?的(?<what>[^，。是]+?)是(?<v>[^，。]+?)" + Ends, Options)]
    private static partial Regex FavoriteIs();

    [GeneratedRegex(
        "^(?:我们?|我家|咱家)(?:里)?(?:现在|也|还|又|刚)*(?:养了?|養了?"
            + "|有了?)(?:又)?(?:[一两兩二三四五六七八九十几\\d]+[只隻条條匹头个])(?<v>(?:[^，。和的叫]{0,4}?)(?:狗|猫|貓|犬|金毛|哈士奇|柯基|泰迪|拉布拉多|边牧|兔子|兔"
            + "|仓鼠|倉鼠|鹦鹉|鸚鵡|鸟|乌龟|龟|金鱼|鱼|蛇|蜥蜴|马|山羊|羊|鸡|鸭|刺猬"
            + "|龙猫))(?:[和与、](?:[一两兩二三四五六七八九十几\\d]+[只隻条條匹头个])(?<v>[^，。和的叫]{1,5}))*" + Ends,
        Options)]
    private static partial Regex Pets();

    [GeneratedRegex("^我?(?:的)?(?:它|名字|牠)?(?:名字)?叫(?:做)?(?<v>[^，。我的]{1,8}?)" + Ends, Options)]
    private static partial Regex PetNamed();

    [GeneratedRegex("^(?:我|咱)(?:们)?(?:家|的|最好的|有个|有一个)*(?<kin>老婆|妻子|太太|媳妇|老公|丈夫|爱人|男朋友|女朋友|男友|女友|妈妈|妈|爸爸|爸|儿子|女儿|哥哥|弟弟"
        + "|姐姐|妹妹|哥|弟|姐|妹|朋友|闺蜜|同事|老板|领导|上司|室友|舍友|医生|老师|猫|狗|兔子|仓鼠)(?:的名字)?(?:叫做?|名叫"
        + "|的名字是)(?<v>[^，。姓]{1,10}?)" + Ends, Options)]
    private static partial Regex KinNamed();

    [GeneratedRegex("^我(?:的)?(?<kin>女朋友|男朋友|同事|闺蜜|室友|老婆|老公|朋友|领导|老板)(?<v>小[\\p{L}]|阿[\\p{L}])(?=[\\p{L}])", Options)]
    private static partial Regex KinBefore();

    [GeneratedRegex("^我(?:跟|和|与)(?<v>[^，。]{1,8}?)(?:上个?月|上周|昨天|去年|前天|已经)*(?:分手|离婚|散)了?" + Ends, Options)]
    private static partial Regex Parted();

    [GeneratedRegex("^我(?:现在)?没有(?<v>男朋友|女朋友|老婆|老公|室友|老板)了" + Ends, Options)]
    private static partial Regex NoKin();

    [GeneratedRegex("^我(?:们|家)?(?<de>在\\w{1,4}的|住的|的)?(?:新)?(?<noun>[\\p{L}\\p{N}-[的]]{1,7}?)(?:现在)?(?:是|叫|换成了|改成了|："
        + "|:)\\s?(?:在)?(?<v>[^，。；]+?)" + Ends, Options)]
    private static partial Regex Mine();

    [GeneratedRegex(
        "^(?:(?<s>[^，。是的]{2,14}?|《[^》]+》)的(?<noun>[\\p{L}]{1,6}?)(?:其实|现在)?(?:是|位于|在|换成了|改成了|更正为|搬到了)(?<v>[^，。；]+?)"
            + "|(?<v>[^，。是的]{2,14}?)是(?<s>[^，。是的]{2,14}?|《[^》]+》)的(?<noun>[\\p{L}]{1,6}?)(?:所在地)?)" + Ends,
        Options)]
    private static partial Regex Theirs();

    [GeneratedRegex("问题|想法|意思|计划|目标|感觉|心情|建议|观点|梦想|爱好|重点|原因|结果|生活|人生|天|错|航班|左耳|右耳|CEO是|员工|会员|队员|成员|粉丝|迷|歌迷|球员|前同事|中国"
        + "|人$|时候|地方|东西", Options)]
    private static partial Regex Vague();

    [GeneratedRegex("[号码名型日]$|密码$|地址$|尺寸$", Options)]
    private static partial Regex Telling();

    [GeneratedRegex("都$|^不|的$|觉得|^(?:在|开|养|住|说|想|买|吃|喝|看|去|听|用(?!户|戶))|^有|最好的|朋友|[哥姐弟妹猫狗]$", Options)]
    private static partial Regex Adverbial();

    [GeneratedRegex("^(?!.*(?:人|员|师|警|老师|工|家)$|一|个|名|位|做|在|很|当)[\\p{L}·]{2,8}$", Options)]
    private static partial Regex PersonName();

    [GeneratedRegex("(?<v>(?:用[\\p{L}]{1,6}(?:文|语|话)(?:回答|回复)?我?|不要用[^，。]{2,8}|(?<=(?:回答"
        + "|回复)(?:我)?(?:的时候)?(?:请)?)(?:尽量)?(?:简短|详细|简洁)[^，。]{0,6}|(?<=^我?)(?:回答|回复)(?:请)?尽量[^，。]{2,8}))", Options)]
    private static partial Regex Instruction();
}

using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Reads what Chinese says with nouns: 我的老板是王建国, 秘鲁的首都是利马, 我养了一只猫.</summary>
internal static class ChineseNouns
{
    /// <summary>Reads a clause of the speaker.</summary>
    /// <param name="sink">Where claims go.</param>
    /// <param name="words">The clause, with "I" before it where that was left out.</param>
    /// <param name="several">Whether the sentence gives the names of several pets.</param>
    public static void ReadMine(ChineseSink sink, string words, bool several)
    {
        if (FavoriteEnded.Match(words) is { Success: true } over)
        {
            sink.Add(sink.Noun(Slots.Favorite, over.Groups["what"]), over.Groups["v"], Polarity.Ended);
        }
        else if (RelationEnded.Match(words) is { Success: true } ended)
        {
            sink.Add(SlotOf(ended.Groups["noun"].Value), ended.Groups["v"], Polarity.Ended);
        }
        else if (FavoriteIs.Match(words) is { Success: true } favorite)
        {
            sink.Add(sink.Noun(Slots.Favorite, favorite.Groups["what"]), favorite.Groups["v"]);
        }
        else if (!ReadPets(sink, words, several) && !ReadMissing(sink, words) && !ReadCounted(sink, words))
        {
            ReadOpen(sink, words);
        }
    }

    /// <summary>Reads a clause of someone by name: 秘鲁的首都是利马.</summary>
    public static void ReadTheirs(ChineseSink sink, string words)
    {
        if (Theirs.Match(words) is { Success: true } theirs
            && Subjects.Of(theirs.Groups["s"].Value) is { } subject && subject.AsSpan().IndexOfAny("我你") < 0
            && (!L.Relations.ContainsKey(theirs.Groups["noun"].Value)
                || PersonName.IsMatch(theirs.Groups["v"].Value))
            && !Vague.IsMatch(theirs.Groups["noun"].Value) && !NoValue.IsMatch(theirs.Groups["v"].Value))
        {
            sink.Of(subject).Add(SlotOf(theirs.Groups["noun"].Value), theirs.Groups["v"], functional: true);
        }
    }

    /// <summary>Reads what belongs to a thing: 摄影协会给我的会员号是0519, 得到一年三百六十五, 大鹅叫将军.</summary>
    public static bool ReadThings(ChineseSink sink, string words, string before)
    {
        if (GivenBy.Match(words) is { Success: true } given)
        {
            sink.Of(given.Groups["s"].Value).Add(given.Groups["noun"].Value, given.Groups["v"], functional: true);
            return true;
        }

        if (Cost.Match(words) is { Success: true } cost)
        {
            sink.Of(cost.Groups["s"].Value).Add("费用", cost.Groups["v"], functional: true);
            return true;
        }

        if (RentOf.Match(before) is { Success: true } thing && Rent.Match(words) is { Success: true } rent)
        {
            sink.Of(thing.Groups["s"].Value).Add("费用", rent.Groups["v"], functional: true);
            return true;
        }

        if (KindNamed.Match(words) is { Success: true } kind)
        {
            sink.Of(kind.Groups["s"].Value).Add("name", kind.Groups["v"], functional: true);
            return true;
        }

        return false;
    }

    private static string SlotOf(string noun) =>
        L.Relations.GetValueOrDefault(noun) ?? L.Nouns.GetValueOrDefault(noun)
        ?? (noun.Length > 2 && DoctorOf.IsMatch(noun) ? "doctor" : BossOf.IsMatch(noun) ? "boss"
            : AnimalOf.IsMatch(noun) ? "pet" : noun);

    private static bool ReadPets(ChineseSink sink, string words, bool several)
    {
        var named = PetsNamed.Matches(words);
        var slot = Children.IsMatch(sink.Reading.Matched) ? "child" : "pet";
        foreach (Match pet in named)
        {
            sink.Add(slot, pet.Groups["v"]);
        }

        if (several)
        {
            return named.Count > 0;
        }

        var pets = Pets.Match(words);
        foreach (Capture kind in pets.Groups["v"].Captures)
        {
            sink.Add("pet", kind);
        }

        return pets.Success;
    }

    /// <summary>我没有哥哥, 没有女朋友了.</summary>
    private static bool ReadMissing(ChineseSink sink, string words)
    {
        if (Missing.Match(words) is not { Success: true } none)
        {
            return false;
        }

        var noun = none.Groups["v"].Value;
        var slot = L.Relations.GetValueOrDefault(noun)
            ?? (noun is "兄弟姐妹" or "兄弟" or "姐妹" ? "sibling" : noun is "宠物" or "养宠物" ? "pet" : noun);
        var ended = none.Groups["over"].Success || none.Groups["now"].Success;
        sink.Add(slot, none.Groups["v"], ended ? Polarity.Ended : Polarity.Negated);
        return true;
    }

    /// <summary>我有三个姐姐.</summary>
    private static bool ReadCounted(ChineseSink sink, string words)
    {
        if (Counted.Match(words) is not { Success: true } counted
            || !L.Relations.TryGetValue(counted.Groups["noun"].Value, out var slot)
            || slot is not ("sibling" or "child"))
        {
            return false;
        }

        sink.Add(slot, counted.Groups["v"]);
        return true;
    }

    /// <summary>Adds what a pattern found of a noun and its value.</summary>
    private static bool ReadPlain(ChineseSink sink, Match found)
    {
        if (found.Success)
        {
            var owner = found.Groups["s"];
            (owner.Success ? sink.Of(owner.Value) : sink).Add(
                sink.Noun("", found.Groups["noun"]), found.Groups["v"], functional: true);
        }

        return found.Success;
    }

    /// <summary>我的车牌号是浙A12345.</summary>
    private static void ReadOpen(ChineseSink sink, string words)
    {
        if (ReadPlain(sink, Code.Match(words)) || ReadPlain(sink, Alias.Match(words))
            || ReadPlain(sink, Figures.Match(words))
            || ReadPlain(sink, Hired.Match(words)))
        {
            return;
        }

        if (Helper.Match(words) is { Success: true } helper)
        {
            var (name, role) = (helper.Groups["v"], helper.Groups["noun"]);
            sink.Add(sink.Noun("", role), name.Success ? name : role, Of(name.Success), functional: true);
            return;
        }

        if (ReadPlain(sink, Kept.Match(words)))
        {
            return;
        }

        if (Sign.Match(words) is { Success: true } sign)
        {
            sink.Add(sign.Value.EndsWith('族') ? "民族" : sign.Value.Contains('型')
                ? "血型" : "星座", sign.Groups["v"], functional: true);
            return;
        }

        if (Mine.Match(words) is not { Success: true } mine || Vague.IsMatch(mine.Groups["noun"].Value)
            || NoValue.IsMatch(mine.Groups["v"].Value))
        {
            return;
        }

        var noun = mine.Groups["noun"].Value;
        var known = SlotOf(noun);
        if ((!mine.Groups["de"].Success && known == noun && !Telling.IsMatch(noun)) || Adverbial.IsMatch(noun)
            || (sink.Bare && Vaguely.IsMatch(noun)))
        {
            return;
        }

        // 我手机是iPhone 13 is no number.
        if (known == "phone" && mine.Groups["v"].Value.Any(char.IsAsciiLetter))
        {
            return;
        }

        var relation = L.Relations.ContainsKey(noun) || known is "doctor" or "boss";
        var value = mine.Groups["v"];
        if (relation && PersonName.Match(value.Value) is { Success: true } person)
        {
            sink.Add(known, new Stretch(value.Index + person.Groups["v"].Index,
                value.Index + person.Groups["v"].Index + person.Groups["v"].Length));
        }
        else if (known == "pet")
        {
            sink.Add(known, value);
        }
        else if (!relation)
        {
            sink.Add(known == noun ? sink.Noun("", mine.Groups["noun"]) : known, value, functional: true);
        }
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const string Ends = @"(?:了|啦|哦|呢|哈|呀)?[\s。，！；,.!;~～]*$";
    private const string Kinds =
        "(?:[一两二三四五六七八九十几\\d]+(?:只|条|匹|头|个|缸|窝|群)|只|条|缸)(?<v>(?:[^，。和的叫、一两条只]{0,4}?)" + L.Animals + ")";

    private static Polarity Of(bool holds) => holds ? Polarity.Holds : Polarity.Ended;

    private static Regex FavoriteEnded { get; } = Patterns.New("^我?(?<v>[^，。我]+?)不再是我最(?:喜欢"
        + "|爱)的(?<what>[^，。]+?)" + Ends, Options);

    private static Regex RelationEnded { get; } = Patterns.New("^我?(?<v>[^，。我]{1,12}?)(?:不再是|已经不是"
        + "|不是)我的(?<noun>[^，。]+?)了" + Ends, Options);

    private static Regex FavoriteIs { get; } = Patterns.New(
        "^(?:我们?)?(?:要说|说到|这辈子|现在|目前|如今|最近)*最(?:喜欢|爱|欣赏|钟爱|推崇)(?:吃|喝|看|听|玩|去|读|用)?的(?<what>[^，。是]{1,8}?)，?那?"
            + "(?:现在|目前|如今|最近|变成了?|必须|肯定|当然|一定|还|就"
            + "|一直|应该)*(?:得|要)?(?:是|属)(?<v>[^，。]+?)" + Ends, Options);

    private static Regex Pets { get; } = Patterns.New(
        "^(?:我们?|我家|咱们?家?|家里|家(?=有)|院子里|阳台上|店里|，)*(?:里)?(?:现在|也|还|又|刚|已经|一共|新|刚刚)*(?:养着?了?|有了?|收养了|领养了|买了|捡了|来了|添了"
            + "|带了)?(?:又)?"
        + Kinds + "(?:[和与、跟]?(?:还有)?" + Kinds + ")*" + Ends,
        Options);

    private static Regex PetsNamed { get; } = Patterns.New(
        "(?:一[只条个]|大的|小的|老大|老二|另一[只条个])(?:名字)?叫(?:做)?(?<v>[^，。、我的一]{1,5}?)(?=[，。、\\s]|另?一[只条个]|[大小]的|老[大二三]"
            + "|$)", Options);

    private static Regex Children { get; } = Patterns.New("^(?!.*(?:猫|狗|兔|鸟|宠物)).*(?:娃|孩子|闺女|女儿|儿子|双胞胎|二胎"
        + "|宝宝)", Options);

    private static Regex Missing { get; } = Patterns.New(
        "^(?:我们?|咱们?|家里|我家|也|还|，)*(?<now>现在|目前|如今)?(?:也|还|都|就|暂时)*(?:没有|没|并没有|不再有)(?<v>男朋友|女朋友|对象|老婆|老公|室友|老板|家庭医生"
            + "|医生|哥哥|弟弟|姐姐|妹妹|兄弟姐妹|兄弟|孩子|儿子|女儿|英文名|钟点工|家教|保姆|房东|租客|宠物|养宠物)(?<over>了)?" + Ends, Options);

    private static Regex Counted { get; } = Patterns.New(
        "^(?:我们?|咱们?|家里|我家|，)*(?:现在|也|还|又|一共|上面|下面|上头|底下)*有(?:了)?(?<v>(?:[一两二三四五六七八九\\d]个|俩|一对)(?:亲|双胞胎)?(?<noun>哥哥"
            + "|弟弟|姐姐|妹妹|儿子|女儿|孩子|闺女|娃|双胞胎))(?![，]?叫)" + Ends, Options);

    private static Regex Figures { get; } = Patterns.New(
        "^(?:我们?|咱们?|我家|家里|的|，)*(?:现在|目前|每个?月|一个月|税后|税前)*(?:的)?(?<noun>月薪|年薪|工资|房贷|车贷|房租|月租|退休金|鞋码|血压|预产期|工龄|底薪|学号"
            + "|工号)(?:现在|每个?月|一个?月|大概|就|有)?(?:是|为)?(?<v>[零一二两三四五六七八九十百千万半\\d][\\d.零一二三四五六七八九十百千万半kKwW年码月号日/]{0,10}(?:"
            + "块钱?|元)?)" + Ends, Options);

    // 我车牌沪A12345, 家里wifi密码改成lanmao2046了.
    private static Regex Code { get; } = Patterns.New(
        "^(?:我们?家?|家里|本人|咱们?家?)?的?(?:(?<s>公司|单位|店里|学校|宿舍|办公室)的?|[^，的]{1,5}的)?新?(?<noun>微信号?|QQ号?|抖音号|小红书号|车牌号?|学号|工号"
            + "|护照号码?|身份证号码?|银行卡号|会员号|房号|门牌号"
            + "|[A-Za-z][A-Za-z-]{1,11}(?!二维|验证)\\p{IsCJKUnifiedIdeographs}{0,3}?(?:密码|账号|号|码|ID)|(?!我|.{0,4}(?:验证|取件"
            + "|二维|条|提取|号|代|编)码)\\p{IsCJKUnifiedIdeographs}{1,4}?(?:密码|账号|口令|友码|请码))(?:现在)?(?:就)?(?:是"
            + "|改成了?|换成了?|改为了?|：|:)?\\s*(?<v>[\\p{IsCJKUnifiedIdeographs}-[是号码]]?[A-Za-z0-9][A-Za-z0-9_.·-]{2,}"
            + "|\\d{3,})了?$", Options);

    private static Regex Alias { get; } = Patterns.New(
        "^我们?的?(?<noun>英文名|笔名|艺名|微信名|游戏名|日文名|法文名)(?:就)?(?:是|叫)?\\s?(?<v>[A-Z][A-Za-z]+"
            + "|\\p{IsCJKUnifiedIdeographs}{2,5})$", Options);

    // 约了成都的向导扎西.
    private static Regex Hired { get; } = Patterns.New(
        "^(?:我们?|，)*(?:还|又)?(?:约了|请了|找了|雇了|联系了)(?:一?[个位])?(?:[^，是]{1,5}的)?(?<noun>向导|保姆|月嫂|钟点工|家教|司机|教练"
            + "|中介)(?<v>[\\p{L}]{2,3})$", Options);

    private static Regex GivenBy { get; } = Patterns.New(
        "^(?<s>(?!我|你|他|她)[^，。的]{2,8}?)(?:给|发给|分给)(?:我们?)?的(?<noun>\\p{L}{2,5}?)(?:就)?是(?<v>[^，。；]{1,14}?)$", Options);

    private static Regex Cost { get; } = Patterns.New(
        "^(?<s>(?!我|你|他|她|每|这|那|房租|月薪|工资)[^，。的是]{2,6}?)(?:是[^，。]{1,4}的)?(?:会费|学费|，)?(?:一年|一个月|每月|每年|一期|一节课|一学期)(?:要"
            + "|收)?(?<v>[零一二两三四五六七八九十百千万\\d]{2,8}(?:块钱?|元)?)$",
        Options);

    // 古筝是租的，一个月八十.
    private static Regex RentOf { get; } = Patterns.New("^(?<s>(?!我|你|他|她|这|那)\\p{L}{1,5}?)是(?:租|借|分期买|包)的$", Options);

    private static Regex Rent { get; } = Patterns.New("^(?:一年|一个月|每月|每年|一期|一节课"
        + "|一学期)(?:要)?(?<v>[零一二两三四五六七八九十百千万\\d]{2,8}(?:块钱?|元)?)$", Options);

    private static Regex KindNamed { get; } = Patterns.New("^(?<s>[大小老]?" + L.Animals
        + ")叫(?<v>[^，。的一我]{1,5}?)$", Options);

    // 合伙人是骆彬, 租客退租了.
    private static Regex Helper { get; } = Patterns.New(
        "^(?:我们?|我家|咱们?|家|的|请了?|有|一[个位]|，)*(?:约了|请了|找了|雇了)?(?:[^，是]{1,4}的)?(?<noun>房东|租客|合伙人|钟点工|保姆|月嫂|向导|家政|代购|中介"
            + "|司机)(?:现在)?(?:(?:是|叫|姓)(?:一?[个位])?(?<v>[^，。很太不]{1,12}?)|(?:退租|搬走|搬出去|辞职|不做|不干|不来|回[^，]{1,4}|辞掉|辞|换人|走"
            + "|退)了)$", Options);

    // 充电盒放在玄关的鞋柜上.
    private static Regex Kept { get; } = Patterns.New(
        "^我?(?:我的|家里的)?(?<noun>(?!我|他|她|都|就|把|别|也|先|人|钱|心|编|程|代|脚|系)[\\p{L}]{2,4}?)(?<![又也都就还已])(?:都|就|一直|平时)?(?:放|藏"
            + "|存|挂"
            + "|收)在(?<v>[^，。；]{0,12}?(?:柜|抽屉|包|盒|箱|架|桌|床|墙|门|厨房|客厅|卧室|书房|阳台|玄关|车库|车|仓库|地下室|储物间|冰箱|袋|罐|支付宝|微信|银行|账户"
            + "|余额宝|老家|公司|办公室|保险柜|床头|枕头)[^，。；]{0,3}?)(?:里|里面|上|下面|底下|那儿)?$", Options);

    private static Regex Sign { get; } = Patterns.New(
        "^我?(?:们)?(?:是)?(?<v>(?:白羊|金牛|双子|巨蟹|狮子|处女|天秤|天蝎|射手|摩羯|水瓶|双鱼)座|(?:汉|回|满|壮|苗|藏|彝|侗|瑶|白|蒙古|维吾尔|土家|朝鲜|哈萨克|傣|黎"
            + "|布依)族|(?<=血型是?|是)[ABO]{1,2}型)(?:血)?(?:的|人)*" + Ends, Options);

    private static Regex Mine { get; } = Patterns.New(
        "^(?:我|咱|本人)(?:们|家)?(?:里|平时)?(?<de>在\\w{1,4}的|住的|追的|的)?(?:新)?(?<noun>[\\p{L}\\p{N}-[的]][\\p{L}\\p{N}-[的]]{0,6"
            + "}?(?:-[Ff]i密码)?)(?:现在|就|填|写)?(?:是|叫|换成了|改成了|：|:)\\s?(?:在)?(?<v>[^，。；]+?)" + Ends, Options);

    private static Regex Theirs { get; } = Patterns.New(
        "^(?:(?<s>(?!我|你)[^，。是的]{2,14}?|《[^》]+》)的(?<noun>[\\p{L}]{1,6}?)(?:其实|现在)?(?:是|位于|在|换成了|改成了|更正为"
            + "|搬到了)(?<v>[^，。；]+?)|(?<v>(?!我|你)[^，。是的]{2,14}?)是(?<s>(?!我|你)[^，。是的]{2,14}?"
            + "|《[^》]+》)的(?<noun>[\\p{L}]{1,6}?)(?:所在地)?"
            + "|(?<v>(?!我|你)[^，。是的]{2,8}?)(?:担任|出任|接任|当选为?|成为)了?(?<s>(?!我|你)[^，。是的]{2,14}?)的(?<noun>[\\p{L}]{1,6}?)"
            + "|(?<s>(?!我|你)[^，。是的]{2,14}?)的(?<noun>[\\p{L}]{1,6}?)由(?<v>[^，。是的]{2,8}?)(?:担任|出任|接任))" + Ends,
        Options);

    private static Regex Vague { get; } = Patterns.New(
        "(?:取件|验证|提取|二维)码|单号|问题|想法|意思|计划|目标|感觉|心情|建议|观点|梦想|重点|原因|结果|生活|人生|天$|错|航班|左耳|右耳|CEO是|员工|会员|队员|成员|粉丝|迷|歌迷|球员"
            + "|前同事|中国|套路|习惯|顺序|流程"
            + "|规矩|(?<!爱|创始|创办|负责|主持|经纪|监护|联系|发明|继承)人$|时候|地方|东西|爱好|方向|研究|第一|情况|状态|身体|背景|要求|需求|体质|性格|水平|预算|学生|方案"
            + "|方法|做法|办法|[一两三]只|口味|任务|经历|英语|课|作业|论文"
            + "|岗位|日子|^[手头眼脸]$|原话", Options);

    // What is said of the value, and no value.
    private static Regex NoValue { get; } = Patterns.New(
        "^(?:不(?!丹|列颠)|很|没|太(?![原平湖仓阳])|有|会(?!稽|泽)|要|女的|男的|真|怎|什|从|被|在|对|这|那|我|你|他|她|因为|为了|给|把|先(?!令|锋)|如果|因"
            + "|越(?![南剧秀])|最近"
            + "|一个很|比(?![索利尔亚特])|个(?!人)|写一|做一)|的$|了$|得"
            + "|字$", Options);

    private static Regex Telling { get; } = Patterns.New("[号码名型日抬头座密]$|密码$|地址$|尺寸$|账号$|号码$|偶像$|座右铭$|网名$|ID$", Options);

    private static Regex Adverbial { get; } = Patterns.New(
        "都$|^不|的$|觉得|^(?:在|开|养|住|说|想|买|吃|喝|看|去|听|用(?!户)|也|就|还|真|只|一|会|有|最|先|喜|爱|跟|和|对|要|能|每|叫|从|因|为|做|写)|最好的|朋友"
            + "|[哥姐弟妹猫狗]$", Options);

    private static Regex PersonName { get; } = Patterns.New(
        "^(?:一个姓[^，]{1,4}|(?!.*(?:人|员|警|工|家|生意|公务)$|一|个|名|位|做|在|很|当|学|搞)(?<v>(?:" + L.Surnames
        + "\\p{L}{0,7}?|[\\p{L}·]{2,8}?|[A-Z][\\p{L}.]+(?: [A-Z]\\p{L}+)?)))$", Options);

    private static Regex DoctorOf { get; } = Patterns.New("(?:医生|大夫|医师)$", Options);

    private static Regex BossOf { get; } = Patterns.New("^(?!班)[^，]{0,5}(?:主任|主编|总监|组长|主管|部长|科长|处长)$", Options);

    private static Regex AnimalOf { get; } = Patterns.New("^[大小老]?" + L.Animals + "$", Options);

    private static Regex Vaguely { get; } = Patterns.New("^(?:老板|朋友|同事|经理|领导|老师|医生|主管|搭档)$", Options);
}

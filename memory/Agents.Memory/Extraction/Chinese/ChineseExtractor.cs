using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Takes claims from Chinese by rules: precise before complete.</summary>
internal static partial class ChineseExtractor
{
    /// <summary>Tells whether a sentence is Chinese.</summary>
    public static bool Reads(string sentence) => Han().Count(sentence) >= 2;

    /// <summary>Tells whether words speak of what is to come.</summary>
    public static bool LooksAhead(string words) => Ahead().IsMatch(words);

    /// <summary>Adds what a sentence says.</summary>
    public static void Extract(string text, Stretch at, string blanked, DateTimeOffset said, ClaimList claims)
    {
        var simple = ChineseScripts.Simplified(blanked);
        if (NoStatement().IsMatch(simple))
        {
            return;
        }

        var (main, reason) = SplitReason(simple);
        if (reason is { } why)
        {
            ReadClauses(new Reading(text, at, blanked, said, claims, null) { Matched = simple }, why);
        }

        var reading = new Reading(text, at, blanked, said, claims, reason) { Matched = simple };
        var before = claims.Count;
        ReadClauses(reading, main);
        if (claims.Count == before)
        {
            reading.AddHabit(main, Habit(), reason is not null && Acts().IsMatch(main.Of(simple)));
        }
    }

    private static void ReadClauses(Reading reading, Stretch part)
    {
        var subject = "我";
        foreach (var whole in Clauses(reading.Matched, part))
        {
            var clause = new Stretch(whole.Start + Lead().Match(whole.Of(reading.Matched)).Length, whole.End);
            var words = clause.Of(reading.Matched);
            if (Pronoun().Match(words) is { Success: true } pronoun && reading.Claims.Person is { } person)
            {
                subject = person;
                ReadClause(reading, new Stretch(clause.Start + pronoun.Length, clause.End), person);
                continue;
            }

            var own = Subject().Match(words);
            subject = own.Success ? own.Value : subject;
            if (own.Success && PetOf().Match(words) is { Success: true } pet)
            {
                reading.Add(Claim.Speaker, "pet", Of(clause, pet.Groups["v"]), clause);
            }

            var theirs = !own.Success && (ChineseNouns.TellsOfOther(words)
                || (whole.Start == part.Start && ChineseRules.TellsOfOther(words)));
            ReadClause(reading, clause, own.Success || theirs ? "" : subject);
            reading.Claims.Person = reading.Claims.LastOrDefault() is
            {
                Subject: Claim.Speaker,
                Polarity: Polarity.Holds
            } last
                && ChineseLexicon.Relations.Values.Contains(last.Slot)
                    ? last.Value
                    : own.Success && own.Length > 1 && own.Value is not "我们" ? own.Value : reading.Claims.Person;
        }
    }

    private static void ReadClause(Reading reading, Stretch clause, string prefix)
    {
        var own = clause.Of(reading.Matched);
        var words = prefix + own;
        var time = ClaimTimes.Find(own, reading.Said, Ahead().IsMatch(own));
        var before = reading.Claims.Count;
        var seen = new HashSet<string?>();
        var offset = clause.Start - prefix.Length;
        foreach (var rule in ChineseRules.All)
        {
            var match = rule.Pattern.Match(words);
            if (match.Success && !(rule.Slot == "name" && prefix.Length > 0 && HasThing(reading))
                && seen.Add(rule.Slot + (rule.Polarity == Polarity.Holds ? "" : "-")))
            {
                reading.Add(rule, match, offset, clause, time.Time);
            }
        }

        ChineseNouns.Read(reading, words, offset, clause, seen);
        var added = reading.Claims.Skip(before).ToArray();
        if (time.Time is { } when
            && Array.TrueForAll(added, claim => claim.Slot is "owns" or "marital_status" or "partner")
                && Happened().IsMatch(own))
        {
            // The time stands inside the clause, so the clause is quoted whole.
            var who = Other().Match(own) is { Success: true } other ? other.Groups["s"].Value : Claim.Speaker;
            reading.Add(who, "event", clause, clause, when: when);
        }
    }

    // "I have a dog, called Rex": the dog is.
    private static bool HasThing(Reading reading) => reading.Claims.LastOrDefault() is { Slot: "pet" or "owns" };

    private static IEnumerable<Stretch> Clauses(string sentence, Stretch part)
    {
        var start = part.Start;
        for (var i = part.Start; i <= part.End; i++)
        {
            if (i == part.End || sentence[i] is '，' or ',' or '；' or ';')
            {
                if (i > start && sentence[start..i].Trim().Length > 0)
                {
                    var lead = sentence[start..i].Length - sentence[start..i].TrimStart().Length;
                    yield return new Stretch(start + lead, i);
                }

                start = i + 1;
            }
        }
    }

    private static (Stretch Main, Stretch? Reason) SplitReason(string sentence)
    {
        foreach (var pattern in (Regex[])[ReasonFirst(), ReasonLast()])
        {
            if (pattern.Match(sentence) is { Success: true } match)
            {
                return (Of(default, match.Groups["main"]), Of(default, match.Groups["why"]));
            }
        }

        return (new Stretch(0, sentence.Length), null);
    }

    private static Stretch Of(Stretch clause, Group group) =>
        new(clause.Start + group.Index, clause.Start + group.Index + group.Length);

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", Options)]
    private static partial Regex Han();

    // What is supposed, wished, asked for or said by others is no statement.
    [GeneratedRegex(
        "扮演|错别字|自我介绍|候选人|点评|小说|设定|主角|会议纪要|翻成|这句|剧本|问我|表示|如果|假如|要是|假设|假設"
        + "|假装|角色扮演|帮我|翻译|写一|写首|写个|希望|好想|想要|可能会|也许|或许|大概|就好了|据说|听说|跟我说|告诉我|文章|报告里|故事|日志|你是我的|你叫|你觉得|什么|怎么"
            + "|几点|多少|推荐(?:一|个|几|点|下|什么)|(?:有|求).{0,6}推荐|提醒我|(?:吗|呢|吧)[？?。]*\\s*$",
        Options)]
    private static partial Regex NoStatement();

    [GeneratedRegex("^(?:我|咱)(?:们)?(?:(?:家|的|最好的|有个)*(?:" + KinWords + "))?|^(?!在|是|也|还|又|现|今年|已经|叫|有|对|不|没|平时|最|特别|住"
        + "|老家|专业|名字|喜欢|从|会|学|身高|体重|手机|邮箱|上|新|因为|所以|但|每|名|跳|养|開|开)[^，。的是在有叫]{2,6}(?=是|在|叫|住)", Options)]
    private static partial Regex Subject();

    private const string KinWords =
        "老婆|妻子|太太|媳妇|老公|丈夫|爱人|男朋友|女朋友|男友|女友|对象|妈妈|母亲|妈|爸爸|父亲|爸|儿子|女儿|孩子|哥哥|弟弟|姐姐|妹妹|哥|弟|姐|妹|朋友|闺蜜|同事|老板|领导|室友|医生|老师"
            + "|班主任|爷爷|奶奶|猫|狗|貓|隻柴犬";

    [GeneratedRegex("^(?:但是|但|不过|所以|然后|而且|并且|另外|还有|其实|顺便说一句|对了|坐飞机|平时|(?=也会|会弹|会修)也?)", Options)]
    private static partial Regex Lead();

    [GeneratedRegex("^(?:他|她|它|牠)(?!们|说|们)", Options)]
    private static partial Regex Pronoun();

    [GeneratedRegex("^我家?的?(?<v>猫|貓|狗|兔子|仓鼠|鹦鹉|乌龟)(?:叫|名叫|的名字|今年|是|死|很|特别)", Options)]
    private static partial Regex PetOf();

    [GeneratedRegex("^\\s*(?:因为|由于|既然|为了|靠着|靠|多亏|自从)(?<why>[^，。]+)[，,](?:所以)?(?<main>.+)$", Options)]
    private static partial Regex ReasonFirst();

    [GeneratedRegex("^(?<main>[^，。]+)[，,](?:因为|由于|多亏)(?<why>.+)$", Options)]
    private static partial Regex ReasonLast();

    [GeneratedRegex("^(?:我|咱)(?:们|家)?(?<s>" + KinWords + ")(?!和|的|跟)", Options)]
    private static partial Regex Other();

    [GeneratedRegex("要去|要|打算|准备|将|有个?(?:面试|会|考试|约)|下个?(?:月|周|星期)|明天|后天|明年|搬去", Options)]
    private static partial Regex Ahead();

    [GeneratedRegex("^(?:.{0,8}我|我们|咱们|我.{1,4}).*(?:了|过|要|有|去|领|毕业|开|第一天|搬|看|见|离的|生的|打算)", Options)]
    private static partial Regex Happened();

    [GeneratedRegex("每天|每次|每周[^，。]?|每个?月|每晚|每逢|我习惯|都是先|先.+再|一般都", Options)]
    private static partial Regex Habit();

    [GeneratedRegex("^(?:我|我们)(?!是|很|觉得|想|要|希望|知道).{3,}", Options)]
    private static partial Regex Acts();
}

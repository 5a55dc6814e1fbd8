using System.Text.RegularExpressions;
using Agents.Contracts;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <summary>Takes claims from the Chinese sentences of a turn by rules: precise before complete.</summary>
/// <remarks>Reads clause by clause, since a turn in Chinese states something and asks something in one sentence. Who is
/// spoken of goes on until another is named.</remarks>
internal sealed partial class ChineseExtractor(string text, DateTimeOffset said, ClaimList claims)
{
    // What is longer tells a story; rules read plain clauses.
    private const int ClauseMax = 60;

    private static readonly ChineseRule[] Rules = [.. ChineseProfileRules.All, .. ChineseLifeRules.All];

    // From here on the turn gives words that are not those of its author.
    private bool _quotes;
    private bool _instructs;

    // Whom "he" and "it" mean.
    private string? _person;

    /// <summary>Tells whether a sentence is Chinese.</summary>
    public static bool Reads(string sentence) => Han().Count(sentence) >= 2;

    /// <summary>Adds what a sentence says.</summary>
    /// <param name="at">Where it stands in the turn.</param>
    /// <param name="blanked">The sentence, with what is quoted blanked out.</param>
    /// <param name="asks">Whether it ends with a question.</param>
    public void Extract(Stretch at, string blanked, bool asks)
    {
        if (_quotes)
        {
            return;
        }

        try
        {
            Read(at, ChineseScripts.Simplified(WithNames(at.Of(text), blanked)), asks);
        }
        catch (RegexMatchTimeoutException)
        {
            // What takes so long to read is no plain talk.
        }
    }

    private void Read(Stretch at, string matched, bool asks)
    {
        var why = ChineseReasons.Find(matched);
        var places = Clauses(matched);
        var clauses = places.ConvertAll(place => place.Of(matched));
        var stated = new Reading(text, at, at.Of(text), said, claims, null) { Matched = matched };
        var reasoned = stated with { Reason = why };
        var lasting = _instructs || ChineseHabits.Lasting(matched);
        var (subject, before) = (Claim.Speaker, claims.Count);
        for (var i = 0; i < places.Count; i++)
        {
            var (place, words) = (places[i], clauses[i]);
            var because = why is { } reason && place.Start >= reason.Start - 4 && place.End <= reason.End + 1;
            var stance = ChineseStance.Of(words);
            var instructs = stance != Stance.Quotes && Instructs(because ? stated : reasoned, place, words, lasting);
            if (!instructs && stance is (Stance.Quotes or Stance.Supposes))
            {
                _quotes = stance == Stance.Quotes;
                return;
            }

            if (instructs || stance == Stance.Passes || words.Length > ClauseMax
                || (asks && i == places.Count - 1))
            {
                continue;
            }

            var reading = because ? stated : reasoned;
            if (ChineseHabits.Procedure(clauses, i, subject == Claim.Speaker && Own(words)) is { } last)
            {
                var end = asks && last == places.Count - 1 && last > i ? last - 1 : last;
                var stretch = new Stretch(place.Start, places[end].End);
                reading.Add(Claim.Speaker, "procedure", stretch, stretch);
                i = end;
                continue;
            }

            subject = ReadClause(reading, place, words, subject, clauses, i, !because && why is not null);
        }

        if (why is { Length: > 1 and < 24 } ground && Explicit().IsMatch(matched))
        {
            AddGround(stated, ground, before);
        }
    }

    /// <summary>Takes a reason that rules do not read as it was said, where something rests on it: 为了备赛.</summary>
    private void AddGround(Reading reading, Stretch ground, int before)
    {
        var said = new SourceSpan(reading.At.Start + ground.Start, reading.At.Start + ground.End);
        var own = claims.Skip(before).ToArray();
        if (Array.Exists(own, claim => claim.Reason is not null)
            && Array.TrueForAll(own, claim => claim.Reason is not null || claim.Span.End < said.Start
                || claim.Span.Start > said.End))
        {
            var lead = GroundLead().Match(ground.Of(reading.Matched)).Length;
            claims.At = before;
            reading.Add(Claim.Speaker, "reason", new Stretch(ground.Start + lead, ground.End), ground);
            claims.At = null;
        }
    }

    private bool Instructs(Reading reading, Stretch place, string words, bool lasting)
    {
        if (NicknamePattern().Match(words) is { Success: true } called)
        {
            var name = called.Groups["v"];
            reading.Add(Claim.Speaker, "nickname",
                new Stretch(place.Start + name.Index, place.Start + name.Index + name.Length), place);
            return true;
        }

        if (ChineseHabits.Instruction(words, lasting) is not { } how)
        {
            return false;
        }

        _instructs = true;
        reading.Add(Claim.Speaker, "instruction", new Stretch(place.Start + how.Start, place.Start + how.End), place);
        return true;
    }

    private string ReadClause(
        Reading reading, Stretch place, string words, string before, List<string> clauses, int index, bool reasoned)
    {
        if (Thing(reading, place, words) is { } thing)
        {
            return thing;
        }

        if (Introduces(reading, place, words, index))
        {
            return before;
        }

        if (Apposition(reading, place, words, before) is { } person)
        {
            return person;
        }

        var (subject, start, kin) = SubjectOf(reading, place, words, before);
        var rest = words[start..];
        var known = claims.Count;
        var lead = ChinesePhrases.Lead.Match(rest).Length;
        var time = ClaimTimes.Find(words, said, ChineseHabits.Ahead(words)).Time;
        var was = Was().Match(rest);
        var past = was.Success || Was().IsMatch(words[..start]);
        if (past)
        {
            time ??= index + 1 < clauses.Count ? ClaimTimes.Find(clauses[index + 1], said, false).Time : null;
            lead = Math.Max(lead, was.Length);
            lead += ChinesePhrases.Lead.Match(rest[lead..]).Length;
        }

        var sink = new ChineseSink(reading, subject, place, place.Start + start + lead, time, past, start == 0);
        kin ??= start == 0 && L.Relations.ContainsKey(before) ? before : null;
        if (kin is not null && ReadKin(sink, rest[lead..], kin))
        {
            return subject;
        }

        var ahead = time is { } day && day.From > said.Date;
        var introduced = index == 0 || Surnamed().IsMatch(clauses[index - 1]);
        Apply(sink, rest[lead..], rest, subject, (ahead, start == 0, introduced));
        if (subject == Claim.Speaker)
        {
            var mine = sink with { Offset = place.Start + start - 1 };
            ChineseNouns.ReadMine(mine, "我" + rest, several: PetsApart().IsMatch(reading.Matched));
        }

        if (start == 0 && claims.Count == known)
        {
            ChineseNouns.ReadThings(sink with { Offset = place.Start }, words, index > 0 ? clauses[index - 1] : "");
        }

        if (index == 0 && before == subject && start == 0 && claims.Count == known)
        {
            ApplyNamed(sink with { Offset = place.Start }, words);
        }

        if (claims.Count > known && claims.Last() is { Subject: Claim.Speaker, Polarity: Polarity.Holds } last
            && L.Relations.Values.Contains(last.Slot))
        {
            _person = last.Value;
        }

        var goesOn = index > 0 && Was().IsMatch(clauses[index - 1]);
        if (!goesOn && claims.Count == known && time is { } when && ChineseHabits.Happens(words, start > 0 && Clear(words[..start])))
        {
            reading.Add(subject, "event", place, place, when: when);
        }

        if (claims.Count == known && reasoned && subject == Claim.Speaker && ChineseHabits.Acts(words, Explicit().IsMatch(reading.Matched)))
        {
            reading.Add(subject, "procedure", place, place);
        }

        return subject;
    }

    /// <summary>Reads 先自我介绍下：林晓，27.</summary>
    private bool Introduces(Reading reading, Stretch place, string words, int index)
    {
        if (!Introduction().IsMatch(reading.Matched[..place.Start]))
        {
            return false;
        }

        var slot = index == 0 && FullName().IsMatch(words) ? "name" : index is 1 or 2 && Age().IsMatch(words) ? "age" : null;
        if (slot is not null)
        {
            reading.Add(Claim.Speaker, slot, place, place);
        }

        return slot is not null;
    }

    /// <summary>Reads the name that stands beside who was just spoken of: 我爸，赵德山.</summary>
    private string? Apposition(Reading reading, Stretch place, string words, string before)
    {
        if (before == Claim.Speaker || !L.Relations.TryGetValue(before, out var slot) || !FullName().IsMatch(words))
        {
            return null;
        }

        reading.Add(Claim.Speaker, slot, place, place);
        return _person = place.Of(reading.Sentence);
    }

    /// <summary>Reads the name of a thing that was just spoken of: 我养了一只狗，叫旺旺.</summary>
    private string? Thing(Reading reading, Stretch place, string words)
    {
        if (claims.LastOrDefault() is not { Slot: "pet" or "owns" or "employer" } thing
            || ThingNamed().Match(words) is not { Success: true } named)
        {
            return null;
        }

        var value = named.Groups["v"];
        var at = new Stretch(place.Start + value.Index, place.Start + value.Index + value.Length);
        _person = at.Of(reading.Sentence);
        reading.Add(thing.Value, "name", at, place);
        return thing.Slot == "pet" ? thing.Value : Claim.Speaker;
    }

    private static void Apply(ChineseSink sink, string words, string rest, string subject, (bool Ahead, bool Bare, bool Introduced) how)
    {
        var seen = new HashSet<string>();
        foreach (var rule in Rules)
        {
            var fits = rule.Who switch
            {
                ChineseRule.Of.Speaker => subject == Claim.Speaker,
                ChineseRule.Of.Others => subject != Claim.Speaker,
                _ => true,
            } && !(how.Ahead && rule.Dated) && !(rule.Slot == "name" && how.Bare && !how.Introduced);
            var key = rule.Slot + (rule.Polarity == Polarity.Holds ? "" : "-");

            // The time of a birthday is what is said of it.
            var (read, to) = rule.Slot == "birthday"
                ? (rest, sink with { Offset = sink.Offset - (rest.Length - words.Length) })
                : (words, sink);
            if (fits && rule.Said?.Match(read) is { Success: true } match && !seen.Contains(key))
            {
                // What is put first is the speaker's, whoever was spoken of before: 向导那边也退了.
                to = rule.Slot == "reason" || (how.Bare && rule.Polarity == Polarity.Ended && match.Groups["v"] is { Success: true, Index: 0 })
                    ? to.Of(Claim.Speaker)
                    : to;
            }
            else
            {
                continue;
            }

            if (to.Add(rule, match))
            {
                seen.Add(key);
            }
        }

    }

    /// <summary>Reads what is said of someone or something by name.</summary>
    private static void ApplyNamed(ChineseSink others, string whole)
    {
        var seen = new HashSet<string>();
        foreach (var rule in Rules)
        {
            if (rule.Named?.Match(whole) is { Success: true } match && !seen.Contains(rule.Slot)
                && NamedSubject().IsMatch(match.Groups["s"].Value) && others.Add(rule, match))
            {
                seen.Add(rule.Slot);
            }
        }

        if (seen.Count == 0)
        {
            ChineseNouns.ReadTheirs(others, whole);
        }
    }

    /// <summary>Finds whom a clause is about, and adds what their naming says.</summary>
    private (string Subject, int Start, string? Kin) SubjectOf(
        Reading reading, Stretch place, string words, string before)
    {
        if (Pronoun().Match(words) is { Success: true } pronoun && _person is { } person)
        {
            return (person, pronoun.Length, null);
        }

        if (ChineseSubjects.Find(words) is not { } found)
        {
            return (before, 0, null);
        }

        if (found.Kin is not { } kin)
        {
            return (Claim.Speaker, found.End, null);
        }

        var slot = L.Relations.GetValueOrDefault(kin) ?? kin;
        _person = kin;
        if (found.Name is { } at)
        {
            var name = new Stretch(place.Start + at.Start, place.Start + at.End);
            _person = name.Of(reading.Sentence);
            if (!AnimalWord().IsMatch(kin))
            {
                reading.Add(Claim.Speaker, slot, name, place);
            }
        }

        return (_person, found.End, kin);
    }

    /// <summary>Reads what names someone: 我妹妹叫小雨, 我家老狗旺仔没了.</summary>
    /// <returns>Whether that is all the clause says.</returns>
    private bool ReadKin(ChineseSink sink, string words, string kin)
    {
        var animal = AnimalWord().IsMatch(kin);
        var slot = animal ? "pet" : L.Relations.GetValueOrDefault(kin) ?? kin;
        var called = Called().Match(words);
        if (!called.Success && slot is not ("pet" or "child" or "mother" or "father" or "sibling")
            && (slot != kin || HelperWord().IsMatch(kin)))
        {
            called = IsNamed().Match(words);
            called = called.Success || slot != kin ? called : IsCalled().Match(words);
        }

        if (called.Success)
        {
            (sink with { Subject = Claim.Speaker }).Add(slot, called.Groups["v"]);
            _person = called.Groups["v"].Value;
            return true;
        }

        if (PetOf().Match(words) is { Success: true } pet)
        {
            sink.Add("pet", pet.Groups["v"]);
            return true;
        }

        if (OpenOf().Match(words) is { Success: true } open)
        {
            var (noun, value) = (open.Groups["noun"], open.Groups["v"]);
            sink.Add(value.Success ? sink.Noun("", noun) : noun.Value, value.Success ? value : noun,
                value.Success ? Polarity.Holds : Polarity.Ended, functional: true);
            return true;
        }

        var named = sink.Subject != kin;
        if (animal)
        {
            var at = sink.Reading.Matched.IndexOf(sink.Subject, sink.Clause.Start, StringComparison.Ordinal);
            if (at >= 0)
            {
                sink.Reading.Add(Claim.Speaker, "pet", new Stretch(at, at + sink.Subject.Length), sink.Clause,
                    Died().IsMatch(words) ? Polarity.Ended : Polarity.Holds, sink.When);
            }
        }

        return (animal && Died().IsMatch(words)) || (named && words.Length == 0);
    }

    /// <summary>Puts back a short name that stands in quotation marks: 座右铭是"知行合一".</summary>
    private static string WithNames(string sentence, string blanked)
    {
        var restored = blanked.ToCharArray();
        foreach (Match match in NamedInQuotes().Matches(sentence))
        {
            var name = match.Groups["v"];
            if (string.IsNullOrWhiteSpace(blanked[name.Index..(name.Index + name.Length)]))
            {
                sentence.CopyTo(name.Index, restored, name.Index, name.Length);
            }
        }

        return new string(restored);
    }

    private static bool Own(string words) => !Pronoun().IsMatch(words) && ChineseSubjects.Find(words)?.Kin is null;

    private static bool Clear(string subject) => !subject.EndsWith("自己", StringComparison.Ordinal);

    private static List<Stretch> Clauses(string sentence)
    {
        var clauses = new List<Stretch>();
        var start = 0;
        for (var i = 0; i <= sentence.Length; i++)
        {
            if (i < sentence.Length && !Parts(sentence, i))
            {
                continue;
            }

            var (from, to) = (start, i);
            from += Opening().Match(sentence[from..to]).Length;
            while (to > from && (char.IsWhiteSpace(sentence[to - 1]) || (char.IsPunctuation(sentence[to - 1]) && sentence[to - 1] is not ('》' or '”' or '」' or '』' or '"'))
                || char.IsSurrogate(sentence[to - 1]) || char.IsSymbol(sentence[to - 1])))
            {
                to--;
            }

            if (to > from)
            {
                clauses.Add(new Stretch(from, to));
            }

            start = i + 1;
        }

        return clauses;
    }

    // A space parts only Chinese from Chinese; a favourite may stand apart from what it is.
    private static bool Parts(string sentence, int i) => sentence[i] switch
    {
        '，' or ',' => !Resumes().IsMatch(sentence[(i + 1)..]),
        '；' or ';' or '。' or '！' or '!' or '？' or '?' or '（' or '(' or '）' or ')' or '\n' => true,
        ' ' or '　' => i > 0 && i + 1 < sentence.Length && Han().IsMatch(sentence.AsSpan(i - 1, 1))
            && Han().IsMatch(sentence.AsSpan(i + 1, 1)),
        _ => false,
    };

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", Options)]
    private static partial Regex Han();

    // What opens a clause and says nothing: a greeting, a conjunction, an announcement.
    [GeneratedRegex(
        "^(?:[\\s～~!！。…、]|\\d[.、]|但是|但|不过|可是|只是|而且|并且|另外|还有(?!一)|其实|对了|作为|然后|所以|因此|于是|顺便(?:说|提|问)一?[句下]|说实话"
        + "|老实说|你好呀?|您好|嗨|哈喽|大家好|哎呀?|唉|嗯+|ok|OK|Ok|好的|哦|啊|呃|话说|反正|总之|毕竟|没错|是的|因为|由于|既然|多亏了?|那个|(?:医生|大夫)说(?=我)|补充一?[点下句]?"
        + "|(?:先)?(?:跟|和|给|向|对)?(?:你|您|大家)?(?:先|帮我|再|提前|这边)?(?:自我)?(?:说|记|讲|介绍|更新|补充|汇报|报备|通知|声明|说明|同步|交代|提)(?:一[下声句]|下|个事|清楚)?(?:喔|哦|哈|啊|呀|情况|背景)?(?=[，：: ,])[，：:,]?"
        + "|(?:报个错|背景|前提|情况|备注|两个事|几个事|两件事|说个事|填一下[^，：:]{1,6})[：:]|(?![^，：:]*(?:地址|电话|邮箱|密码|号码))[^，：:]{0,8}(?:跟|和|给)(?:你|您|大家)[^，：:]{0,6}[：:])+",
        Options)]
    private static partial Regex Opening();

    [GeneratedRegex("^\\s*那?(?:必须|肯定|当然|一定)+得?(?:是|属)", Options)]
    private static partial Regex Resumes();

    [GeneratedRegex("^(?:也|还|就)?(?:他|她|它)(?!们|说|家|妈|爸|那边|俩)(?:现在|今年|最近)?", Options)]
    private static partial Regex Pronoun();

    [GeneratedRegex("^(?:我)?(?:请|你|以后|就|都|直接|大家都?)*(?:叫|喊|称呼)我(?:一声)?(?<v>[^，。的\\s]{2,6}?)(?:就行|就好|吧|就可以|即可|就成|好了|就得了)(?:了|啦)?$", Options)]
    private static partial Regex NicknamePattern();

    [GeneratedRegex("^.{0,2}(?:以前|之前|原来(?!如此)|曾经|曾|过去|早年|原先|本来(?=是))(?:一直|也|都|特别|很|在|是(?=吃|做|在))*?", Options)]
    private static partial Regex Was();

    [GeneratedRegex("^(?:的?(?:真名|名字|大名|小名))?(?:叫做|叫作|名叫|叫|是(?<=名字是|大名是|小名是))(?!我|他|她|什|做)(?<v>[^，。姓的]{1,10}?)(?:了|啦|呢)?$", Options)]
    private static partial Regex Called();

    [GeneratedRegex("^(?:它|名字|公司|店)?(?:的?名字)?(?:叫做?|名叫)(?<v>[^，。我的一]{1,8}?)$", Options)]
    private static partial Regex ThingNamed();

    [GeneratedRegex("自我介绍", Options)]
    private static partial Regex Introduction();

    [GeneratedRegex("^" + L.Surnames + "\\p{L}{1,2}$", Options)]
    private static partial Regex FullName();

    [GeneratedRegex("^\\d{2}$", Options)]
    private static partial Regex Age();

    [GeneratedRegex("^(?:我|本人)?(?:姓|名字)|你好|您好|大家好", Options)]
    private static partial Regex Surnamed();

    [GeneratedRegex("一[只条个]叫", Options)]
    private static partial Regex PetsApart();

    // 是刘慧主任, and not 是高中生.
    [GeneratedRegex("^(?:现在|还)?(?:是|换成了?|改成了?|变成了?)(?<v>" + L.Surnames + "(?:\\p{L}{1,2}?(?<![生人员师工民家])|\\p{L}{0,2}(?:医生|大夫|医师|主任|教授|老师|院长|博士|总|经理|老板|先生|女士|阿姨|叔叔|大姐|大爷|大妈|师傅|姐|哥))|一个姓[^，]{1,4}|[小阿老]\\p{L}|[A-Z][a-z]+)$", Options)]
    private static partial Regex IsNamed();

    // 我表哥的狗叫花卷.
    [GeneratedRegex("^的(?:猫|狗|兔子|仓鼠|鹦鹉)叫(?<v>[^，。的]{1,5}?)$", Options)]
    private static partial Regex PetOf();

    // 儿子的家教是小裴, 儿子没有家教了.
    [GeneratedRegex("^(?:的(?<noun>家教|班主任|钢琴老师|教练|外号|小名|学校|鞋码)(?:现在)?(?:是|叫)(?<v>[^，。的不很]{2,8}?)|(?:现在)?没有?(?<noun>家教|保姆|对象|工作|教练)了)$", Options)]
    private static partial Regex OpenOf();

    [GeneratedRegex("^(?:教练|房东|租客|合伙人|钟点工|邻居|同桌|师傅)$", Options)]
    private static partial Regex HelperWord();

    [GeneratedRegex("^(?:现在)?(?:是|换成了?)(?!一|个|我|做|学|" + L.Jobs + "$)(?<v>[\\p{L}·-[的了很人员师]]{2,5})$", Options)]
    private static partial Regex IsCalled();

    [GeneratedRegex("(?:没|死|走|去世|走丢|丢|离世|不在|老死)了$", Options)]
    private static partial Regex Died();

    [GeneratedRegex("^(?:我们?|要|是|在|还|了|着|人|得|想|正|能)*", Options)]
    private static partial Regex GroundLead();

    [GeneratedRegex("因为|由于|既然|为了|靠|多亏|自从|只要|反正|冲着|作为|缘故|所以|因此|要赶|陪", Options)]
    private static partial Regex Explicit();

    [GeneratedRegex("猫|狗|兔|鼠|鹦鹉|龟", Options)]
    private static partial Regex AnimalWord();

    [GeneratedRegex("(?:是|叫|为|名)\\s?(?<v>[\"“「『][^\"”」』\n。！？!?，,]{1,16}[\"”」』])", Options)]
    private static partial Regex NamedInQuotes();

    // Someone with a name, and not the first words of a clause.
    [GeneratedRegex("^(?!.*(?:的|我|你|他|她|自己|新|旧|职称|工作|方向|重点|镜头|问题|最|每|只|全|这|那|一|老|要|能|可|两地|为|因|先|晚上|早上|中午|下午|时|后|上|里|书房|孩子|会员)).{2,12}$|^《", Options)]
    private static partial Regex NamedSubject();
}

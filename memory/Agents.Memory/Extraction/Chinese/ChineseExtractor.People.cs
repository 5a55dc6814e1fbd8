using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <content>Whom a clause speaks of, and what it calls them.</content>
internal sealed partial class ChineseExtractor
{
    /// <summary>Reads 先自我介绍下：林晓，27.</summary>
    private static bool Introduces(Reading reading, Stretch place, string words, string before, int index)
    {
        if (OwnName.Match(words) is { Success: true } own)
        {
            var name = own.Groups["v"];
            var whose = words[0] is '我' or '本' ? Claim.Speaker : before;
            reading.Add(whose, own.Groups["short"].Success ? "nickname" : "name",
                new Stretch(place.Start + name.Index, place.Start + name.Index + name.Length), place);
            return true;
        }

        if (Figure.IsMatch(words) && Sex.IsMatch(reading.Matched[..place.Start]))
        {
            reading.Add(Claim.Speaker, "age", place, place);
            return true;
        }

        if (Height.IsMatch(words) && Weighs.IsMatch(reading.Matched[place.End..]))
        {
            reading.Add(Claim.Speaker, "height", place, place);
            return true;
        }

        if (!Introduction.IsMatch(reading.Matched[..place.Start]))
        {
            return SpeltOut(reading, place, words);
        }

        var slot = index == 0 && FullName.IsMatch(words) ? "name"
            : index is 1 or 2 && Age.IsMatch(words) ? "age"
            : null;
        if (slot is not null)
        {
            reading.Add(Claim.Speaker, slot, place, place);
        }

        return slot is not null;
    }

    /// <summary>Reads 我姓郝，郝建国.</summary>
    private static bool SpeltOut(Reading reading, Stretch place, string words)
    {
        if (!FullName.IsMatch(words) || !Surname.IsMatch(reading.Matched[..place.Start])
            || reading.Matched[..place.Start].TrimEnd('，', ',', ' ')[^1] != words[0])
        {
            return false;
        }

        reading.Add(Claim.Speaker, "name", place, place);
        return true;
    }

    /// <summary>Reads the name that stands beside who was just spoken of: 我爸，赵德山.</summary>
    private string? Apposition(Reading reading, Stretch place, string words, string before)
    {
        var renewed = Renewed.Match(reading.Matched[..place.Start]).Groups["kin"];
        if (!L.Relations.TryGetValue(renewed.Success ? renewed.Value : before, out var slot)
            || NameAlone.Match(words) is not { Success: true } alone)
        {
            return null;
        }

        var at = new Stretch(place.Start + alone.Groups["v"].Index, place.End);
        reading.Add(Claim.Speaker, slot, at, place);
        return _person = at.Of(reading.Sentence);
    }

    /// <summary>Reads the name of a thing that was just spoken of: 我养了一只狗，叫旺旺.</summary>
    private string? Thing(Reading reading, Stretch place, string words)
    {
        if (PetCalled.Match(words) is { Success: true } pet)
        {
            var (kind, called) = (pet.Groups["kind"], pet.Groups["v"]);
            var animal = new Stretch(place.Start + kind.Index, place.Start + kind.Index + kind.Length);
            var name = new Stretch(place.Start + called.Index, place.Start + called.Index + called.Length);
            reading.Add(Claim.Speaker, "pet", animal, place);
            reading.Add(animal.Of(reading.Sentence), "name", name, place);
            _person = name.Of(reading.Sentence);
            return Claim.Speaker;
        }

        if (claims.LastOrDefault() is not { Slot: "pet" or "owns" or "employer" } thing
            || ThingNamed.Match(words) is not { Success: true } named)
        {
            return null;
        }

        var value = named.Groups["v"];
        var at = new Stretch(place.Start + value.Index, place.Start + value.Index + value.Length);
        _person = at.Of(reading.Sentence);
        reading.Add(thing.Value, "name", at, place);
        return thing.Slot == "pet" ? thing.Value : Claim.Speaker;
    }

    /// <summary>Finds whom a clause is about, and adds what their naming says.</summary>
    private (string Subject, int Start, string? Kin) SubjectOf(
        Reading reading, Stretch place, string words, string before)
    {
        if (Pronoun.Match(words) is { Success: true } pronoun && _person is { } person)
        {
            return (person, pronoun.Length, null);
        }

        if (ChineseSubjects.Elsewhere(words))
        {
            return ("", 0, null);
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
            if (!AnimalWord.IsMatch(kin))
            {
                var left = ChineseNames.Left(slot, words[found.End..]);
                reading.Add(Claim.Speaker, slot, name, place, left ? Polarity.Ended : Polarity.Holds,
                    left ? ClaimTimes.Find(words, said, false).Time : null);
            }
        }

        return (_person, found.End, kin);
    }

    /// <summary>Reads who and what a question takes for granted: 我那台思域值多少, 我闺蜜婷婷生日送啥.</summary>
    private void Presupposed(Reading reading, Stretch place, string words)
    {
        var sink = new ChineseSink(reading, Claim.Speaker, place, place.Start, null, Past: false);
        if (!ChineseThings.Read(sink, words, text))
        {
            SubjectOf(reading, place, words, Claim.Speaker);
        }
    }

    /// <summary>Reads what the speaker's home does for a reason: 孩子那两天由我妈接.</summary>
    private static void ReadDone(Reading reading, Stretch place, string words)
    {
        if (ChineseHabits.Acts(words, Explicit.IsMatch(reading.Matched)))
        {
            reading.Add(Claim.Speaker, "procedure", place, place);
        }
    }

    /// <summary>Adds what happens at the only time that a clause names: what follows the time, where that says it.
    /// </summary>
    private void AddEvent(Reading reading, string subject, Stretch place, string words)
    {
        var ahead = ChineseHabits.Ahead(words);
        if (ClaimTimes.Find(words, said, ahead) is not ({ } when, var at))
        {
            return;
        }

        // Who speaks of what is to come means the Saturday that comes.
        if (ahead && when is { Day: not null } day && day.From < said.Date && day.From > said.Date.AddDays(-8)
            && Weekday.IsMatch(at.Of(words)))
        {
            when = StatedTime.OfDay(day.From.AddDays(7));
        }

        var after = at.End + ChineseHabits.Hour(words[at.End..]);
        var whole = words.Length - after < 2 || ChineseHabits.Done(words[..at.Start]);
        reading.Add(subject, "event", whole ? place : new Stretch(place.Start + after, place.End), place, when: when);
    }

    /// <summary>Reads what names someone: 我妹妹叫小雨, 我家老狗旺仔没了.</summary>
    /// <returns>Whether that is all the clause says.</returns>
    private bool ReadKin(ChineseSink sink, string words, string kin)
    {
        var animal = AnimalWord.IsMatch(kin);
        if (OnlySurname.Match(words) is { Success: true } surname && !animal
            && !Again(sink.Reading.Matched, sink.Clause.End, surname.Groups["v"].Value))
        {
            (sink with { Subject = Claim.Speaker }).Add(L.Relations.GetValueOrDefault(kin) ?? kin, surname.Groups["v"]);
            return true;
        }

        var slot = animal ? "pet" : L.Relations.GetValueOrDefault(kin) ?? kin;
        var called = Called.Match(words);
        if (!called.Success && slot is not ("pet" or "child" or "mother" or "father" or "sibling")
            && (slot != kin || HelperWord.IsMatch(kin)))
        {
            called = IsNamed.Match(words);
            called = called.Success || slot != kin ? called : IsCalled.Match(words);
        }

        if (called.Success)
        {
            (sink with { Subject = Claim.Speaker }).Add(slot, called.Groups["v"]);
            _person = called.Groups["v"].Value;
            return true;
        }

        if (PetOf.Match(words) is { Success: true } pet)
        {
            sink.Add("pet", pet.Groups["v"]);
            return true;
        }

        if (OpenOf.Match(words) is { Success: true } open)
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
                    Died.IsMatch(words) ? Polarity.Ended : Polarity.Holds, sink.When);
            }
        }

        return (animal && Died.IsMatch(words)) || (named && words.Length == 0);
    }

    private static Regex Weekday { get; } = Patterns.New("^(?:星期|周|礼拜)[一二三四五六日]$", Options);

    private static Regex Called { get; } = Patterns.New(
        "^(?:的?(?:真名|名字|大名|小名))?(?:叫做|叫作|名叫|叫|是(?<=名字是|大名是|小名是))(?!我|他|她|什|做)(?<v>[^，。姓的]{1,10}?)(?:了|啦|呢)?$", Options);

    // 我们领导姓郝，郝建国 gives the whole name next.
    private static bool Again(string sentence, int end, string surname) =>
        sentence.AsSpan(Math.Min(sentence.Length, end)).TrimStart("，, 叫是就").StartsWith(surname,
            StringComparison.Ordinal);

    private static Regex OnlySurname { get; } = Patterns.New("^姓(?<v>" + L.Surnames + ")$", Options);

    private static Regex ThingNamed { get; } = Patterns.New("^(?:它|名字|公司|店)?(?:的?名字)?(?:叫做?"
        + "|名叫)(?<v>[^，。我的一]{1,8}?)$", Options);

    private static Regex Introduction { get; } = Patterns.New("自我介绍", Options);

    private static Regex FullName { get; } = Patterns.New("^" + L.Surnames + "\\p{L}{1,2}$", Options);

    // 养了条金毛叫豆豆.
    private static Regex PetCalled { get; } = Patterns.New(
        "^(?:我们?|咱|我?家里?|家里|现在|还|也|刚|去年|今年|又)*(?:养着?了?|有了?|捡了?|领养了?|买了?|收养了?|来了)(?:一)?[只条](?<kind>[^，。的叫]{0,3}?"
        + L.Animals
            + ")(?:名字)?(?:叫|名叫|取名|起名)(?:做)?(?<v>[^，。的一我]{1,5}?)$", Options);

    // 我换了新老板，叫赵敏.
    private static Regex Renewed { get; } = Patterns.New("(?:换|来|有|找|请"
        + "|交)了?(?:一)?[个位]?新?的?(?<kin>\\p{L}{2,3})了?[，, ]+$", Options);

    // 就小雨, 叫小雨.
    private static Regex NameAlone { get; } = Patterns.New(
        "^(?:就是?|叫|名叫)?(?<v>" + L.Surnames + "(?=\\p{L}?" + L.Given + ")\\p{L}{1,2}|(?<=^(?:就是?|叫|名叫))(?:[小阿]\\p{L}"
        + "|(\\p{L})\\1|" + L.Given + "{2}))$", Options);

    private static Regex OwnName { get; } = Patterns.New(
        "^(?:(?:本人|鄙人|在下)(?:姓名)?(?<v>" + L.Surnames + "\\p{L}{1,2})|(?:我的?|本人)?(?:大名|本名|真名|全名)(?:叫|是)?(?<v>"
        + L.Surnames
            + "\\p{L}{1,2})|(?:我的?|本人)?(?<short>小名|外号|绰号|网名)(?:就?叫|是)?(?<v>(?!我|什|的)\\p{L}{2,4}))$", Options);

    private static Regex Surname { get; } = Patterns.New("^[^，]{0,6}(?:我|敝|免贵|本人)姓\\p{L}{1,2}[，, ]+$", Options);

    // 本人女，二十七.
    private static Regex Sex { get; } = Patterns.New("^(?:我|本人)?是?[男女]生?[，, ]+$", Options);

    // 170，65公斤.
    private static Regex Height { get; } = Patterns.New("^1[4-9]\\d(?:cm|公分)?$", Options);

    private static Regex Weighs { get; } = Patterns.New("^[，, ]*(?:体重)?\\d{2,3}\\s*(?:公斤|斤|kg|KG)", Options);

    private static Regex Figure { get; } = Patterns.New("^(?:今年)?(?:\\d{2}|[二三四五六七]?十[一二三四五六七八九]?)岁?$", Options);

    private static Regex Age { get; } = Patterns.New("^\\d{2}$", Options);

    // 是刘慧主任, and not 是高中生.
    private static Regex IsNamed { get; } = Patterns.New("^(?:现在|还)?(?:是|换成了?|改成了?|变成了?)(?<v>" + L.Surnames
        + "(?:\\p{L}{1,2}?(?<![生人员师工民家])|\\p{L}{0,2}(?:医生|大夫|医师|主任|教授|老师|院长|博士|总|经理|老板|先生|女士|阿姨|叔叔|大姐|大爷|大妈|师傅|姐|哥))"
        + "|一个姓[^，]{1,4}|[小阿老]\\p{L}|[A-Z][a-z]+)$", Options);

    // 我表哥的狗叫花卷.
    private static Regex PetOf { get; } = Patterns.New("^的(?:猫|狗|兔子|仓鼠|鹦鹉)叫(?<v>[^，。的]{1,5}?)$", Options);

    // 儿子的家教是小裴, 儿子没有家教了.
    private static Regex OpenOf { get; } = Patterns.New(
        "^(?:的(?<noun>家教|班主任|钢琴老师|教练|外号|小名|学校|鞋码)(?:现在)?(?:是|叫)(?<v>[^，。的不很]{2,8}?)|(?:现在)?没有?(?<noun>家教|保姆|对象|工作"
        + "|教练)了)$", Options);

    private static Regex HelperWord { get; } = Patterns.New("^(?:教练|房东|租客|合伙人|钟点工|邻居|同桌|师傅)$", Options);

    private static Regex IsCalled { get; } = Patterns.New("^(?:现在)?(?:是|换成了?)(?!一|个|我|做|学"
        + "|" + L.Jobs + "$)(?<v>[\\p{L}·-[的了很人员师]]{2,5})$", Options);

    private static Regex Died { get; } = Patterns.New("(?:没|死|走|去世|走丢|丢|离世|不在|老死|送人|送走|送给[^，]{1,8})了$", Options);

    private static Regex AnimalWord { get; } = Patterns.New("猫|狗|兔|鼠|鹦鹉|龟", Options);
}

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

    // From here on the turn gives words that are not those of its author.
    private bool _quotes;
    private bool _instructs;

    // Whom "he" and "it" mean.
    private string? _person;

    /// <summary>Tells whether a sentence is Chinese.</summary>
    public static bool Reads(string sentence) => ChineseClauses.AreChinese(sentence);

    /// <summary>Tells whether words speak of what is to come.</summary>
    public static bool LooksAhead(string words) => ChineseHabits.Ahead(words);

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
            Read(at, ChineseScripts.Simplified(ChineseClauses.WithNames(at.Of(text), blanked)), asks);
        }
        catch (RegexMatchTimeoutException)
        {
            // What takes so long to read is no plain talk.
        }
    }

    private void Read(Stretch at, string matched, bool asks)
    {
        var why = ChineseReasons.Find(matched);
        var places = ChineseClauses.Of(matched);
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
            var reading = because ? stated : reasoned;
            if (stance != Stance.Quotes && Instructs(reading, places, clauses, i, lasting) is { } told)
            {
                i = told;
                continue;
            }

            if (stance is Stance.Quotes or Stance.Supposes)
            {
                _quotes = stance == Stance.Quotes;
                if (ChineseStance.IsReport(words) && !_quotes)
                {
                    Presupposed(stated, place, words);
                }

                return;
            }

            if (stance == Stance.Passes || words.Length > ClauseMax || (asks && i == places.Count - 1))
            {
                Presupposed(stated, place, words);
                continue;
            }

            if (ChineseHabits.Procedure(clauses, i, subject == Claim.Speaker && Own(words)) is { } last)
            {
                var end = asks && last == places.Count - 1 && last > i ? last - 1 : last;
                var stretch = new Stretch(place.Start, places[end].End);
                reading.Add(Claim.Speaker, "procedure", stretch, stretch);
                i = end;
                continue;
            }

            subject = ReadClause(reading, places, words, subject, clauses, i, !because && why is not null);
        }

        if (why is { Length: > 1 and < 24 } ground && Explicit.IsMatch(matched))
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
            var lead = GroundLead.Match(ground.Of(reading.Matched)).Length;
            claims.At = before;
            try
            {
                reading.Add(Claim.Speaker, "reason", new Stretch(ground.Start + lead, ground.End), ground);
            }
            finally
            {
                claims.At = null;
            }
        }
    }

    /// <summary>Reads how the user wants to be called or answered.</summary>
    /// <returns>The last clause that says so; null where none does.</returns>
    private int? Instructs(Reading reading, List<Stretch> places, List<string> clauses, int index, bool lasting)
    {
        var (place, words) = (places[index], clauses[index]);
        if (NicknamePattern.Match(words) is { Success: true } called)
        {
            var name = called.Groups["v"];
            reading.Add(Claim.Speaker, "nickname",
                new Stretch(place.Start + name.Index, place.Start + name.Index + name.Length), place);
            return index;
        }

        if (ChineseHabits.Instruction(words, lasting) is not { } how)
        {
            return null;
        }

        var last = index;
        while (last + 1 < clauses.Count && ChineseHabits.CarriesOn(
            clauses[last + 1], string.IsNullOrWhiteSpace(reading.Sentence[places[last].End..places[last + 1].Start])))
        {
            last++;
        }

        _instructs = true;
        var end = last == index ? place.Start + how.End : places[last].End;
        reading.Add(Claim.Speaker, "instruction", new Stretch(place.Start + how.Start, end),
            new Stretch(place.Start, places[last].End));
        return last;
    }

    private string ReadClause(
        Reading reading, List<Stretch> places, string words, string before, List<string> clauses, int index,
        bool reasoned)
    {
        var place = places[index];
        var known = claims.Count;
        var whole = new ChineseSink(reading, Claim.Speaker, place, place.Start,
            ClaimTimes.Find(words, said, ChineseHabits.Ahead(words)).Time, Past: false);
        if (ReadNamed(whole, words, before, index) is { } named)
        {
            return named;
        }

        var (subject, start, kin) = SubjectOf(reading, place, words, before);
        if (subject.Length == 0)
        {
            ChineseEndings.Read(whole, words, known);
            return subject;
        }

        if (claims.Count > known && claims.Last().Polarity == Polarity.Ended)
        {
            return Claim.Speaker;
        }

        var rest = words[start..];
        known = claims.Count;
        var lead = ChinesePhrases.Lead.Match(rest).Length;
        var time = ClaimTimes.Find(words, said, ChineseHabits.Ahead(words)).Time;
        var was = Was.Match(rest);
        var past = was.Success || Was.IsMatch(words[..start]);
        if (past)
        {
            time ??= index + 1 < clauses.Count ? ClaimTimes.Find(clauses[index + 1], said, false).Time : null;
            lead = Math.Max(lead, was.Length);
            lead += ChinesePhrases.Lead.Match(rest[lead..]).Length;
        }

        var sink = new ChineseSink(reading, subject, place, place.Start + start + lead, time, past, start == 0);
        kin ??= start == 0 && L.Relations.ContainsKey(before) ? before : null;
        if (kin is not null && rest.StartsWith('都') && !Family.IsMatch(kin))
        {
            return before;
        }

        if (kin is not null && ReadKin(sink, rest[lead..], kin))
        {
            return subject;
        }

        if (ChineseContrast.Read(sink, rest[lead..]))
        {
            return subject;
        }

        Apply(sink, rest[lead..], rest, introduced: index == 0 || Surnamed.IsMatch(clauses[index - 1]));
        ReadNouns(sink, words, start, index > 0 ? clauses[index - 1] : null, known);
        ReadRest(sink, places, clauses, index, known, start > 0 && Clear(words[..start]));
        if (claims.Count == known && reasoned && subject is Claim.Speaker or "孩子" or "娃" or "宝宝")
        {
            ReadDone(reading, place, words);
        }

        ChineseEndings.Read(sink, words, known);

        // 施天佑再婚，配偶是尤宏伟: who was named goes on to be spoken of.
        return subject == Claim.Speaker && start == 0 && claims.Count > known
            && FullName.IsMatch(claims.Last().Subject) ? claims.Last().Subject : subject;
    }

    /// <summary>Reads what ended or happened, where no rule read what a clause says.</summary>
    private void ReadRest(
        ChineseSink sink, List<Stretch> places, List<string> clauses, int index, int known, bool subjected)
    {
        if (claims.Count == known)
        {
            ReadEnd(sink, places, clauses, index);
        }

        if (claims.Skip(known).All(claim => claim.Slot == "member_of")
            && !(index > 0 && Was.IsMatch(clauses[index - 1]))
            && ChineseHabits.Happens(clauses[index], subjected))
        {
            AddEvent(sink.Reading, sink.Subject, places[index], clauses[index]);
        }
    }

    /// <summary>Reads a clause that names someone or something and says no more that rules would read.</summary>
    /// <returns>Whom the next clause is about; null where the clause is none such.</returns>
    private string? ReadNamed(ChineseSink whole, string words, string before, int index)
    {
        var (reading, place, known) = (whole.Reading, whole.Clause, claims.Count);
        if (Thing(reading, place, words) is { } thing)
        {
            return thing;
        }

        if (Introduces(reading, place, words, before, index))
        {
            return before;
        }

        if (Apposition(reading, place, words, before) is { } person)
        {
            return person;
        }

        if (!ChineseThings.Read(whole, words, text))
        {
            return null;
        }

        var read = claims.Skip(known).FirstOrDefault();
        _person = read?.Value ?? _person;
        return read is { Slot: "pet" } ? read.Value : before;
    }

    /// <summary>Reads what a clause says with nouns, of the speaker, of a thing, or of someone by name.</summary>
    private void ReadNouns(ChineseSink sink, string words, int start, string? before, int known)
    {
        var at = sink.Clause.Start;
        if (sink.Subject == Claim.Speaker)
        {
            var mine = sink with { Offset = at + start - 1 };
            ChineseNouns.ReadMine(mine, "我" + words[start..], PetsApart.IsMatch(sink.Reading.Matched));
        }

        if (start == 0 && claims.Count == known && FullName.IsMatch(sink.Subject))
        {
            var owner = sink.Subject + "的";
            ChineseNouns.ReadTheirs(sink with { Offset = at - owner.Length }, owner + words);
        }

        if (start == 0 && claims.Count == known)
        {
            ChineseNouns.ReadThings(sink with { Offset = at }, words, before ?? "");
        }

        if (before is null && start == 0 && claims.Count == known)
        {
            ApplyNamed(sink with { Offset = at }, words);
        }

        if (claims.Count > known && claims.Last() is { Subject: Claim.Speaker, Polarity: Polarity.Holds } last
            && L.Relations.Values.Contains(last.Slot))
        {
            _person = last.Value;
        }
    }

    /// <summary>Reads that what the clause before spoke of is gone: 长城宽带实在太卡，昨天拆了.</summary>
    private static void ReadEnd(ChineseSink sink, List<Stretch> places, List<string> clauses, int index)
    {
        var words = clauses[index];
        if (index > 0 && BareEnd.IsMatch(words))
        {
            sink.Reading.Add(
                Claim.Speaker, "thing", places[index - 1], places[index - 1], Polarity.Ended, sink.When,
                    onlyIfKnown: true);
        }

        if (index > 0 && Gone.IsMatch(words[ChinesePhrases.Lead.Match(words).Length..])
            && Topic.Match(clauses[index - 1]) is { Success: true } topic)
        {
            var (value, before) = (topic.Groups["v"], places[index - 1]);
            sink.Reading.Add(
                Claim.Speaker,
                    "owns", new Stretch(before.Start + value.Index, before.Start + value.Index + value.Length),
                before, Polarity.Ended, sink.When);
        }
    }

    private static bool Own(string words) => !Pronoun.IsMatch(words) && ChineseSubjects.Find(words)?.Kin is null;

    private static bool Clear(string subject) => !subject.EndsWith("自己", StringComparison.Ordinal);

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static Regex Pronoun { get; } = Patterns.New("^(?:也|还|就)?(?:他|她|它)(?!们|说|家|妈|爸|那边|俩)(?:现在|今年"
        + "|最近)?", Options);

    private static Regex NicknamePattern { get; } = Patterns.New(
        "^(?:我)?(?:请|你|朋友们?|同事们?|同学们?|工友们?|室友们?|邻居们?|学生们?|客户们?|街坊|老乡|网友|群里|公司里|单位里|身边人|大伙儿?|家里人?|别人|他们"
        + "|以后|就|都|直接|大家都?)*(?:叫|喊|称呼)我(?:一声)?(?<v>(?!全名|名字|大名|本名|老师|先生|一声|起床)[^，。的\\s]{2,6}?)(?:(?<=(?:以后|今后|大家|工友"
        + "|室友|邻居|学生|客户"
        + "|街坊|老乡|网友|群里|公司里|单位里|身边人|大伙儿?"
            + "|朋友|同事|同学|家里|别人|他们).{2,10})|就行|就好|吧|就可以|即可|就成|好了|就得了)(?:了|啦)?$", Options);

    private static Regex Was { get; } = Patterns.New("^.{0,2}(?:(?:退休|毕业|结婚|婚|离职|辞职|来|生娃|下岗|转行|出国|回国)(?:之|以)?前|以前|之前"
        + "|原来(?!如此)|曾经|曾|过去|早年|原先|本来(?=是))(?:一直|也|都|特别|很|在|是(?=吃|做|在))*?", Options);

    // 长城宽带实在太卡，昨天拆了.
    private static Regex Gone { get; } = Patterns.New("^(?:就|全|都|干脆|只好|我|给|已经|早就?|直接|索性|果断|也|一气之下|上个?月|上周|昨天)*(?:拆|退"
        + "|卖|停|关|扔|送人|退订|注销|捐"
        + "|卸载|转让|退租)掉?了$", Options);

    // 协会会费涨得太狠，我给退了: what is over stands in the clause before.
    private static Regex BareEnd { get; } = Patterns.New(
        "^(?:我们?|就|全|都|干脆|只好|给|已经|早就?|直接|索性|果断|也|又|只能|一气之下|咬牙|狠心|终于|最后|后来|上个?月|上周|昨天|前天|去年|前[几两]天|去[^，我]{1,4}?)*(?:拆"
        + "|退|退掉|退订|卖|卖掉|停|停掉|关|关掉|扔|送人|送走|注销|捐|卸载|转让|转掉|转手|退租|不租|不续"
            + "|没续|没再续|不去|没再去|不上|不干|辞|辞职|离职|不做|不学|不练|不弹|不打|不订|不养|不开|不住|取消|放弃|断|戒|退出|不喝|不吃|不用|搬走|搬)(?:了|啦)$", Options);

    private static Regex Topic { get; } = Patterns.New(
        "^(?:我的|我家的?|那[个台辆])?(?<v>(?!我|你|他|她|这|钱|最近|今天)[\\p{L}]{2,6}?)(?:实在|真的|太|已经|老是|坏|旧了|到期|不好用|用不上|用不着"
            + "|没人)", Options);

    private static Regex Surnamed { get; } = Patterns.New("^(?:我|本人)?(?:姓|名字)|你好|您好|大家好", Options);

    private static Regex PetsApart { get; } = Patterns.New("一[只条个]叫", Options);

    private static Regex GroundLead { get; } = Patterns.New("^(?:我们?|要|是|在|还|了|着|人|得|想|正|能)*", Options);

    private static Regex Explicit { get; } = Patterns.New("因为|由于|既然|为了|靠|还不是|主要(?:还)?是|的人才|谁[叫让]|全凭|仗着|幸亏|好在|都怪|毕竟|图"
        + "|就冲|^有[这那了]|多亏|自从|只要|反正"
        + "|冲着|作为|缘故|所以|因此|要赶|陪", Options);

    private static Regex Family { get; } = Patterns.New("[爸妈爷奶公婆儿女老]", Options);
}

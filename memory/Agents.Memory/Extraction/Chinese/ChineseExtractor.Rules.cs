using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.Chinese.ChineseLexicon;

namespace Agents.Memory.Extraction.Chinese;

/// <content>What rules find in a clause, of whoever it speaks of.</content>
internal sealed partial class ChineseExtractor
{
    private static readonly ChineseRule[] Rules = [.. ChineseProfileRules.All, .. ChineseTalkRules.All,
        .. ChineseLifeRules.All, .. ChineseFrames.All];

    /// <summary>Adds what the rules find.</summary>
    /// <param name="sink">Where it goes.</param>
    /// <param name="words">What follows the subject and its adverbs.</param>
    /// <param name="rest">What follows the subject.</param>
    /// <param name="introduced">Whether someone without a subject may be saying their own name.</param>
    private static void Apply(ChineseSink sink, string words, string rest, bool introduced)
    {
        var ahead = sink.When is { } day && day.From > sink.Reading.Said.Date;
        var seen = new HashSet<string>();
        foreach (var rule in Rules)
        {
            var key = rule.Slot + (rule.Polarity == Polarity.Holds ? "" : "-");

            // What ended is one thing, however many rules read it.
            var again = seen.Contains(key)
                || (rule is
                {
                    Polarity: Polarity.Ended, Slot: "owns" or "reason" or "hobby"
                } && seen.Any(one => one.EndsWith('-')));
            if (again || !rule.Fits(sink.Subject) || (ahead && rule.Dated)
                || (rule.Slot == "age" && sink is { Bare: true, Subject: Claim.Speaker } && !introduced
                    && !sink.Reading.Claims.Any(claim => claim is { Subject: Claim.Speaker, OnlyIfKnown: false }))
                || (rule.Slot == "name" && sink.Bare && !introduced) || (rule.Subjected && sink.Bare))
            {
                continue;
            }

            // The time of a birthday is what is said of it.
            var birthday = rule.Slot == "birthday";
            if (rule.Said?.Match(birthday ? rest : words) is { Success: true } match)
            {
                var to = birthday ? sink with { Offset = sink.Offset - (rest.Length - words.Length) } : sink;
                if (Fronted(rule, match, sink.Bare) ? to.Of(Claim.Speaker).Add(rule, match) : to.Add(rule, match))
                {
                    seen.Add(key);
                }
            }
        }
    }

    // What is put first is the speaker's, whoever was spoken of before: 向导那边也退了.
    private static bool Fronted(ChineseRule rule, Match match, bool bare) => rule.Slot == "reason"
        || (bare && rule.Polarity == Polarity.Ended && match.Groups["v"] is { Success: true, Index: 0 });

    /// <summary>Reads what is said of someone or something by name.</summary>
    private static void ApplyNamed(ChineseSink others, string whole)
    {
        var seen = new HashSet<string>();
        foreach (var rule in Rules)
        {
            if (rule.Named?.Match(whole) is { Success: true } match && !seen.Contains(rule.Slot)
                && NamedSubject.IsMatch(match.Groups["s"].Value) && others.Add(rule, match))
            {
                seen.Add(rule.Slot);
            }
        }

        // 蒋文博是玉兰美妆的创始人 tells of both.
        if (seen.Count == 0 || (seen.SetEquals(["occupation"]) && OfficeOf.IsMatch(whole)))
        {
            ChineseNouns.ReadTheirs(others, whole);
        }
    }

    private static Regex OfficeOf { get; } = Patterns.New("的(?:主?教练|创始人|创办人|首席执行官|CEO|总裁|董事长|[市省县镇村部校院社行厂局会台]长|主席|总统"
        + "|总理|导演|作者)[。！!]*$",
        Options);

    // Someone with a name, and not the first words of a clause.
    private static Regex NamedSubject { get; } = Patterns.New(
        "^(?!.*[的我你他她最每只全这那一要时后为因])" + L.Surnames + "\\p{L}{2}$"
        + "|^(?![给帮替从把被跟对向为]|[左右][耳眼手脚]|眼睛|耳朵|订单|快递|运单|包裹|.*(?:学期|[语话文])$)(?!.*(?:的|我|你|(?<!马耳)他|她|自己|本科|研究生|硕士|博士|大专"
        + "|今年|去年|前年|明年"
        + "|差点"
        + "|新(?![加西德]|加坡|西兰)|旧(?!金山)|职称|工作"
        + "|方向|重点|镜头|问题|最|每|只|全|这|那|一|老(?!挝)|要|(?<!智)能(?!源|量)|可(?!口)|两地|为|因|先|晚上|早上|中午|下午|时|后|上|里|书房"
        + "|孩子"
        + "|会员)).{2,12}$|^《", Options);
}

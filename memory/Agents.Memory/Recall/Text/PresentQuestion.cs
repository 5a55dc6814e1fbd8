using System.Text.RegularExpressions;

namespace Agents.Memory.Recall.Text;

/// <summary>Reads whether a question asks for one thing as it stands now, in English and Chinese.</summary>
/// <param name="Off">Why it does not; null where it does.</param>
/// <param name="OfMeasure">Whether it asks for a number or a time.</param>
/// <param name="Subjects">The words that name whose or of what it is: "Anna" of "Anna's rent".</param>
internal sealed partial record PresentQuestion(string? Off, bool OfMeasure, string Subjects)
{
    private const RegexOptions Options =
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline;

    // A question is short; what is pasted into one is not what it asks.
    private const int CharsMax = 1_000;

    public static PresentQuestion Read(string question)
    {
        var text = question.Length > CharsMax ? question[^CharsMax..] : question;
        var measure = AnswerTypeReader.ExpectedBy(text) != AnswerTypes.None || Measures().IsMatch(text);
        var off = Past().IsMatch(text) ? "the question is of the past or of a change"
            : !AsksForValue().IsMatch(text) ? "the question does not ask what something is"
            : Several().IsMatch(text) || (!measure && Kinds().IsMatch(text)) ? "the question asks for several things"
            : Advice().IsMatch(text) ? "the question is for advice"
            : null;
        return new PresentQuestion(off, measure, off is null ? SubjectsOf(text) : string.Empty);
    }

    private static string SubjectsOf(string text)
    {
        var subjects = Possessors().Matches(text)
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value);
        var names = Pronouns.OfAuthor(text) ? [] : Names().Matches(text).Select(match => match.Value);
        return string.Join(' ', subjects.Concat(names).Distinct());
    }

    [GeneratedRegex(
        @"\b(?:what|which|who|whom|whose|where|when|how (?:many|much|often|long|old|far|big|large|tall|high))"
        + @"(?:['’]s\b|\b.*?\b(?:is|are|am|do|does|has|have|will)\b)|什么|谁|哪|多少|几|多大|多久|多长|多高|多远",
        Options)]
    private static partial Regex AsksForValue();

    [GeneratedRegex(
        @"\b(?:did|was|were|had|ago|originally|initially|at first|first time|earlier|before|previous(?:ly)?|formerly"
        + @"|used to|last|yesterday|past|history|ever|until|since|chang(?:e|es|ed|ing))\b"
        + "|以前|之前|原来|原本|当初|当时|那时|最初|起初|一开始|曾|过去|去年|前年|上次|上周|上个|昨|刚才|第一次|历史|变化",
        Options)]
    private static partial Regex Past();

    [GeneratedRegex(
        @"\b(?:differ\w*|various|between|across|altogether|each|every|all|both|compare\w*|list)\b"
        + "|区别|分别|之间|所有|全部|一共|各|哪些",
        Options)]
    private static partial Regex Several();

    // What somebody has done or does of a kind is several things, and none of them is out of date.
    [GeneratedRegex(@"\b(?:has|have|kinds?|types?|sorts?|some\w*|any\w*|activities|ways?)\b|几种|哪几", Options)]
    private static partial Regex Kinds();

    [GeneratedRegex(@"\b(?:should|would|could|might|can|you|your)\b|应该|可以|能不能|你|您", Options)]
    private static partial Regex Advice();

    [GeneratedRegex(
        @"\b(?:percent\w*|rate|average|number|count|total|quota|limit|deadline|score|size|amount|budget|price|costs?"
        + @"|rent|salary|version|weight|height|length|distance|speed|capacity|goal|target)\b"
        + "|比例|率|价格|工资|房租|预算|分数|版本|目标",
        Options)]
    private static partial Regex Measures();

    [GeneratedRegex(
        @"\b(?!(?:what|who|it|that|there|where|when|how|he|she|let|here)['’])(\w+)['’]s\b"
        + @"|([\u4E00-\u9FFF][\u4E00-\u9FFF-[我你您他她它们咱]])的",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Possessors();

    [GeneratedRegex(@"(?<=[\w,;:]\s)\p{Lu}\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}

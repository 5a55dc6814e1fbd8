using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads how the user wants to be answered from now on. What is asked of one answer alone ("in 40 words") is
/// no instruction.</summary>
internal static class EnglishInstructions
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>Adds the instructions of a sentence.</summary>
    /// <param name="reading">The sentence.</param>
    /// <param name="asks">Whether it ends with a question.</param>
    public static void Read(Reading reading, bool asks)
    {
        var whole = new Stretch(0, reading.Sentence.Length);
        if ((asks && !Request.IsMatch(reading.Sentence)) || Task.IsMatch(reading.Sentence)
            || Others.IsMatch(reading.Sentence))
        {
            return;
        }

        var found = Patterns.Select(pattern => pattern.Match(reading.Sentence)).FirstOrDefault(match => match.Success);
        if (found?.Groups["v"] is { } value && !IsCutByQuotation(reading, value.Index + value.Length))
        {
            reading.Add(Claim.Speaker, "instruction", new Stretch(value.Index, value.Index + value.Length), whole);
        }
    }

    // "Never begin with "Certainly"": what is to be left out is what was quoted.
    private static bool IsCutByQuotation(Reading reading, int end)
    {
        var next = end;
        while (next < reading.Sentence.Length && reading.Sentence[next] == ' ')
        {
            next++;
        }

        return reading.Sentence[end..next] != reading.Text[(reading.At.Start + end)..(reading.At.Start + next)];
    }

    // What lasts.
    private const string Ever = @"(?:from (?:now|here|this point|today) on(?:wards?)?|going forward|from today"
        + @"|in (?:the )?future|always|never(?: ever)?(?: again)?|ever(?: again)?|every (?:single )?time|any ?more"
        + @"|unless I (?:ask|say|tell)[^.,;!?]*|by default|as a rule|for all (?:my|future|your) \w+"
        + @"|in (?:every|all|your|each|any)(?: of your)? (?:\w+ )?(?:repl(?:y|ies)|answers?|responses?|messages?)"
        + @"|when(?:ever)? (?:you|u) (?:answer|reply|respond|write|explain|talk|speak|give|tell|translate|suggest|send"
        + @"|show)\w*[^.,;!?]*"
        + @"|(?:every time|whenever|when|each time) I (?:ask|paste|send|write|say|tell|give|share|post|type|message)"
        + @"[^.,;!?]*)";

    private const string Lead = @"^\W*(?:(?:so|and|but|also|oh|ok|okay|well|hey|hi|btw|thanks|note|one more thing"
        + @"|fyi|look"
        + @"|for the love of \w+|pretty|please|pls|plz|kindly|just|can you|could you|would you|will you|can u"
        + @"|i(?:['’]d| would) (?:like|prefer|want) (?:it if )?you(?: to)?|i want you to|i need you to"
        + @"|remember to|try to|make sure (?:to|you)|let['’]s)\b[,:]? )*";

    // What an assistant does.
    private const string Acts = @"(?:answer|reply|respond|speak|talk|write|give|show|use|keep|explain|call|address"
        + @"|start"
        + @"|end|begin|add|include|skip|leave|avoid|cite|put|format|stick|tell|make|be|treat|quote|list|assume|round"
        + @"|convert|spell|say|send|provide|link|warn|ask|translate|mention|suggest|recommend|apologi[sz]e|hedge"
        + @"|lecture|repeat|refer|check|double-check|sign|finish|offer|summari[sz]e|correct|stay|only|do|go|get"
        + @"|remind|drop|omit)";

    private const string Doing = @"(?:using|adding|putting|giving|apologi[sz]ing|saying|calling|asking|hedging|ending"
        + @"|starting|repeating|telling|writing|sending|being|explaining|lecturing|including"
        + @"|showing|making|mentioning|offering|talking|answering|replying|speaking|treating|quoting|beginning"
        + @"|assuming|summari[sz]ing|reminding|finishing|inserting|sprinkling|padding|overusing|throwing)";

    // Its own reason or another statement is no part of it.
    private const string End = @"(?=,? (?:please|pls|plz)\b|, (?:and |but )?(?:I|it|they|that|we|he|she|so|because"
        + @"|since|as|the|my|you)\b"
        + @"| (?:because|since|cause|but|so (?:I|it|that|we|they|you))\b|\s*[.;:!?…–—(]| - |\s*$)";

    private static IReadOnlyList<Regex> Patterns { get; } =
    [
        // "From now on answer me in simple English", "in future when I paste code just give me the diff".
        New(Lead + @"(?:from (?:now|here|this point|today) on(?:wards?)?|in (?:the )?future|going forward|from today|as"
            + @" a rule|by default),? " + @"(?:please |pls |just |can you |could you |you |I(?:['’]d like|"
            + @" want| need) you to )*(?<v>(?!(?:I|we|he|she|it|they|my|our|the|this|is"
            + @"|are)\b)\p{L}[^;!?\n.]{3,}?)" + End),
        New(@"(?:" + Lead + @"|[,;:)] (?:so |and |but |also )*)(?<v>" + When + @",? (?:please |just |always "
            + @"|only )*(?:" + Acts + @"|don['’]t|do not|no|never)\b"
            + @"[^;!?\n.]*?)" + End),

        // "Always show me the full command", "Never use emojis", "don't hedge, ever".
        New(Lead + @"(?<v>(?:always|never(?: ever)?|only ever|(?:don['’]t|do not"
            + @"|dont) ever) " + Acts + @"\b[^;!?\n.]*?)" + End),
        New(Lead + @"(?<v>(?:(?:just |only )?" + Acts + @"|don['’]t|do not|dont|never|(?:no|only)(?=[^.;!?]*\b" + Forms
            + @"\b))\b(?:(?!, (?:I|it|we|my|that)\b)[^;!?\n.])*?\b" + Ever + @"(?:,? please)?)" + End),
        New(Lead + @"(?<v>(?:keep|make) (?:your|all your|the) (?:answers?|repl(?:y|ies)|responses?|messages?)\b"
            + @"[^;!?\n.]*?)" + End),

        // "stop apologising in every reply", "please no emojis, ever".
        New(@"(?:^|[,.;!]|\b(?:and|but|please|god|so|you to|you)\b) ?(?:please |just |now |also )*(?<v>(?:stop|quit) "
            + Doing + @"\b[^;!?\n.]*?)" + End),

        // "Euros from now on", "Plain paragraphs whenever you answer me, never bullet points".
        New(Lead + @"(?<v>(?!(?:I|we|he|she|it|they|my|our|the|this|that|is|are|what|how|which|do|does|did|has|have"
            + @"|will"
            + @"|there|you)\b)(?=[^.;!?,]*\b" + Forms + @"\b)(?:[\p{L}\d'’-]+ ){1,6}?(?:from (?:now|here) on"
            + @"|whenever you answer(?: me)?|when you"
            + @" (?:answer|reply)(?: to)?(?: me)?|in (?:all )?your (?:answers|replies|responses)|always|every time)"
            + @"(?:, (?:never|no|not|always) [^.;!?\n]+?)?)(?:,? (?:please|pls|plz))?(?=\s*[.;!…]|,? (?:I|it|they|we"
            + @"|because)\b"
            + @"|\s*$)"),
    ];

    private const string When = @"(?:every time|whenever|when|each time|if ever) (?:I|you) (?:ask|paste|send|write"
        + @"|say|tell"
        + @"|give|share|post|type|answer|reply|respond|explain|suggest)\b(?:(?! (?:I|we)\b)[^,.;!?]){0,40}?";

    // How an answer looks.
    private const string Forms = @"(?:answers?|repl(?:y|ies)|paragraphs?|bullets?|points?|lists?|tables?|emojis?|metric"
        + @"|imperial|units|euros?|dollars?|pounds|kilos?|grams|celsius|fahrenheit|km|kilometres|miles|spelling|words?"
        + @"|sentences?|prose|markdown|head(?:ing|er)s?|jargon|lectures?|disclaimers?|caveats?|code|comments?|apologies"
        + @"|fluff|chit-?chat|small talk|grammar|tone|steps|summar(?:y|ies)|links|sources|citations|examples|text|caps"
        + @"|exclamation marks?|hedging|preamble|intros?|english|french|german|spanish|italian|language|names?|times?"
        + @"|formal|informal|casual|short|brief)";

    private static Regex Request { get; } = Extraction.Patterns.New(
        @"^\W*(?:\w+,? )?(?:can|could|would|will) (?:you|u)\b", Options);

    // What is asked of this one text.
    private static Regex Task { get; } = Extraction.Patterns.New(
        @"\b(?:in|for|on|to) (?:this|that|the following) (?:\w+ )?(?:one|time|file|letter|text|essay|story|e-?mail"
            + @"|table"
            + @"|post|list|task|answer|reply|question|function|poem|speech|message)\b|\bthis time\b|\bjust this once\b"
            + @"|\bfor now\b", Options);

    private static Regex Others { get; } = Extraction.Patterns.New(
        @"\b(?:tell|remind|ask|teach|train) (?:them|him|her|people|users|the|my|our|everyone|kids)\b"
            + @"|\b(?:said|says|told) \w+ to\b", Options);

    private static Regex New(string pattern) => Extraction.Patterns.New(pattern, Options);
}

using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>Tells what of a sentence is stated: not what it asks, supposes, wishes, or tells as said by
/// others.</summary>
internal static class EnglishDoubts
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>Gives a sentence without figures of speech: they tell of nothing that one has or is.</summary>
    public static string Plain(string sentence) => Blank(sentence, Figure);

    /// <summary>Gives a sentence with what it asks or doubts blanked out; empty where nothing is left.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="asks">Whether it ends with a question.</param>
    /// <param name="border">Where clauses begin.</param>
    public static string Stated(string sentence, bool asks, Regex border)
    {
        sentence = Blank(Blank(Blank(Blank(sentence, Courtesy), Offer), Idiom), Preface);

        // "I'm Muslim, what can I bring?" states something before it asks.
        var asked = (asks ? Asked : AskedToo).Match(sentence);
        if ((asks && !asked.Success) || Question.IsMatch(sentence))
        {
            return "";
        }

        sentence = asked.Success ? Without(sentence, asked.Groups["asks"]) : sentence;
        if (Strong.Match(sentence) is { Success: true } doubt)
        {
            // "I'm a nurse, and if I could I'd say so": what stands before the doubtful clause is said.
            var from = doubt.Groups["cut"].Success ? doubt.Index : Before(border, sentence, doubt.Index);
            sentence = sentence[..from] + new string(' ', sentence.Length - from);
        }

        foreach (Match weak in Weak.Matches(sentence))
        {
            // "I'd love a dog but I'm allergic": a wish reaches to the end of its clause.
            var comma = sentence.LastIndexOf(", ", weak.Index, StringComparison.Ordinal);
            var from = Math.Max(comma, Before(border, sentence, weak.Index));
            var next = border.Match(sentence, weak.Index + weak.Length);
            var to = next.Success ? next.Index : sentence.Length;
            sentence = sentence[..from] + new string(' ', to - from) + sentence[to..];
        }

        return string.IsNullOrWhiteSpace(sentence) ? "" : sentence;
    }

    private static int Before(Regex border, string sentence, int place) =>
        border.Matches(sentence).LastOrDefault(one => one.Index + one.Length <= place)?.Index ?? 0;

    private static string Blank(string sentence, Regex what) =>
        what.Replace(sentence, match => new string(' ', match.Length));

    private static string Without(string sentence, Capture part) =>
        sentence[..part.Index] + new string(' ', part.Length) + sentence[(part.Index + part.Length)..];

    // "I should mention I'm coeliac", "my GP says I have gout": what follows is said of oneself.
    private static Regex Preface { get; } = Patterns.New(
        @"(?:(?<=^\W*)|(?<=[,;:–—-] )|(?<=\b(?:and|but|so|now|also|since|because),? ))(?:I(?:['’]d| should| might| must"
            + @"| will|['’]ll| have to| can)?(?: also| just)? (?:mention|add|say|note|admit|confess|point out)"
            + @"|I(?:['’]ve| have)?(?: just| recently| been| was)* (?:told|found out|learnt|learned|discovered|realised"
                + @"|realized|reminded)"
            + @"|(?:my|the|our) (?:new )?(?:doctor|gp|dentist|nurse|consultant|optician|surgeon|specialist|midwife"
            + @"|physio"
                + @"|hospital|clinic|vet|therapist|scan|test|x-?ray)(?: \w+)?(?:['’]s)? (?:says|said|told me|tells me"
                + @"|thinks|reckons|confirmed|after telling me|found)"
            + @"|just to say|you (?:should|need to) know|it['’]s worth (?:saying|mentioning|knowing)|(?:let me"
                + @"|I['’]ll) tell you|(?:please )?(?:remember|note|keep in mind|bear in mind|don['’]t forget)"
            + @"|the (?:thing|problem|issue|trouble|fact) is|(?:it )?turns out|apparently|honestly|basically"
                + @"|would you believe)"
            + @"(?: that)?,? (?=(?:I|my|we|our)(?:['’]|\b))", Options);

    // What is supposed, or said by others: it reaches to the end of the sentence.
    private static Regex Strong { get; } = Patterns.New(
        @"(?<cut>,(?: and| but| so)? )?\b(?:(?<!what )if|suppos(?:e|ing)|imagine|pretend(?:ing)?|let['’]?s say|what if"
            + @"|assum(?:e|ing)|hypothetically|maybe|perhaps|role-?play|according to|two truths|for the story|dreamt"
            + @"|dreamed|whether|(?:when|while|back when) (?:I|we) (?:was|were) (?:an?|at|in|young\w*|little|small"
            + @"|\d+|five|six"
            + @"|seven|eight|nine|ten|eleven|twelve|thirteen|\w+teen)|as an? (?:kid|child|boy|girl|teen\w*|toddler"
            + @"|baby)"
            + @"|the (?:report|article|author|text|paragraph|story|movie|book|log) (?:lived|is about))\b"
            + @"|(?:(?<cut>,(?: and| but| so)? | (?:and|but|so) ))?\b(?<!\b(?:I|we|you)(?:['’](?:ve|m|re))? )"
            + @"(?!(?:I|we|you|then|first|always|never|to|was|were|been|being|am|are|is|I['’]ve"
            + @"|I['’]m)\b)(?:(?:(?:my|our|the|an?|this|that|his"
            + @"|her|some|one) )?(?:[\p{L}'’-]+ )??(?!(?:doctor|gp|dentist|nurse"
            + @"|consultant|optician|scan|results?|tests?|x-?ray|surgeon|hospital|clinic|vet|midwife"
            + @"|physio)\b)[\p{L}-]+"
            + @"(?: here)?)(?:['’]s| has| have| keeps?| is| was)?"
            + @" (?:\w+ly |always |just |still |once |even )*(?<says>said(?! to be\b)|says|told|tells|claims?|claimed|reckons?"
            + @"|insists?"
            + @"|swears|(?:wrote|writes)(?! (?-i:(?!I\b)(?:The |A |An )?\p{Lu}))|asks|asked|thinks?|believes|saying"
            + @"|telling me|texted|replied)\b",
        Options);

    // What is wished, meant or only nearly so: it reaches to the end of its clause.
    private static Regex Weak { get; } = Patterns.New(
        @"\b(?:wish|would|could|might|(?<!\byou )should|someday|one day|some day|I guess|not sure|no idea"
            + @"|(?:I|we)['’]d (?!been|had|better|rather|prefer|\w+ed\b)"
            + @"|(?:want|wanted|hop(?:e|ing)|aim(?:ing)?|love|like) to (?:be|have|live|move|own|get|learn|work|become"
                + @"|study|marry|speak|visit|go|say|quit|leave|buy|start|stop|play|do)"
            + @"|plan(?:ning)? (?:to|on)|th(?:inking|ought|ink) (?:of|about)|consider(?:ing|ed)?|tempted to"
            + @"|toying with|torn between|dream(?:ing)? (?:of|about)"
            + @"|(?:was|were|am|['’]m) (?:going|about|meant|supposed) to (?:say|ask|tell|write|mention|be)"
            + @"|(?:almost|nearly|practically|basically|virtually|pretty much) (?!always|every|all|as\b|\d)(?:\w+ed"
                + @"|an?|the|got|bought|had|lost|(?-i:\p{Lu})\w+)"
            + @"|fe(?:el|els|lt|eling) like|as (?:if|though)|like I(?:['’]m| am|['’]ve| have| was| were)"
            + @"|(?<=\b(?:I|we) (?:\w+ )?)(?:think|thought|believed?|say|swear) (?:that )?I(?=['’]| am\b| was\b"
            + @"| have\b| had\b))\b",
        Options);

    // What sounds like a doubt and is none.
    private static Regex Idiom { get; } = Patterns.New(
        @",? (?:would you believe(?: it)?|I (?:guess|suppose|think|reckon|swear)|if I['’]m honest|if you must know"
            + @"|if (?:that|it)['’]?s (?:any|of) (?:use|help))(?=\W*$|[,)])", Options);

    // A figure of speech tells of nothing that one has or is.
    private static Regex Figure { get; } = Patterns.New(
        @"\b(?:(?:I|we)(?:['’]?m|['’]ve| am| are| have)?|(?:he|she) (?:is|has)) (?:\w+ly |just |still |basically )*"
            + @"(?:married to (?:my|our|his|her|the) (?:job|work|career|phone|sea)"
            + @"|(?:sold|sell|lost|lose) (?:my|our|his|her) (?:soul|mind|temper|cool|marbles|patience|head"
                + @"|heart|way|voice|train of thought|place|appetite|thread"
            + @"|nerve)|(?:gave|give|given) up (?:hope|the ghost|on \w+))\b"
            + @"|\bmy name is mud\b"
            + @"|\b(?:I|we)(?:['’]ve| have|['’]m| am|['’]re| are)? (?:got |only |only got |about )*(?:(?:an?|one|two"
            + @"|ten"
            + @"|five|twenty|fifteen|thirty|half an|\d+|a few|no|zero|all the|some|little|enough) )(?:\w+ )?(?:minutes?"
            + @"|mins?|hours?|seconds?|secs?|time|moment|clue|idea|questions?|problems?|issues?|doubts?|choice|words"
            + @"|feeling|bone to pick|fish out of water|frog in my throat|lot on|lot going on|ideas?|thoughts?|luck"
            + @"|regrets?|bit of a \w+)\b"
            + @"|\b(?:I|we)(?:['’]ve| have) (?:got )?(?:\S+ ){1,3}left\b",
        Options);

    // What is said out of courtesy supposes nothing: "if you ever need it".
    private static Regex Courtesy { get; } = Patterns.New(
        @"(?<=^\W*(?:(?:and|also|so|oh|btw|by the way|fyi),? )*(?:my|our|I'm|I’m|I am|I live|I work|I have|it's"
            + @"|the|we)\b"
            + @"[^?]{0,200}),? (?:just )?(?:if|in case|so that) (?:you|that helps|it helps|it matters|anyone|the"
            + @" kids|they"
            + @"|we ever|I (?:ever )?forget)\b[^?]*$",
        Options);

    private static Regex Offer { get; } = Patterns.New(
        @"^\W*(?:and |also |so )?(?:just )?(?:if|in case) (?:you|it|that|anyone|anybody|they)(?:['’]re| are| ever)*"
            + @" (?:need|want|wonder|curious|ask|helps|matters|care|forg[eo]t|know)\w*[^,?]{0,40},(?= )", Options);

    private const string Asks = @"(?:what|who|whom|where|when|why|how|which|can|could|should|would|will|any|got any"
        + @"|recommend|suggest|thoughts|ideas|tips|advice|does anyone|is|are|do|does|did|am|was|has|have)";

    // How a question goes on, and no relative clause.
    private const string Verb = @"(?:do|does|did|can|could|should|would|will|is|are|am|was|much|many|long|far|often"
        + @"|I|you|we|they|it|he|she|the|there|my|our|to|u|that|this|these|those|an?)";

    // A head that asks by itself states nothing.
    private const string Head = @"^\W*(?:(?:so|hi|hey|hello|well|ok|okay|btw|hi there|hey there|hi all|and|also),? )*"
        + @"(?!(?:" + Asks + @"|what['’]s|who['’]s|how['’]s|where['’]s|if|suppose|say|anyone|anybody"
        + @"|ever)\b)\w[^?]{2,}?";

    private static Regex Asked { get; } = Patterns.New(
        Head + @"(?<asks>(?:, (?:so |and |but |or )?| (?:so|and|but) |;? [-–—] |; |: |(?<=[.)]) )(?:(?:what|who|whom"
            + @"|where|when|why|how|which|can|could|should|would|will|any|got any|recommend|suggest|thoughts|ideas"
            + @"|tips|advice|does anyone|anything|anyone)\b|(?:what|how|who|where)['’]s\b|(?:is|are|do|does|did|am"
            + @"|was|has|have)"
            + @" (?:\S+ ){2,})[^?]*\?\W*|, (?!(?:right|correct|yes|yeah|no|ok|okay|innit|true|eh|huh|I|my|we|our)\b"
            + @"|\w+n['’]t\b)(?:[\w'’-]+ ){0,5}[\w'’-]+\?\W*)$", Options);

    private static Regex AskedToo { get; } = Patterns.New(
        Head + @"(?<asks>(?:, (?:so |and |but )?| so |;? [-–—] |; )(?:(?<=so )(?:what|who|where|why|how|which) " + Verb
            + @"|(?:what|how|why) (?:do|does|did|can|could|should|would|is|are|am|much|many|long|far|often|to)"
            + @"|which \w+ (?:is|are|do|does|should|can|would)|who (?:do|should|can)|where (?:do|can|should|would)"
            + @"|(?:can|could|should|would|will|is|are|do|does|did) (?:I|you|u|we|they|it|he|she|there)|anything"
            + @"|any \w+)\b[^?]*)$", Options);

    private static Regex Question { get; } = Patterns.New(
        @"^\W*(?:(?:so|and|but|or|also|ok|hmm|wait),? )*(?:(?:what|who|where|why|how|which|whose)(?:['’]s)?\b"
            + @"(?! (?:I|we) (?:make|do|get|go|cook)\b)|when (?:is|are|do|does|did|can|should|will|was|would)\b"
            + @"|(?:is|are|do|does|did|can|should|will|has|have|would|could|am|was|were)(?:n['’]t)? (?:I|you|u|we"
            + @"|they|he"
            + @"|she|it|the|there|my|our|your|an?|any\w*|this|that|these|those|people|some\w*"
            + @"|(?-i:\p{Lu})\w+)\b)[^.]*$",
        Options);
}

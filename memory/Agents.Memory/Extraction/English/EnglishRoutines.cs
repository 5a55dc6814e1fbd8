using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads how the user does something, in steps or as a rule, where no reason is given for it.</summary>
internal static class EnglishRoutines
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>Gives where a sentence tells how something is done, and what of it is done; null where it does
    /// not.</summary>
    public static (Stretch Told, Stretch Done)? Find(string words)
    {
        var found = Forms.Select(form => form.Match(words)).FirstOrDefault(match => match.Success);
        if (found is null || Fails.IsMatch(words))
        {
            return null;
        }

        var done = found.Groups["done"];
        return (new Stretch(0, End(words)), new Stretch(done.Success ? done.Index : 0, End(words)));
    }

    /// <summary>Gives where a routine ends: what others make of it is no part of it.</summary>
    public static int End(string words) =>
        Beside.Match(words) is { Success: true } beside ? beside.Index : words.Length;

    private const string Lead = @"^\W*(?:(?:so|and|but|also|well|ok|okay|basically|usually|right),? )*";

    // One does as a rule what one does now; a feeling is nothing that one does.
    private const string Do = @"(?:I|we) (?:(?:always|usually|first|only|just|mostly|often|normally|generally"
        + @"|typically) )*"
        + @"(?!(?:am|was|were|had|did|didn['’]t|went|got|made|took|tried|used to|thought|want(?:ed)?|need|like|love"
        + @"|hate"
        + @"|know|knew|think|feel|felt|have (?:no|been|had|to ask)|hope|wish|wonder|forget|remember|believe|can['’]t"
        + @"|could|would|should|might|will|don['’]t know|get (?:an? |the |this |no |\w+ error|told)|see|hear"
        + @"|keep getting"
        + @"|understand|mean|guess|suppose|end up|struggle|wanted|liked|loved|hated|agree)\b|\w{2,}ed\b)\p{L}+";

    private const string Steps = @"\b(?:first|then|last(?=\W*$|,)|only then|after that|afterwards|next|finally|always"
        + @"|never|in that order)\b";

    private static IReadOnlyList<Regex> Forms { get; } =
    [
        New(Lead + @"(?:every|each) (?:single )?(?:morning|day|evening|night|week|weekday|weekend|month|year|monday"
            + @"|tuesday"
            + @"|wednesday|thursday|friday|saturday|sunday)\b[^?]*?\b" + Do),
        New(Lead + @"(?:before|after) (?:every|each) \w+\b[^?]*?\b" + Do),
        New(Lead + @"to (?!be\b)\w+\b[^?]{2,40}?\b(?:I|we) (?:always |usually |first )?(?:hold|press|turn|put|start"
            + @"|take"
            + @"|grind|use|open|soak|run|pull|set|mix|add|heat|boil|wash)\b"),
        New(@"^\W*(?:(?:so|and|but|also|well|ok|because),? )*(?:for|on|in|at|with|when(?:ever)?|before|after)? ?"
            + @"[^,?]{0,50}?,? ?\b(?:I|we) (?:always|usually|never|only ever|normally|generally|typically) " + Act),
        New(@"^\W*(?:[\w'’ ]{3,30}(?:routine|ritual|recipe|workflow|process|method|system|trick|order)): (?:I|we)\b"),

        // "Whenever we deploy it goes to staging first", "the way I do my jollof, I wash the rice".
        New(Lead + @"(?:when(?:ever)?|every time|each time|any time) (?:I|we) [^?]{3,60}?,? (?:it"
            + @"|" + Do + @")\b[^?]*" + Steps),
        New(Lead + @"(?:the way|how) (?:I|we) \w+\b[^?]{0,40}?(?:,|:| is) (?<done>[^?]*\b)(?:then|first|after|before"
            + @"|until|till)\b"),
        New(Lead + @"(?:(?:on|for|in|at) [\w'’ ]{2,30}?,? )?(?:I|we) do (?:it|them|this|that|things|everything|it all)"
            + @" (?:like this|this way|by \w+|in this order|the same way)\b"),
        New(Lead + @"(?:(?:on|for|in|at|with) [\w'’ ]{2,30}?,? )?" + Do + @"\b[^?]*\bfirst\b[^?]*\b(?:then|last)\b"),
    ];

    private const string Act = @"(?!(?:liked?|loved?|want(?:ed)?|hated?|know|knew|thought|think|feel|felt|forget"
        + @"|forgot|wonder"
        + @"|wondered|been|had|have|get|got|wanted|need(?:ed)?|used|end|ended|seem|hear|heard|see|saw|say|said|believe"
        + @"|knew|understood|understand|remember|mean|meant|told|lose|lost|mess|struggle|fail|hope|expected|dreamt"
        + @"|dreamed"
        + @"|smoked|learnt|learned|met|owned|tried)\b)\p{L}+";

    // What goes wrong is a complaint about a thing.
    private static Regex Fails { get; } = Patterns.New(
        @"\b(?:errors?|crash\w*|fail\w*|freez\w*|hangs|dies|stuck|throws|exception|says|won['’]t|doesn['’]t|permission"
            + @"|undefined|null|bug|breaks?|disconnects?|stops working)\b|\?", Options);

    private static Regex Beside { get; } = Patterns.New(
        @",? and (?:people|everyone|everybody|nobody|they|that|it['’]s|my \w+ (?:says|thinks|hates|laughs))\b.*$"
            + @"|, (?:so (?:when|if|what|how|can|do|is)|it (?:drives|works|takes|never|always)|which)\b.*$", Options);

    private static Regex New(string pattern) => Patterns.New(pattern, Options);
}

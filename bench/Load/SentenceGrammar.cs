namespace Agents.Bench.Load;

/// <summary>Sentences of one small grammar, which a real model puts near each other: the hard case of a
/// search.</summary>
internal static class SentenceGrammar
{
    private static readonly string[] Who = ["I", "My sister", "Our neighbour", "The new manager", "My old friend Tom"];

    private static readonly string[] Does =
        ["bought", "lost", "painted", "talked about", "repaired", "dreamt of", "sold", "was given", "looked for"];

    private static readonly string[] What =
    [
        "a red bicycle", "the kitchen table", "two tickets to Lisbon", "a beagle", "an old piano", "the house in Bern",
        "a job at the museum", "her first novel", "a camera", "the garden", "a loaf of bread", "a telescope",
    ];

    private static readonly string[] When =
        ["yesterday", "last summer", "on Friday", "before the wedding", "in March", "after work", "when it rained"];

    private static readonly string[] Why = ["", " for the second time", " because of the children"];

    /// <summary>Gives the grammar's 11,340 sentences, those that differ least first.</summary>
    public static IEnumerable<string> All() =>
        from who in Who
        from does in Does
        from what in What
        from when in When
        from why in Why
        select $"{who} {does} {what} {when}{why}.";
}

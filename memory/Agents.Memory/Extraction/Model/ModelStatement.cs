namespace Agents.Memory.Extraction.Model;

/// <summary>One thing that a model says that a turn says. Nothing of it is trusted before it was held against the
/// turn.</summary>
public sealed record ModelStatement
{
    /// <summary>Gets whom or what it is about; null for whoever speaks.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets what of the subject it is about.</summary>
    public string? Slot { get; init; }

    /// <summary>Gets what it says.</summary>
    public string? Value { get; init; }

    /// <summary>Gets the words of the turn that are to say it.</summary>
    public string? Quote { get; init; }

    /// <summary>Gets whether it holds, ended or is negated; null where it holds.</summary>
    public string? Polarity { get; init; }

    /// <summary>Gets when it became so: the turn's own words, or <c>2024</c>, <c>2024-03</c>,
    /// <c>2024-03-08</c>.</summary>
    public string? When { get; init; }

    /// <summary>Gets the words of the turn that give the reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Makes a statement of named fields; others are passed over.</summary>
    internal static ModelStatement Of(IReadOnlyDictionary<string, string> fields) => new()
    {
        Subject = fields.GetValueOrDefault("subject"),
        Slot = fields.GetValueOrDefault("slot"),
        Value = fields.GetValueOrDefault("value"),
        Quote = fields.GetValueOrDefault("quote"),
        Polarity = fields.GetValueOrDefault("polarity"),
        When = fields.GetValueOrDefault("when"),
        Reason = fields.GetValueOrDefault("reason"),
    };

    /// <summary>Tells whether fields are those of a statement, and not of something around it.</summary>
    internal static bool IsOne(IReadOnlyDictionary<string, string> fields) =>
        fields.ContainsKey("quote") || (fields.ContainsKey("slot") && fields.ContainsKey("value"));
}

namespace Agents.Embedding;

/// <summary>Which model looks at the best candidates of a question once more. One of <see cref="ModelDirectory"/> and
/// <see cref="LateInteraction"/> is set.</summary>
public sealed class RerankingOptions
{
    /// <summary>Gets or sets the folder of a cross-encoder.</summary>
    public string? ModelDirectory { get; set; }

    /// <summary>Gets or sets a value indicating whether the sentence model that embeds also compares question and text
    /// word by word.</summary>
    public bool LateInteraction { get; set; }

    /// <summary>Gets or sets how many bytes of token vectors late interaction keeps, by the hash of their
    /// text.</summary>
    /// <value>The default is 64 MiB: some 2,000 texts of 40 tokens, or 330 of 256, at 384 numbers a
    /// token.</value>
    public long CacheBytesMax { get; set; } = 64L << 20;
}

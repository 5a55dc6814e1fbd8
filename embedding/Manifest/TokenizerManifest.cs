namespace Agents.Embedding.Manifest;

/// <summary>The tokenizer that a model was trained with.</summary>
internal sealed record TokenizerManifest
{
    /// <summary>The only kind that is built in.</summary>
    public const string WordPiece = "wordpiece";

    /// <summary>The algorithm; only <see cref="WordPiece"/> is built in.</summary>
    public string Kind { get; init; } = WordPiece;

    /// <summary>
    /// The vocabulary's path inside the model's folder: one word piece a line, the line's number is its id.
    /// </summary>
    public string Vocabulary { get; init; } = "vocab.txt";

    /// <summary>Whether text is lower-cased.</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>Whether accents are removed.</summary>
    public bool StripAccents { get; init; } = true;

    public string ClsToken { get; init; } = "[CLS]";

    public string SepToken { get; init; } = "[SEP]";

    public string UnkToken { get; init; } = "[UNK]";

    public string PadToken { get; init; } = "[PAD]";
}

namespace Agents.Embedding.Tokenization;

/// <summary>What the tokenizer does with a character before it is normalised.</summary>
internal enum RuneKind
{
    /// <summary>Part of a word, as far as is known before normalising.</summary>
    Letter,

    /// <summary>Ends a word.</summary>
    Space,

    /// <summary>Ends a word and is one.</summary>
    AsciiPunctuation,

    /// <summary>A Chinese character: ends a word and is one.</summary>
    Cjk,

    /// <summary>Neither read nor a border: control and format characters.</summary>
    Dropped,
}

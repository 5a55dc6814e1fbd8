namespace Agents.Embedding.Tokenization;

/// <summary>A text as the model reads it.</summary>
/// <param name="Ids">The ids of its word pieces, the first and last special tokens included; at least 2.</param>
/// <param name="Unknown">How many of the word pieces stand for something that the vocabulary lacks.</param>
internal readonly record struct TokenizedText(int[] Ids, int Unknown)
{
    /// <summary>The share of word pieces that are unknown, 0 to 1; 0 for a text without any.</summary>
    public double UnknownShare => Ids.Length <= 2 ? 0 : (double)Unknown / (Ids.Length - 2);
}

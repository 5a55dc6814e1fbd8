namespace Agents.Memory.Recall.Lexical;

/// <summary>Where the postings of one term lie in the arena.</summary>
/// <param name="Offset">The start of the block.</param>
/// <param name="Used">The bytes of the block that are in use; they decide the block's size.</param>
/// <param name="Last">The highest ordinal of the list.</param>
/// <param name="Documents">How many documents the list holds.</param>
internal record struct PostingList(int Offset, int Used, int Last, int Documents)
{
    public const int Bytes = 4 * sizeof(int);
}

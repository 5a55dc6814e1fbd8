using Agents.Embedding.Tokenization;

namespace Agents.Embedding.Batching;

/// <summary>One text that waits for its turn.</summary>
/// <param name="Request">The request that it belongs to.</param>
/// <param name="Index">Its place in the request.</param>
/// <param name="Arrival">A number that grows with each text that enters the lane.</param>
internal readonly record struct PendingText(EncodingRequest Request, int Index, long Arrival)
{
    public TokenizedText Text => Request.Texts[Index];
}

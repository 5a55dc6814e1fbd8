namespace Agents.Storage.Transfer;

/// <summary>A log as it is copied: sealed.</summary>
/// <param name="Generation">The life of the log.</param>
/// <param name="Header">The bytes of its header, as in <c>header.bin</c>: the wrapped key and the sealed names.</param>
/// <param name="Frames">The bytes of its committed frames in order, in pieces of whole frames. Each piece is valid
/// until the next one is read.</param>
public sealed record LogImage(
    long Generation, ReadOnlyMemory<byte> Header, IAsyncEnumerable<ReadOnlyMemory<byte>> Frames);

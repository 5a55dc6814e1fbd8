using System.Runtime.CompilerServices;
using Agents.Memory.Log;

namespace Agents.Storage.Transfer;

/// <summary>Writes logs into a store, and compares what they fold to before and after.</summary>
internal static class VerifiedCopy
{
    /// <summary>Writes a log, reads it back, and compares. A copy that is not the same is deleted.</summary>
    /// <returns>How many bytes of frames it has.</returns>
    /// <exception cref="TransferException">The log does not verify, or its copy is not the same.</exception>
    public static async Task<long> WriteAsync(
        IKeyRing ring, ILogStore store, string name, LogImage image, CancellationToken cancellationToken)
    {
        using var fold = LogFold.Of(ring, name, image);
        var folded = image with { Frames = FoldedAsync(fold, image.Frames, cancellationToken) };
        await store.WriteAsync(name, folded, cancellationToken).ConfigureAwait(false);
        try
        {
            var written = await store.ReadAsync(name, cancellationToken).ConfigureAwait(false)
                ?? throw new TransferException("its copy is not there");
            using var again = LogFold.Of(ring, name, written);
            await again.ReadAsync(written, cancellationToken).ConfigureAwait(false);
            return again.Chain.Hash.SequenceEqual(fold.Chain.Hash) && again.Digest() == fold.Digest()
                ? fold.Chain.Bytes
                : throw new TransferException("its copy folds to another state, and was deleted");
        }
        catch (Exception e) when (e is TransferException or LogDamagedException)
        {
            await store.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> FoldedAsync(
        LogFold fold,
        IAsyncEnumerable<ReadOnlyMemory<byte>> frames,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in frames.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            fold.Add(piece.Span);
            yield return piece;
        }

        fold.End();
    }
}

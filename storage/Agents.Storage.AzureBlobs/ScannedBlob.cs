using Agents.Storage.Files;

namespace Agents.Storage.AzureBlobs;

/// <summary>A segment's blob that was read to be copied.</summary>
/// <param name="Frames">Its committed frames.</param>
/// <param name="Position">The sequence of the last one.</param>
/// <param name="Hash">The chain hash of the last one.</param>
internal sealed record ScannedBlob(ReadOnlyMemory<byte> Frames, long Position, byte[] Hash)
{
    /// <returns>Null for a blob to which nothing was appended yet.</returns>
    /// <exception cref="FileFaultException">The blob is missing or damaged.</exception>
    public static async Task<ScannedBlob?> ReadAsync(
        SegmentBlobs blobs, ManifestEntry entry, SegmentHeader expected, CancellationToken cancellationToken)
    {
        if (entry.FirstSequence != expected.FirstSequence)
        {
            throw new FileFaultException(
                Manifest.NameOf(entry.File),
                0,
                $"frame {expected.FirstSequence} follows, but the segment starts with frame {entry.FirstSequence}");
        }

        var blob = await blobs.ReadAsync(entry.File, cancellationToken).ConfigureAwait(false);
        return BlobLogLoader.Scan(blob.Bytes, expected) is { } scan
            ? new ScannedBlob(
                blob.Bytes.AsMemory(SegmentHeader.Bytes, (int)scan.Segment.Length - SegmentHeader.Bytes),
                scan.Position,
                scan.Hash)
            : null;
    }
}

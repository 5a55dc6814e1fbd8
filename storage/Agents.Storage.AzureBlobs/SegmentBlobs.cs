using System.Globalization;
using System.Security.Cryptography;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Logs;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Agents.Storage.AzureBlobs;

/// <summary>The append blobs of one life of a log, as one writer sees them.</summary>
/// <remarks>
/// A writer has a random id, which stands in the metadata of the blob that it appends to. Writing it there changes the
/// blob's ETag, and every append names the ETag of the writer's own last write: so whoever claims a blob makes every
/// writer before stale, without a byte in the blob. A writer whose answer was lost knows its append again by the bytes
/// (their nonces are random) and by the id.
/// </remarks>
internal sealed class SegmentBlobs(BlobContainerClient container, string name, long generation)
{
    private const string WriterKey = "writer";
    private const string SealedKey = "sealed";
    private const string Yes = "1";
    private const int WriterBytes = 16;

    /// <summary>The longest segment: one that was full but for a byte when the longest group came.</summary>
    private const long BytesMax = int.MaxValue / 2;

    private readonly string _writer = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(WriterBytes));

    /// <summary>Gets the prefix of the blobs of this life: no two lives share a name.</summary>
    public string Prefix { get; } = PrefixOf(name, generation);

    public static string PrefixOf(string name, long generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}/{generation:x16}/");

    public static bool IsSealed(BlobRead read) => read.Metadata.TryGetValue(SealedKey, out var value) && value == Yes;

    /// <summary>Creates a segment's blob whose number no other writer can have.</summary>
    /// <exception cref="StaleWriterException">There is one with content.</exception>
    public async Task<ActiveBlob> CreateAsync(uint file, bool isSealed)
    {
        var (active, isOurs) = await CreateOrFindAsync(file, isSealed).ConfigureAwait(false);
        return isOurs ? active : await MarkAsync(file, active, isSealed).ConfigureAwait(false);
    }

    /// <summary>Creates a segment's blob, or finds an empty one that an interrupted change left.</summary>
    /// <returns>The blob, and whether this writer's id stands in it; else it is to be claimed.</returns>
    /// <exception cref="StaleWriterException">There is one with content.</exception>
    public async Task<(ActiveBlob Active, bool IsOurs)> CreateOrFindAsync(uint file, bool isSealed)
    {
        var blob = Of(file);
        try
        {
            var created = await blob.CreateAsync(new AppendBlobCreateOptions
            {
                Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All },
                Metadata = Metadata(isSealed),
            }).ConfigureAwait(false);
            return (new ActiveBlob(created.Value.ETag, 0, 0, isSealed), true);
        }
        catch (RequestFailedException e) when (BlobErrors.IsConflict(e) || BlobErrors.IsRefused(e))
        {
            var there = (await blob.GetPropertiesAsync().ConfigureAwait(false)).Value;
            return there.ContentLength == 0
                ? (new ActiveBlob(there.ETag, 0, 0, isSealed), IsOurs(there.Metadata))
                : throw new StaleWriterException("another writer created the segment", e);
        }
    }

    public async Task<BlobRead> ReadAsync(uint file, CancellationToken cancellationToken)
    {
        try
        {
            return await BlobReads.WholeAsync(Of(file), BytesMax, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e))
        {
            throw new FileFaultException(Manifest.NameOf(file), 0, "it is missing");
        }
    }

    /// <summary>Reads a segment's blob from an offset to its end; null when it is missing or not that long.</summary>
    public async Task<BlobRead?> TryReadFromAsync(uint file, long offset, CancellationToken cancellationToken)
    {
        try
        {
            return await BlobReads.FromAsync(Of(file), offset, BytesMax, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e) || BlobErrors.IsOutOfRange(e))
        {
            return null;
        }
    }

    /// <exception cref="FileFaultException">The blob is missing or shorter than it was.</exception>
    public async Task ReadPartAsync(uint file, long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        try
        {
            var (count, _, _) = await BlobReads.PartAsync(Of(file), offset, target, cancellationToken)
                .ConfigureAwait(false);
            if (count == target.Length)
            {
                return;
            }
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e) || BlobErrors.IsOutOfRange(e))
        {
            throw new FileFaultException(Manifest.NameOf(file), offset, "it is missing, or shorter than it was");
        }

        throw new FileFaultException(Manifest.NameOf(file), offset, "it is shorter than when it was opened");
    }

    /// <summary>Appends one block behind this writer's last one.</summary>
    /// <exception cref="StaleWriterException">Another writer was here; nothing of the block is there.</exception>
    /// <exception cref="LogUnavailableException">The block is there, and another writer came behind it.</exception>
    public async Task<ActiveBlob> AppendAsync(uint file, ActiveBlob active, ReadOnlyMemory<byte> block)
    {
        var end = active.End + block.Length;
        try
        {
            using var content = BinaryData.FromBytes(block).ToStream();
            var options = new AppendBlobAppendBlockOptions
            {
                Conditions = new AppendBlobRequestConditions
                {
                    IfMatch = active.Tag,
                    IfAppendPositionEqual = active.End,
                },
            };
            var appended = await Of(file).AppendBlockAsync(content, options).ConfigureAwait(false);
            return active with { Tag = appended.Value.ETag, End = end, Blocks = active.Blocks + 1 };
        }
        catch (RequestFailedException e) when (BlobErrors.IsRefused(e) || BlobErrors.IsMissing(e))
        {
            return await FindAsync(file, active, block, e).ConfigureAwait(false) is { } tag
                ? active with { Tag = tag, End = end, Blocks = active.Blocks + 1 }
                : throw new StaleWriterException("another writer appended or claimed the segment", e);
        }
    }

    /// <summary>
    /// Claims a segment's blob for this writer, or seals it: every earlier writer is stale from now on.
    /// </summary>
    /// <exception cref="StaleWriterException">Another writer was here.</exception>
    public async Task<ActiveBlob> MarkAsync(uint file, ActiveBlob active, bool isSealed)
    {
        var blob = Of(file);
        try
        {
            var marked = await blob.SetMetadataAsync(
                Metadata(isSealed), new BlobRequestConditions { IfMatch = active.Tag }).ConfigureAwait(false);
            return active with { Tag = marked.Value.ETag, Sealed = isSealed };
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e))
        {
            throw new StaleWriterException("another writer dropped the segment", e);
        }
        catch (RequestFailedException e) when (BlobErrors.IsRefused(e))
        {
            var there = (await blob.GetPropertiesAsync().ConfigureAwait(false)).Value;
            return IsOurs(there.Metadata)
                && there.Metadata.ContainsKey(SealedKey) == isSealed && there.ContentLength == active.End
                    ? active with { Tag = there.ETag, Sealed = isSealed }
                    : throw new StaleWriterException("another writer appended or claimed the segment", e);
        }
    }

    public async Task DeleteAsync(uint file) =>
        await Of(file).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots).ConfigureAwait(false);

    /// <summary>Finds a block again whose answer may have been lost: the client had sent it before.</summary>
    private async Task<ETag?> FindAsync(
        uint file, ActiveBlob active, ReadOnlyMemory<byte> block, RequestFailedException refusal)
    {
        // One byte more than the block: who finds it is not the last one any more.
        var found = new byte[block.Length + 1];
        try
        {
            var (count, tag, metadata) = await BlobReads.PartAsync(Of(file), active.End, found, CancellationToken.None)
                .ConfigureAwait(false);
            if (count < block.Length || !found.AsSpan(0, block.Length).SequenceEqual(block.Span))
            {
                return null;
            }

            return count == block.Length && IsOurs(metadata)
                ? tag
                : throw new LogUnavailableException(
                    $"The log {name} has another writer, which came behind this append: open it again.",
                    full: false,
                    refusal);
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e) || BlobErrors.IsOutOfRange(e))
        {
            return null;
        }
    }

    private AppendBlobClient Of(uint file) => container.GetAppendBlobClient(Prefix + Manifest.NameOf(file));

    private bool IsOurs(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(WriterKey, out var writer) && writer == _writer;

    private Dictionary<string, string> Metadata(bool isSealed)
    {
        var metadata = new Dictionary<string, string> { [WriterKey] = _writer };
        if (isSealed)
        {
            metadata[SealedKey] = Yes;
        }

        return metadata;
    }
}

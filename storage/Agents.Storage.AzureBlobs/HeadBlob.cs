using System.Globalization;
using System.Text;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Agents.Storage.AzureBlobs;

/// <summary>Reads and replaces the head of one log. Every write names the ETag that it replaces.</summary>
internal sealed class HeadBlob(BlobContainerClient container, string name)
{
    private const string MarkFile = "quarantine_file";
    private const string MarkOffset = "quarantine_offset";
    private const string MarkReason = "quarantine_reason";

    private readonly BlockBlobClient _blob = container.GetBlockBlobClient($"{name}/{LogHead.BlobName}");

    /// <summary>Reads the head's bytes and its ETag; null when there is no log.</summary>
    /// <exception cref="LogDamagedException">The log is quarantined.</exception>
    public async Task<(byte[] Bytes, ETag Tag)?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = await BlobReads.WholeAsync(_blob, LogHead.BytesMax, cancellationToken).ConfigureAwait(false);
            ThrowIfMarked(read.Metadata);
            return (read.Bytes, read.Tag);
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e))
        {
            return null;
        }
    }

    /// <summary>Creates the head, which makes the log.</summary>
    /// <exception cref="StaleWriterException">There is one.</exception>
    public Task<ETag> CreateAsync(LogHead head) =>
        WriteAsync(head, new BlobRequestConditions { IfNoneMatch = ETag.All });

    /// <exception cref="StaleWriterException">The head is another one by now.</exception>
    public Task<ETag> ReplaceAsync(LogHead head, ETag tag) =>
        WriteAsync(head, new BlobRequestConditions { IfMatch = tag });

    public async Task DeleteAsync(ETag tag)
    {
        try
        {
            await _blob.DeleteIfExistsAsync(
                DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = tag })
                .ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (BlobErrors.IsRefused(e))
        {
            // Nothing there is what the first try left whose answer was lost.
            if (await _blob.ExistsAsync().ConfigureAwait(false))
            {
                throw new StaleWriterException("the head was replaced while the log was deleted", e);
            }
        }
    }

    /// <summary>
    /// Marks the log as damaged: every open refuses with the same words until the metadata is removed.
    /// </summary>
    /// <remarks>A mark that cannot be written is no loss: the next open finds the damage again.</remarks>
    /// <exception cref="StaleWriterException">The head is another one by now: it may not be damaged at all.</exception>
    public async Task<LogDamagedException> MarkAsync(FileFaultException fault, ETag? tag)
    {
        var damage = new LogDamagedException(Report(fault.File), fault.Offset, fault.Message);
        var mark = new Dictionary<string, string>
        {
            [MarkFile] = damage.File,
            [MarkOffset] = fault.Offset.ToString(CultureInfo.InvariantCulture),
            [MarkReason] = Convert.ToBase64String(Encoding.UTF8.GetBytes(fault.Message)),
        };
        try
        {
            await _blob.SetMetadataAsync(mark, new BlobRequestConditions { IfMatch = tag }).ConfigureAwait(false);
            return damage;
        }
        catch (RequestFailedException e) when (BlobErrors.IsRefused(e) && tag is not null)
        {
            throw new StaleWriterException("the head was replaced while the log was read", e);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            return damage;
        }
    }

    /// <summary>A blob's name as errors and logs show it.</summary>
    public string Report(string file) => $"{name}/{file}";

    private static void ThrowIfMarked(IDictionary<string, string> metadata)
    {
        if (metadata.TryGetValue(MarkFile, out var file)
            && metadata.TryGetValue(MarkOffset, out var offset)
            && metadata.TryGetValue(MarkReason, out var reason))
        {
            throw new LogDamagedException(
                file,
                long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0,
                Encoding.UTF8.GetString(Convert.FromBase64String(reason)));
        }
    }

    private async Task<ETag> WriteAsync(LogHead head, BlobRequestConditions conditions)
    {
        var bytes = head.ToBytes();
        try
        {
            using var content = new MemoryStream(bytes, writable: false);
            var written = await _blob.UploadAsync(content, new BlobUploadOptions { Conditions = conditions })
                .ConfigureAwait(false);
            return written.Value.ETag;
        }
        catch (RequestFailedException e) when (BlobErrors.IsRefused(e) || BlobErrors.IsConflict(e))
        {
            // The client sends a write again whose answer was lost, and then its own first try refuses the second one.
            return await ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } now
                && now.Bytes.AsSpan().SequenceEqual(bytes)
                    ? now.Tag
                    : throw new StaleWriterException("another writer replaced the head", e);
        }
    }
}

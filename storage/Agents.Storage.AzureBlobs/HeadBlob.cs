using System.Globalization;
using System.Text;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Logs;
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
    private const int AttemptsMax = 5;

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
    /// <returns>The head as it stands, and its ETag.</returns>
    /// <exception cref="StaleWriterException">There is one.</exception>
    public Task<(LogHead Head, ETag Tag)> CreateAsync(LogHead head) =>
        WriteAsync(head, replaced: null, new BlobRequestConditions { IfNoneMatch = ETag.All });

    /// <param name="head">What takes the place of the head.</param>
    /// <param name="replaced">The head that the writer knows.</param>
    /// <param name="tag">Its ETag.</param>
    /// <returns>The head as it stands, and its ETag: its data key may have been wrapped anew meanwhile.</returns>
    /// <exception cref="StaleWriterException">The head is another one by now.</exception>
    public Task<(LogHead Head, ETag Tag)> ReplaceAsync(LogHead head, LogHead replaced, ETag tag) =>
        WriteAsync(head, replaced, new BlobRequestConditions { IfMatch = tag });

    /// <summary>Wraps the data key under the ring's current key. Nothing else of the head changes, a mark of damage
    /// included.</summary>
    /// <exception cref="FileFaultException">It is no head.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The ring does not open it.</exception>
    /// <exception cref="LogUnavailableException">It does not stand still.</exception>
    public async Task<RewrapOutcome> RewrapAsync(IKeyRing ring, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            try
            {
                var read = await BlobReads.WholeAsync(_blob, LogHead.BytesMax, cancellationToken).ConfigureAwait(false);
                var head = LogHead.Parse(read.Bytes);
                if (head.Header is not { } header)
                {
                    return RewrapOutcome.Gone;
                }

                if (header.KeyId == ring.CurrentKeyId)
                {
                    // After a first try it is that one, whose answer was lost.
                    return attempt == 1 ? RewrapOutcome.Current : RewrapOutcome.Rewrapped;
                }

                await UploadAsync(
                    head with { Header = LogKeys.Rewrap(ring, name, header) },
                    new BlobRequestConditions { IfMatch = read.Tag },
                    read.Metadata).ConfigureAwait(false);
                return RewrapOutcome.Rewrapped;
            }
            catch (RequestFailedException e) when (BlobErrors.IsMissing(e))
            {
                return RewrapOutcome.Gone;
            }
            catch (RequestFailedException e) when (BlobErrors.IsRefused(e) || BlobErrors.IsConflict(e))
            {
                // A writer replaced the head: its new one is wrapped anew instead.
            }
        }

        throw new LogUnavailableException(
            $"The head of the log {name} is being changed all the time; wrap its key anew later.", full: false);
    }

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

    private async Task<(LogHead Head, ETag Tag)> WriteAsync(
        LogHead head, LogHead? replaced, BlobRequestConditions conditions)
    {
        head = head with { Stamp = LogHead.NewStamp() };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (head, await UploadAsync(head, conditions, metadata: null).ConfigureAwait(false));
            }
            catch (RequestFailedException e) when (BlobErrors.IsRefused(e) || BlobErrors.IsConflict(e))
            {
                if (await ReadAsync(CancellationToken.None).ConfigureAwait(false) is not { } read)
                {
                    throw new StaleWriterException("another writer removed the head", e);
                }

                // The client sends a write again whose answer was lost, and then its own first try refuses the second.
                var now = LogHead.Parse(read.Bytes);
                if (now.HasStampOf(head))
                {
                    return (now, read.Tag);
                }

                if (replaced is null || !now.HasStampOf(replaced) || attempt == AttemptsMax)
                {
                    throw new StaleWriterException("another writer replaced the head", e);
                }

                // No writer was here: an operator wrapped the data key anew, which this head must not take back.
                head = head.Header is null ? head : head with { Header = now.Header };
                conditions = new BlobRequestConditions { IfMatch = read.Tag };
            }
        }
    }

    private async Task<ETag> UploadAsync(
        LogHead head, BlobRequestConditions conditions, IDictionary<string, string>? metadata)
    {
        using var content = new MemoryStream(head.ToBytes(), writable: false);
        var options = new BlobUploadOptions { Conditions = conditions, Metadata = metadata };
        return (await _blob.UploadAsync(content, options).ConfigureAwait(false)).Value.ETag;
    }
}

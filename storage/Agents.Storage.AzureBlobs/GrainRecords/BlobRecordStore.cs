using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace Agents.Storage.AzureBlobs.GrainRecords;

/// <summary>
/// Keeps small encrypted records, one blob each, below <c>records/STORE/</c>. Every write and every removal names the
/// state that it replaces, and the service refuses one that is stale: of two writers in whatever processes one gets
/// through, and nothing is locked.
/// </summary>
/// <remarks>
/// A record has a type and an id, neither of which shows in the container: its blob is named by the key ring's name of
/// the two. What exists is known by who knows type and id. Errors and logs carry that name only. Safe for use by
/// several threads.
/// </remarks>
public sealed partial class BlobRecordStore : IDataKeyStore
{
    private const int AttemptsMax = 5;

    private readonly BlobContainerClient _container;
    private readonly IKeyRing _keyRing;
    private readonly string _store;
    private readonly int _bytesMax;
    private readonly ILogger _logger;

    /// <summary>Serves the records of a container. It is created with the first record where it is missing.</summary>
    /// <param name="container">The container, with a bounded retry policy and time-outs.</param>
    /// <param name="keyRing">Wraps the data keys and names the records; the same one in every process.</param>
    /// <param name="store">Which records: two stores share none.</param>
    /// <param name="bytesMax">The longest record in bytes.</param>
    /// <param name="logger">Hears of records whose key could not be wrapped anew.</param>
    internal BlobRecordStore(
        BlobContainerClient container, IKeyRing keyRing, string store, int bytesMax, ILogger logger)
    {
        _container = container;
        _keyRing = keyRing;
        _store = store;
        _bytesMax = bytesMax;
        _logger = logger;
    }

    public string Kind => $"records of {_store}";

    private string Prefix => $"records/{_store}/";

    /// <summary>Reads a record; null where there is none.</summary>
    /// <exception cref="RecordDamagedException">It does not verify.</exception>
    /// <exception cref="LogUnavailableException">The storage cannot be reached.</exception>
    public async ValueTask<BlobRecord?> ReadAsync(string type, string id, CancellationToken cancellationToken)
    {
        var (name, key) = NameOf(type, id);
        var read = await GuardAsync(
            name, "it could not be read", () => ReadAsync(name, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        if (read is not { } found)
        {
            return null;
        }

        try
        {
            return new BlobRecord(found.Record.Open(_keyRing, name, key), TagOf(found.Tag, found.Record));
        }
        catch (CryptographicException e)
        {
            throw Damaged(
                name, $"its key '{found.Record.KeyId}' is not in the key ring, or it is another record's", e);
        }
    }

    /// <summary>Writes a record whole.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="id">Whose it is.</param>
    /// <param name="payload">The plaintext.</param>
    /// <param name="tag">The state that it replaces; null for none: then there must be no record.</param>
    /// <param name="cancellationToken">Is honoured until the request is sent.</param>
    /// <returns>The tag of the new state. It is durable when the task completes.</returns>
    /// <exception cref="RecordConflictException">The record is another one.</exception>
    /// <exception cref="ArgumentException">The payload is too long.</exception>
    /// <exception cref="LogUnavailableException">The storage cannot be reached; the write took effect or
    /// not.</exception>
    public async ValueTask<string> WriteAsync(
        string type, string id, ReadOnlyMemory<byte> payload, string? tag, CancellationToken cancellationToken)
    {
        var (name, key) = NameOf(type, id);
        if (payload.Length > _bytesMax)
        {
            throw new ArgumentException(
                $"A record of the type {type} has {payload.Length} bytes; the limit of the store {_store} is "
                + $"{_bytesMax} ({nameof(BlobRecordOptions.RecordBytesMax)}): keep less in it, or raise the limit.",
                nameof(payload));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var record = SealedRecord.Seal(_keyRing, name, key, payload.Span);
        return await GuardAsync(
            name, "it could not be written", () => WriteAsync(name, record, tag), CancellationToken.None)
            .ConfigureAwait(false);
    }

    /// <summary>Removes a record.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="id">Whose it is.</param>
    /// <param name="tag">The state that is removed; null for none: then there must be no record.</param>
    /// <param name="cancellationToken">Is honoured until the request is sent.</param>
    /// <exception cref="RecordConflictException">The record is another one.</exception>
    /// <exception cref="LogUnavailableException">The storage cannot be reached; the removal took effect or
    /// not.</exception>
    public async ValueTask RemoveAsync(string type, string id, string? tag, CancellationToken cancellationToken)
    {
        var (name, _) = NameOf(type, id);
        cancellationToken.ThrowIfCancellationRequested();
        await GuardAsync(name, "it could not be removed", () => RemoveAsync(name, tag), CancellationToken.None)
            .ConfigureAwait(false);
    }

    public async IAsyncEnumerable<string> ListAsync(
        string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in BlobListing.BlobsAsync(_container, Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (string.CompareOrdinal(name, after) > 0)
            {
                yield return name;
            }
        }
    }

    public async ValueTask<RewrapOutcome> RewrapAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return await GuardAsync(
                name,
                "its key could not be wrapped anew",
                () => TryRewrapAsync(name, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RecordDamagedException or CryptographicException)
        {
            LogNotRewrapped(name, e.Message);
            return RewrapOutcome.Refused;
        }
    }

    private static string TagOf(ETag tag, SealedRecord record) => $"{tag};{record.Stamp}";

    private static (ETag Tag, string Stamp) Split(string tag)
    {
        var at = tag.LastIndexOf(';');
        return at < 0 ? (new ETag(tag), "") : (new ETag(tag[..at]), tag[(at + 1)..]);
    }

    private static RecordDamagedException Damaged(string name, string reason, Exception e) => new(
        $"The record {name} is damaged: {reason}. Restore it from a backup, or delete its blob to begin anew.", e);

    private static RecordConflictException Conflict(
        string name, (SealedRecord Record, ETag Tag)? there, string? known) => new(
            $"The record {name} was {(there is null ? "removed" : "written")} by another writer.",
            there is { } found ? TagOf(found.Tag, found.Record) : null,
            known);

    private (string Name, MemoryScope Key) NameOf(string type, string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(id);

        // No tenant has a control character in its name, so no record has the name of a log.
        var key = new MemoryScope($"\u0001{_store}/{type}", id);
        return (_keyRing.NameOf(key), key);
    }

    private async Task<string> WriteAsync(string name, SealedRecord record, string? tag)
    {
        var conditions = tag is null
            ? new BlobRequestConditions { IfNoneMatch = ETag.All }
            : new BlobRequestConditions { IfMatch = Split(tag).Tag };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return TagOf(await UploadAsync(name, record, conditions).ConfigureAwait(false), record);
            }
            catch (RequestFailedException e) when (BlobErrors.IsContainerMissing(e) && tag is null
                && attempt < AttemptsMax)
            {
                await _container.CreateIfNotExistsAsync().ConfigureAwait(false);
            }
            catch (RequestFailedException e) when (BlobErrors.IsRefused(e) || BlobErrors.IsMissing(e))
            {
                // The client sends a write again whose answer was lost, and then its own first try refuses the second.
                var there = await ReadAsync(name, CancellationToken.None).ConfigureAwait(false);
                if (there?.Record.Stamp == record.Stamp)
                {
                    return TagOf(there.Value.Tag, there.Value.Record);
                }

                // Only the key was wrapped anew: the record is still the one that the writer knows.
                conditions = IsKnown(there, tag) && attempt < AttemptsMax
                    ? new BlobRequestConditions { IfMatch = there!.Value.Tag }
                    : throw Conflict(name, there, tag);
            }
        }
    }

    private async Task<bool> RemoveAsync(string name, string? tag)
    {
        for (var attempt = 1; ; attempt++)
        {
            var there = await ReadAsync(name, CancellationToken.None).ConfigureAwait(false);
            if (there is null)
            {
                // Also what is left where the answer to a first try was lost.
                return true;
            }

            if (!IsKnown(there, tag))
            {
                throw Conflict(name, there, tag);
            }

            try
            {
                await Of(name).DeleteIfExistsAsync(
                    DeleteSnapshotsOption.IncludeSnapshots,
                    new BlobRequestConditions { IfMatch = there.Value.Tag }).ConfigureAwait(false);
                return true;
            }
            catch (RequestFailedException e) when (BlobErrors.IsRefused(e) && attempt < AttemptsMax)
            {
                // It was written between the two requests: what is there now decides.
            }
        }
    }

    private async Task<RewrapOutcome> TryRewrapAsync(string name, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await ReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } there)
            {
                return RewrapOutcome.Gone;
            }

            if (there.Record.KeyId == _keyRing.CurrentKeyId)
            {
                return attempt == 1 ? RewrapOutcome.Current : RewrapOutcome.Rewrapped;
            }

            try
            {
                await UploadAsync(
                    name,
                    there.Record.Rewrap(_keyRing, name),
                    new BlobRequestConditions { IfMatch = there.Tag }).ConfigureAwait(false);
                return RewrapOutcome.Rewrapped;
            }
            catch (RequestFailedException e) when (BlobErrors.IsRefused(e) && attempt < AttemptsMax)
            {
                // A writer was here: its record is wrapped anew instead, where it is not already.
            }
        }
    }

    private static bool IsKnown((SealedRecord Record, ETag Tag)? there, string? tag) =>
        there is { } found && tag is not null && found.Record.Stamp == Split(tag).Stamp;

    private async Task<(SealedRecord Record, ETag Tag)?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var read = await BlobReads.WholeAsync(Of(name), SealedRecord.BytesMax, cancellationToken)
                .ConfigureAwait(false);
            return (SealedRecord.Parse(read.Bytes, name), read.Tag);
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e))
        {
            return null;
        }
        catch (FileFaultException e)
        {
            throw Damaged(name, e.Message, e);
        }
    }

    private async Task<ETag> UploadAsync(string name, SealedRecord record, BlobRequestConditions conditions)
    {
        using var content = new MemoryStream(record.ToBytes(), writable: false);
        var options = new BlobUploadOptions
        {
            Conditions = conditions,

            // One request each: a record that was written in blocks would be there before all of it is.
            TransferOptions = new() { InitialTransferSize = SealedRecord.BytesMax },
        };
        return (await Of(name).UploadAsync(content, options, CancellationToken.None).ConfigureAwait(false)).Value.ETag;
    }

    private BlobClient Of(string name) => _container.GetBlobClient(Prefix + name);

    private static async Task<T> GuardAsync<T>(
        string name, string what, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (BlobErrors.IsStorage(e, cancellationToken))
        {
            throw BlobErrors.Unavailable($"the record {name}", what, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Record {Name}: its data key was not wrapped anew: {Reason}")]
    private partial void LogNotRewrapped(string name, string reason);
}

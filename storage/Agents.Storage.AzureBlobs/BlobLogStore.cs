using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;
using Agents.Storage.Logs;
using Agents.Storage.Transfer;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Agents.Storage.AzureBlobs;

/// <summary>Copies logs out of and into the blobs of one container.</summary>
/// <remarks>
/// Reading claims nothing, so silos may serve meanwhile: the head is read before and after the segments, and when an
/// erasure came in between the read says so. A log that is written or deleted here must not be open anywhere.
/// </remarks>
/// <param name="container">The container, with a bounded retry policy and time-outs.</param>
/// <param name="options">Sizes.</param>
public sealed class BlobLogStore(BlobContainerClient container, AzureBlobStorageOptions options) : ILogStore
{
    private const string JournalPrefix = "erasures/";
    private const int NameChars = 64;

    public async IAsyncEnumerable<string> ListAsync(
        string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Folders and not blobs: a log of many segments is one of them. The digits sort as the service does.
        var heads = container.GetBlobsByHierarchyAsync(
            new GetBlobsByHierarchyOptions { Delimiter = "/" }, cancellationToken);
        await using var names = heads.GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync("a listing", () => names.MoveNextAsync().AsTask(), false).ConfigureAwait(false))
        {
            var name = names.Current.IsPrefix ? names.Current.Prefix.TrimEnd('/') : "";
            if (name.Length == NameChars && (after is null || string.CompareOrdinal(name, after) > 0))
            {
                yield return name;
            }
        }
    }

    public async ValueTask<LogVersion?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await HeadAsync(name, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return null;
        }

        var (head, tag) = read;
        var last = SegmentBlobs.PrefixOf(name, head.Generation) + Manifest.NameOf(head.Manifest!.Segments[^1].File);
        var segment = await GuardAsync(
            name,
            async () => (await container.GetBlobClient(last).GetPropertiesAsync(cancellationToken: cancellationToken)
                .ConfigureAwait(false)).Value.ETag.ToString(),
            "missing").ConfigureAwait(false);
        return new LogVersion(head.Generation, $"{tag}-{segment}");
    }

    public async ValueTask<LogImage?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await HeadAsync(name, cancellationToken).ConfigureAwait(false) is { } read
            ? new LogImage(
                read.Head.Generation,
                read.Head.Header!.ToBytes(),
                FramesAsync(name, read.Head, read.Tag, cancellationToken))
            : null;

    public async ValueTask WriteAsync(string name, LogImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        await DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        await GuardAsync(
            name,
            async () =>
            {
                await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                var manifest = await WriteSegmentsAsync(name, image, cancellationToken).ConfigureAwait(false);
                var header = LogHeader.Parse(image.Header.Span);
                var head = new LogHead(HeadState.Whole, image.Generation, header, manifest);
                return await new HeadBlob(container, name).CreateAsync(head).ConfigureAwait(false);
            }).ConfigureAwait(false);
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => await GuardAsync(
        name,
        async () =>
        {
            // The head goes first, and with it the key: what a crash leaves then is nobody's, and cleared by the next
            // copy to this name.
            await container.DeleteBlobIfExistsAsync(
                $"{name}/{LogHead.BlobName}", DeleteSnapshotsOption.IncludeSnapshots, null, cancellationToken)
                .ConfigureAwait(false);
            var rest = container.GetBlobsAsync(new GetBlobsOptions { Prefix = name + "/" }, cancellationToken);
            await foreach (var blob in rest.ConfigureAwait(false))
            {
                await container.DeleteBlobIfExistsAsync(
                    blob.Name, DeleteSnapshotsOption.IncludeSnapshots, null, cancellationToken).ConfigureAwait(false);
            }

            return true;
        },
        false).ConfigureAwait(false);

    /// <remarks>A blob for each entry: silos write theirs at once, and erasures are rare.</remarks>
    public async ValueTask AppendErasureAsync(ReadOnlyMemory<byte> entry, CancellationToken cancellationToken) =>
        await GuardAsync(
            "erasures",
            async () =>
            {
                var digest = Convert.ToHexStringLower(SHA256.HashData(entry.Span));
                var blob = container.GetBlobClient(JournalPrefix + digest);
                try
                {
                    return await UploadAsync().ConfigureAwait(false);
                }
                catch (RequestFailedException e) when (BlobErrors.IsContainerMissing(e))
                {
                    await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken)
                        .ConfigureAwait(false);
                    return await UploadAsync().ConfigureAwait(false);
                }

                Task<Response<BlobContentInfo>> UploadAsync() =>
                    blob.UploadAsync(BinaryData.FromBytes(entry), overwrite: true, cancellationToken);
            }).ConfigureAwait(false);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadErasuresAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = container.GetBlobsAsync(new GetBlobsOptions { Prefix = JournalPrefix }, cancellationToken);
        await using var names = blobs.GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync("erasures", () => names.MoveNextAsync().AsTask(), false).ConfigureAwait(false))
        {
            var name = names.Current.Name;
            var entry = await GuardAsync<byte[]?>(
                "erasures",
                async () => (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)
                    .ConfigureAwait(false)).Value.Content.ToArray(),
                null).ConfigureAwait(false);
            yield return entry
                ?? throw new LogUnavailableException($"The journal's blob {name} is gone.", full: false);
        }
    }

    private static LogUnavailableException Moved(string name, Exception? cause) =>
        new($"The log {name} was changed while it was read; read it again.", full: false, cause);

    /// <returns>Null when there is no log, also when it is being deleted.</returns>
    private async Task<(LogHead Head, ETag Tag)?> HeadAsync(string name, CancellationToken cancellationToken) =>
        await GuardAsync<(LogHead, ETag)?>(
            name,
            async () =>
            {
                var read = await new HeadBlob(container, name).ReadAsync(cancellationToken).ConfigureAwait(false);
                return read is { } there && LogHead.Parse(there.Bytes) is { State: not HeadState.Deleted } head
                    ? (head, there.Tag)
                    : null;
            },
            null).ConfigureAwait(false);

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> FramesAsync(
        string name, LogHead head, ETag tag, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = new SegmentBlobs(container, name, head.Generation);
        var hash = HashChain.Start(head.Generation);
        var next = 1L;
        foreach (var entry in head.Manifest!.Segments)
        {
            var expected = new SegmentHeader(head.Generation, entry.File, next, hash);
            var segment = await SegmentAsync(name, blobs, entry, expected, tag, cancellationToken)
                .ConfigureAwait(false);
            if (segment is { Frames.IsEmpty: false })
            {
                (hash, next) = (segment.Hash, segment.Position + 1);
                yield return segment.Frames;
            }
        }

        // A segment that an erasure replaced meanwhile may have been read as it was before.
        var now = await HeadAsync(name, cancellationToken).ConfigureAwait(false);
        if (now?.Head.Manifest?.Erasures != head.Manifest.Erasures)
        {
            throw Moved(name, null);
        }
    }

    private async Task<ScannedBlob?> SegmentAsync(
        string name,
        SegmentBlobs blobs,
        ManifestEntry entry,
        SegmentHeader expected,
        ETag tag,
        CancellationToken cancellationToken)
    {
        try
        {
            return await GuardAsync(
                name,
                () => ScannedBlob.ReadAsync(blobs, entry, expected, cancellationToken),
                null).ConfigureAwait(false);
        }
        catch (LogDamagedException e)
        {
            // A segment that is gone because the log was erased from is no damage.
            var now = await HeadAsync(name, cancellationToken).ConfigureAwait(false);
            if (now?.Tag != tag)
            {
                throw Moved(name, e);
            }

            throw;
        }
    }

    private async Task<Manifest> WriteSegmentsAsync(
        string name, LogImage image, CancellationToken cancellationToken)
    {
        var blobs = new SegmentBlobs(container, name, image.Generation);
        var packer = new SegmentPacker(image, options.SegmentBytesMax);
        ActiveBlob active = default;
        var pending = new MemoryFile();
        var file = 0u;
        await foreach (var packed in packer.PackAsync(cancellationToken).ConfigureAwait(false))
        {
            if (packed.Begins && file != 0)
            {
                active = await DrainAsync(0).ConfigureAwait(false);
                await blobs.MarkAsync(file, active, isSealed: true).ConfigureAwait(false);
            }

            if (packed.Begins)
            {
                file = packed.File;
                active = await blobs.CreateAsync(file, isSealed: false).ConfigureAwait(false);
            }

            pending.Write(packed.Bytes.Span, pending.Length);
            active = await DrainAsync(options.BlockBytesMax).ConfigureAwait(false);
        }

        await DrainAsync(0).ConfigureAwait(false);
        return packer.Manifest;

        async Task<ActiveBlob> DrainAsync(int left)
        {
            var at = 0;
            while (pending.Length - at > left)
            {
                var block = pending.Content.Slice(at, (int)Math.Min(options.BlockBytesMax, pending.Length - at));
                active = await blobs.AppendAsync(file, active, block).ConfigureAwait(false);
                at += block.Length;
            }

            if (at > 0)
            {
                pending = new MemoryFile(pending.Content[at..].ToArray(), pending.Length - at);
            }

            return active;
        }
    }

    /// <summary>Runs what reads; what is missing is an answer.</summary>
    private static async Task<T> GuardAsync<T>(string name, Func<Task<T>> action, T missing)
    {
        try
        {
            return await GuardAsync(name, action).ConfigureAwait(false);
        }
        catch (LogUnavailableException e) when (e.InnerException is RequestFailedException inner
            && BlobErrors.IsMissing(inner))
        {
            return missing;
        }
    }

    private static async Task<T> GuardAsync<T>(string name, Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (FileFaultException e)
        {
            throw new LogDamagedException(
                string.Create(CultureInfo.InvariantCulture, $"{name}/{e.File}"), e.Offset, e.Message);
        }
        catch (StaleWriterException e)
        {
            throw new LogUnavailableException(
                $"The log {name} is being changed by another writer: stop the silos first.", full: false, e);
        }
        catch (Exception e) when (BlobErrors.IsStorage(e, CancellationToken.None))
        {
            throw BlobErrors.Unavailable(name, "its copy failed", e);
        }
    }
}

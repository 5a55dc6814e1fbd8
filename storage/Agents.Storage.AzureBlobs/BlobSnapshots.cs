using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Agents.Storage.AzureBlobs;

/// <summary>
/// Keeps the newest snapshot of a log in one block blob, replaced under its ETag. The holder of the snapshots' gate
/// calls it.
/// </summary>
/// <remarks>
/// A snapshot has one name, so that an erasure can put a void one in its place and a stale writer's is refused. One
/// that does not verify is never returned; it lies there until the next one or an erasure replaces it.
/// </remarks>
internal sealed class BlobSnapshots(BlobLogContext context, BlobLogState state)
{
    private const string FileName = "snapshot.bin";
    private const int TransferBytes = 8 * 1024 * 1024;
    private const int TransfersAtOnce = 2;

    private readonly BlockBlobClient _blob = BlobOf(context, state);
    private bool _known;
    private ETag? _tag;
    private long _position;

    private static ReadOnlySpan<byte> Magic => "AGLV"u8;

    /// <summary>Puts a void snapshot in the place of whatever is there.</summary>
    public static async Task VoidAsync(BlobLogContext context, BlobLogState state)
    {
        var bytes = new byte[Magic.Length + sizeof(int) + sizeof(uint)];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = FrameFormat.Version;
        using var content = new MemoryStream(CheckedBlock.Sign(bytes), writable: false);
        await BlobOf(context, state).UploadAsync(content, new BlobUploadOptions()).ConfigureAwait(false);
    }

    /// <summary>Reads the blob; null where there is none.</summary>
    public static async Task<BlobRead?> FetchAsync(
        BlobLogContext context, BlobLogState state, CancellationToken cancellationToken)
    {
        try
        {
            return await BlobReads.WholeAsync(BlobOf(context, state), int.MaxValue, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e))
        {
            return null;
        }
    }

    /// <summary>Forgets what is known of the blob: it was replaced.</summary>
    public void Forget() => _known = false;

    /// <summary>Reads the snapshot when it verifies.</summary>
    public async Task<LogSnapshot?> ReadAsync(CancellationToken cancellationToken)
    {
        var (read, index) = state.TakeSnapshot()
            ?? new FetchedSnapshot(await FetchAsync(context, state, cancellationToken).ConfigureAwait(false), null);
        if (read is null)
        {
            Learn(null, []);
            return null;
        }

        Learn(read.Tag, read.Bytes);
        if (_position == 0)
        {
            return null;
        }

        var name = new SnapshotName(_position, state.Manifest.Erasures);
        var hash = index?.SnapshotPosition == _position
            ? index.SnapshotHash
            : await HashAtAsync(_position, cancellationToken).ConfigureAwait(false);
        var file = new MemoryFile(read.Bytes, LogIndex.SnapshotBytesOf(read.Bytes));
        var snapshot = await Task.Run(
            () => SnapshotFile.Read(file, state.Cipher, name, hash), cancellationToken).ConfigureAwait(false);
        _position = snapshot is null ? 0 : _position;
        return snapshot;
    }

    /// <returns>
    /// False when it is older than the last erasure or than the one that is there, or when another writer was here.
    /// </returns>
    public async Task<bool> WriteAsync(LogSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!_known)
        {
            await LearnAsync(cancellationToken).ConfigureAwait(false);
        }

        if (snapshot.Position < state.Manifest.SnapshotFloor || snapshot.Position < _position)
        {
            return false;
        }

        state.TakeSnapshot();
        var hash = await HashAtAsync(snapshot.Position, cancellationToken).ConfigureAwait(false);
        var file = new MemoryFile();
        await Task.Run(
            () =>
            {
                SnapshotFile.Write(file, state.Cipher, snapshot, state.Manifest.Erasures, hash);
                LogIndex.Of(state.Tail, state.Torn, snapshot.Position, hash)
                    .AppendTo(file, state.Cipher, state.Manifest.Erasures);
            },
            cancellationToken).ConfigureAwait(false);
        return await UploadAsync(snapshot.Position, file.Content).ConfigureAwait(false);
    }

    private static BlockBlobClient BlobOf(BlobLogContext context, BlobLogState state) =>
        context.Container.GetBlockBlobClient(state.Blobs.Prefix + FileName);

    private async Task<bool> UploadAsync(long position, ReadOnlyMemory<byte> bytes)
    {
        var options = new BlobUploadOptions
        {
            Conditions = _tag is { } tag
                ? new BlobRequestConditions { IfMatch = tag }
                : new BlobRequestConditions { IfNoneMatch = ETag.All },
            TransferOptions = new StorageTransferOptions
            {
                InitialTransferSize = TransferBytes,
                MaximumTransferSize = TransferBytes,
                MaximumConcurrency = TransfersAtOnce,
            },
        };
        try
        {
            using var content = BinaryData.FromBytes(bytes).ToStream();
            var written = await _blob.UploadAsync(content, options).ConfigureAwait(false);
            _tag = written.Value.ETag;
            _position = position;
            return true;
        }
        catch (RequestFailedException e) when (BlobErrors.IsRefused(e) || BlobErrors.IsConflict(e))
        {
            // Its own first try may be what refuses the second one, or another writer's: either way a snapshot is
            // there, or an erasure was.
            await LearnAsync(CancellationToken.None).ConfigureAwait(false);
            return _position == position;
        }
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        var header = new byte[SnapshotFile.HeaderBytes];
        try
        {
            var (count, tag, _) = await BlobReads.PartAsync(_blob, 0, header, cancellationToken).ConfigureAwait(false);
            Learn(tag, header.AsSpan(0, count));
        }
        catch (RequestFailedException e) when (BlobErrors.IsMissing(e))
        {
            Learn(null, []);
        }
    }

    /// <summary>Takes over what is in the blob. A snapshot of no use here counts as none.</summary>
    private void Learn(ETag? tag, ReadOnlySpan<byte> bytes)
    {
        _known = true;
        _tag = tag;
        _position = bytes.Length >= SnapshotFile.HeaderBytes
            && SnapshotFile.TryReadName(bytes[..SnapshotFile.HeaderBytes], state.Cipher.Generation, out var name)
            && name.Erasures == state.Manifest.Erasures
            && name.Position >= 1
            && name.Position <= state.Tail.View.Position
                ? name.Position
                : 0;
    }

    /// <summary>The chain hash of a committed frame, as it stands in the frame.</summary>
    private async Task<byte[]> HashAtAsync(long position, CancellationToken cancellationToken)
    {
        var tail = state.Tail;
        if (position == tail.View.Position)
        {
            return tail.Hash;
        }

        var hash = new byte[FrameFormat.HashBytes];
        var segment = tail.View.SegmentOf(position);
        var (offset, _) = segment.ExtentFrom(position, bytesMax: 0);
        await state.Blobs.ReadPartAsync(segment.File, offset + FrameFormat.HashAt, hash, cancellationToken)
            .ConfigureAwait(false);
        return hash;
    }
}

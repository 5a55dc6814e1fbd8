using System.Buffers;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;
using Agents.Storage.Logs;
using Azure;

namespace Agents.Storage.AzureBlobs;

/// <summary>Creates a log and appends to it. The holder of the log's gate calls it.</summary>
/// <remarks>
/// <para>
/// Rolling over is what a stale writer could slip through, since a fence on one blob says nothing about the next one.
/// The order closes it. The old segment is sealed first, under the ETag of the writer's own last write: a writer that
/// has been overtaken fails here and changes nothing, and one that has not makes every other one stale, because sealing
/// changes the ETag. Then the new blob is created, then the head is replaced under its ETag, then the group is
/// appended.
/// </para>
/// <para>
/// A crash between these steps leaves a sealed last segment. Who opens the log then rolls over before it serves, so
/// two writers that both read the sealed segment meet at the head, which takes one of them. Nobody appends to a
/// segment that the head does not name, nor to one that is sealed. The empty blob of an interrupted roll is found
/// again, since its number is the next one still; only who has replaced the head claims it, so a stale writer that
/// finds it too does not even disturb the one that goes on.
/// </para>
/// </remarks>
internal sealed class BlobLogWriter(BlobLogContext context)
{
    private const uint FirstFile = 1;

    /// <exception cref="StaleWriterException">Another writer created the log.</exception>
    public async Task<BlobLogState> CreateAsync(MemoryScope scope)
    {
        var (header, cipher) = LogKeys.Create(context.KeyRing, scope, context.Name);
        try
        {
            var manifest = new Manifest(header.Generation, FirstFile + 1, 0, 0, [new ManifestEntry(FirstFile, 1)]);
            var head = new LogHead(HeadState.Whole, header.Generation, header, manifest);
            var blobs = context.BlobsOf(header.Generation);
            var active = await CreateFirstAsync(blobs).ConfigureAwait(false);
            try
            {
                (head, var tag) = await context.Head.CreateAsync(head).ConfigureAwait(false);
                var state = new BlobLogState(cipher, blobs, head, tag)
                {
                    Segments = [new Segment(FirstFile, 1)],
                    Active = active,
                };
                state.Publish(0, HashChain.Start(header.Generation));
                return state;
            }
            catch (StaleWriterException)
            {
                await blobs.DeleteAsync(FirstFile).ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            cipher.Dispose();
            throw;
        }
    }

    /// <summary>Appends a group: one request for every block of it, the last of which commits it.</summary>
    public async Task AppendAsync(BlobLogState state, IReadOnlyList<NewFrame> group)
    {
        // Who appends has folded the log: the snapshot's bytes are of no use any more.
        state.TakeSnapshot();
        var size = GroupEncoder.SizeOf(group);
        if (NeedsRoll(state, size))
        {
            await RollAsync(state).ConfigureAwait(false);
        }

        var tail = state.Tail;
        var position = tail.View.Position;
        var head = state.Active.End == 0 ? SegmentHeader.Bytes : 0;
        var buffer = ArrayPool<byte>.Shared.Rent(head + size);
        var starts = ArrayPool<int>.Shared.Rent(group.Count);
        try
        {
            if (head > 0)
            {
                new SegmentHeader(state.Cipher.Generation, state.Last.File, position + 1, tail.Hash)
                    .ToBytes().CopyTo(buffer, 0);
            }

            var hash = tail.Hash.AsSpan().ToArray();
            GroupEncoder.Encode(state.Cipher, group, position + 1, hash, buffer.AsSpan(head, size), starts);
            var offset = state.Active.End + head;
            state.Active = await AppendBlocksAsync(
                state.Blobs, state.Last.File, state.Active, buffer.AsMemory(0, head + size)).ConfigureAwait(false);
            state.Last.Add(starts.AsSpan(0, group.Count), offset, size);
            state.Publish(position + group.Count, hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<int>.Shared.Return(starts);
        }
    }

    /// <summary>Goes on in a new segment. Readers see no change.</summary>
    /// <exception cref="StaleWriterException">Another writer was here.</exception>
    public async Task RollAsync(BlobLogState state)
    {
        if (!state.Active.Sealed)
        {
            state.Active = await state.Blobs.MarkAsync(state.Last.File, state.Active, isSealed: true)
                .ConfigureAwait(false);
        }

        var file = state.Manifest.NextFile;
        var first = state.Tail.View.Position + 1;
        var (active, isOurs) = await state.Blobs.CreateOrFindAsync(file, isSealed: false).ConfigureAwait(false);
        var head = state.Head with
        {
            Manifest = state.Manifest with
            {
                NextFile = file + 1,
                Segments = [.. state.Manifest.Segments, new ManifestEntry(file, first)],
            },
        };
        state.Take(await context.Head.ReplaceAsync(head, state.Head, state.HeadTag).ConfigureAwait(false));
        if (!isOurs)
        {
            active = await state.Blobs.MarkAsync(file, active, isSealed: false).ConfigureAwait(false);
        }

        state.Last.Trim();
        state.Segments = [.. state.Segments, new Segment(file, first)];
        state.Active = active;
        state.Publish(first - 1, state.Tail.Hash);
    }

    /// <summary>Appends bytes in blocks that the service takes.</summary>
    public async Task<ActiveBlob> AppendBlocksAsync(
        SegmentBlobs blobs, uint file, ActiveBlob active, ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += context.Options.BlockBytesMax)
        {
            var block = bytes.Slice(at, Math.Min(context.Options.BlockBytesMax, bytes.Length - at));
            active = await blobs.AppendAsync(file, active, block).ConfigureAwait(false);
        }

        return active;
    }

    private bool NeedsRoll(BlobLogState state, int size)
    {
        var blocks = (SegmentHeader.Bytes + size + context.Options.BlockBytesMax - 1) / context.Options.BlockBytesMax;
        return state.Active.Sealed
            || state.EndsTorn
            || state.Last.Length >= context.Options.SegmentBytesMax
            || (state.Active.Blocks > 0 && state.Active.Blocks + blocks > context.Options.SegmentBlocksMax);
    }

    /// <summary>Creates the first segment, and the container where it is missing.</summary>
    private async Task<ActiveBlob> CreateFirstAsync(SegmentBlobs blobs)
    {
        try
        {
            return await blobs.CreateAsync(FirstFile, isSealed: false).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (BlobErrors.IsContainerMissing(e))
        {
            await context.Container.CreateIfNotExistsAsync().ConfigureAwait(false);
            return await blobs.CreateAsync(FirstFile, isSealed: false).ConfigureAwait(false);
        }
    }
}

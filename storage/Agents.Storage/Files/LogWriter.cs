using System.Buffers;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Creates a log and appends to it. The holder of the log's gate calls it.</summary>
internal sealed class LogWriter(IStorageIo io, LogFolder folder, string creating, long segmentBytesMax)
{
    private const uint FirstFile = 1;

    /// <summary>
    /// Creates the log in a folder aside and renames it into place: a log that is there has its whole header.
    /// </summary>
    public LogState Create(IKeyRing ring, MemoryScope scope)
    {
        var temporary = Path.Combine(creating, folder.Name);
        if (io.FolderExists(temporary))
        {
            io.DeleteFolder(temporary);
        }

        io.CreateFolder(temporary);
        var (header, cipher) = LogKeys.Create(ring, scope, folder.Name);
        try
        {
            var hash = HashChain.Start(header.Generation);
            var manifest = new Manifest(header.Generation, FirstFile + 1, 0, 0, [new ManifestEntry(FirstFile, 1)]);
            io.WriteNew(Path.Combine(temporary, LogHeader.FileName), header.ToBytes());
            io.WriteNew(Path.Combine(temporary, Manifest.FileName), manifest.ToBytes());
            io.WriteNew(
                Path.Combine(temporary, Manifest.NameOf(FirstFile)),
                new SegmentHeader(header.Generation, FirstFile, 1, hash).ToBytes());
            io.FlushFolder(temporary);
            // Also when the shelf is there: whoever created it may have been stopped before this flush.
            io.CreateFolder(folder.Shelf);
            io.FlushFolder(Path.GetDirectoryName(folder.Shelf)!);
            io.RenameFolder(temporary, folder.Location);
            io.FlushFolder(folder.Shelf);
            var file = io.Open(folder.Of(Manifest.NameOf(FirstFile)), writable: true);
            var segment = new Segment(FirstFile, 1) { Handle = file };
            return new LogState(cipher, manifest, [segment], hash);
        }
        catch
        {
            cipher.Dispose();
            throw;
        }
    }

    /// <summary>Appends a group: one write, one flush, then it is visible.</summary>
    public void Append(LogState state, IReadOnlyList<NewFrame> group)
    {
        if (state.Active.Length >= segmentBytesMax)
        {
            Roll(state);
        }

        var position = state.View.Position;
        var offset = state.Active.Length;
        var size = GroupEncoder.SizeOf(group);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var starts = ArrayPool<int>.Shared.Rent(group.Count);
        try
        {
            Span<byte> hash = stackalloc byte[FrameFormat.HashBytes];
            state.Hash.CopyTo(hash);
            GroupEncoder.Encode(state.Cipher, group, position + 1, hash, buffer.AsSpan(0, size), starts);
            WriteDurably(state.ActiveFile, buffer.AsSpan(0, size), offset);
            state.Active.Add(starts.AsSpan(0, group.Count), offset, size);
            hash.CopyTo(state.Hash);
            state.Publish(position + group.Count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<int>.Shared.Return(starts);
        }
    }

    /// <remarks>
    /// A failed flush is never repeated: the system may have dropped the pages and call them clean. The group is cut
    /// off
    /// again, so that the next open does not take what may be half of it, or not durable, for committed.
    /// </remarks>
    private static void WriteDurably(IStorageFile file, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            file.Write(bytes, offset);
            file.Flush();
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            try
            {
                file.SetLength(offset);
                file.Flush();
            }
            catch (Exception cut) when (StorageErrors.IsStorage(cut))
            {
                throw new IOException($"{e.Message} Cutting it off failed too: {cut.Message}", e)
                {
                    HResult = e.HResult,
                };
            }

            throw;
        }
    }

    private void Roll(LogState state)
    {
        var file = state.Manifest.NextFile;
        var first = state.View.Position + 1;
        var header = new SegmentHeader(state.Manifest.Generation, file, first, state.Hash);
        io.WriteNew(folder.Of(Manifest.NameOf(file)), header.ToBytes());
        io.FlushFolder(folder.Location);
        var manifest = state.Manifest with
        {
            NextFile = file + 1,
            Segments = [.. state.Manifest.Segments, new ManifestEntry(file, first)],
        };
        io.WriteAtomically(folder.Of(Manifest.FileName), manifest.ToBytes());

        var old = state.Active;
        var segment = new Segment(file, first) { Handle = io.Open(folder.Of(Manifest.NameOf(file)), writable: true) };
        state.Manifest = manifest;
        state.Segments = [.. state.Segments, segment];
        state.Publish(first - 1);
        old.Trim();
        var handle = old.Handle;
        old.Handle = null;
        handle?.Dispose();
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Agents.Storage.Files;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Transfer;

/// <summary>A log as one file of a backup: a head with the log's header, then the frames as they were. docs/backup.md
/// has its bytes.</summary>
internal static class LogArchive
{
    public const string Extension = ".agla";

    private const int PieceBytes = 1024 * 1024;
    private const int LengthAt = 8;
    private const int HeaderAt = 12;

    private static ReadOnlySpan<byte> Magic => "AGLA"u8;

    /// <summary>Writes an image durably under a name that a half-written one never has.</summary>
    /// <param name="io">The file system.</param>
    /// <param name="path">The file; its folder is there, and left to the caller to flush.</param>
    /// <param name="image">The log.</param>
    /// <param name="each">Hears of each piece of frames.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The SHA-256 of the file, and its length.</returns>
    public static async Task<(string Sha256, long Bytes)> WriteAsync(
        IStorageIo io,
        string path,
        LogImage image,
        Action<ReadOnlyMemory<byte>> each,
        CancellationToken cancellationToken)
    {
        var temporary = path + StorageIoExtensions.TemporarySuffix;
        if (io.FileExists(temporary))
        {
            io.DeleteFile(temporary);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        using (var file = io.Create(temporary))
        {
            Add(HeadOf(image.Header.Span));
            await foreach (var piece in image.Frames.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                each(piece);
                Add(piece.Span);
            }

            file.Flush();

            void Add(ReadOnlySpan<byte> bytes)
            {
                file.Write(bytes, length);
                hash.AppendData(bytes);
                length += bytes.Length;
            }
        }

        io.RenameFile(temporary, path);
        return (Convert.ToHexStringLower(hash.GetCurrentHash()), length);
    }

    /// <summary>Opens an archive, and verifies its digest while the frames are read.</summary>
    /// <param name="io">The file system.</param>
    /// <param name="path">The file.</param>
    /// <param name="generation">The life of the log.</param>
    /// <param name="sha256">What the manifest says of it.</param>
    /// <exception cref="TransferException">The file is missing or damaged; also while the frames are
    /// enumerated.</exception>
    public static LogImage Open(IStorageIo io, string path, long generation, string sha256)
    {
        if (!io.FileExists(path))
        {
            throw new TransferException($"the backup's file {Path.GetFileName(path)} is missing");
        }

        using var file = io.Open(path, writable: false);
        var head = new byte[HeaderAt];
        var length = file.Read(head, 0) == head.Length ? BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(LengthAt))
            : -1;
        if (length < 0 || length > LogHeader.FileBytesMax)
        {
            throw Damaged(path, "its head is none");
        }

        var block = new byte[HeaderAt + length + sizeof(uint)];
        try
        {
            var end = CheckedBlock.Verify(block.AsSpan(0, file.Read(block, 0)), Magic, HeaderAt, path);
            var header = block.AsMemory(HeaderAt, end - HeaderAt);
            return new LogImage(generation, header, FramesAsync(io, path, block, sha256));
        }
        catch (FileFaultException e)
        {
            throw Damaged(path, e.Message);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> FramesAsync(
        IStorageIo io,
        string path,
        byte[] head,
        string sha256,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var file = io.Open(path, writable: false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        using var frames = new BlockReader(file, file.Length);
        var piece = new MemoryStream();
        for (long offset = head.Length; offset < file.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            piece.SetLength(0);
            offset = Fill(frames, path, offset, file.Length, piece);
            hash.AppendData(piece.GetBuffer(), 0, (int)piece.Length);
            yield return piece.GetBuffer().AsMemory(0, (int)piece.Length);
        }

        if (Convert.ToHexStringLower(hash.GetCurrentHash()) != sha256)
        {
            throw Damaged(path, "its SHA-256 is not the manifest's");
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private static long Fill(BlockReader frames, string path, long offset, long end, MemoryStream piece)
    {
        while (offset < end && piece.Length < PieceBytes)
        {
            if (frames.Read(offset, out _, out var frame) != FrameFault.None)
            {
                throw Damaged(path, $"a frame at offset {offset} does not verify");
            }

            piece.Write(frame);
            offset += frame.Length;
        }

        return offset;
    }

    private static byte[] HeadOf(ReadOnlySpan<byte> header)
    {
        var bytes = new byte[HeaderAt + header.Length + sizeof(uint)];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = FrameFormat.Version;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(LengthAt), header.Length);
        header.CopyTo(bytes.AsSpan(HeaderAt));
        return CheckedBlock.Sign(bytes);
    }

    private static TransferException Damaged(string path, string reason) =>
        new($"the backup's file {Path.GetFileName(path)} is damaged: {reason}");
}

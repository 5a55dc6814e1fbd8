using System.Buffers.Binary;
using System.Security.Cryptography;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.AzureBlobs;

/// <summary>
/// The blob that makes a log: its header with the wrapped key, and which segments are the log. It is replaced as a
/// whole, under its ETag.
/// </summary>
/// <param name="State">What was going on when it was written.</param>
/// <param name="Generation">The life of the log.</param>
/// <param name="Header">The header as in <c>header.bin</c>; null in a log that is being deleted.</param>
/// <param name="Manifest">The manifest as in <c>manifest.bin</c>; null in a log that is being deleted.</param>
internal sealed record LogHead(HeadState State, long Generation, LogHeader? Header, Manifest? Manifest)
{
    public const string BlobName = "head";
    public const int BytesMax = LogHeader.FileBytesMax + Manifest.FileBytesMax;

    private const int StateAt = 8;
    private const int GenerationAt = 12;
    private const int StampAt = 20;
    private const int StampBytes = 12;
    private const int HeaderLengthAt = 32;
    private const int HeaderAt = 36;

    /// <summary>
    /// Gets which write it comes from: a random number that each writer of the log draws anew, and that stays when only
    /// the data key is wrapped anew. So a writer can tell its own head from anyone's, and that nobody but the operator
    /// was here.
    /// </summary>
    public ReadOnlyMemory<byte> Stamp { get; init; }

    private static ReadOnlySpan<byte> Magic => "AGLB"u8;

    public static byte[] NewStamp() => RandomNumberGenerator.GetBytes(StampBytes);

    public bool HasStampOf(LogHead other) => Stamp.Span.SequenceEqual(other.Stamp.Span);

    public byte[] ToBytes()
    {
        var header = Header?.ToBytes() ?? [];
        var manifest = Manifest?.ToBytes() ?? [];
        var bytes = new byte[HeaderAt + header.Length + manifest.Length + sizeof(uint)];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = FrameFormat.Version;
        bytes[StateAt] = (byte)State;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(GenerationAt), Generation);
        Stamp.CopyTo(bytes.AsMemory(StampAt, StampBytes));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeaderLengthAt), header.Length);
        header.CopyTo(bytes, HeaderAt);
        manifest.CopyTo(bytes, HeaderAt + header.Length);
        return CheckedBlock.Sign(bytes);
    }

    /// <exception cref="FileFaultException">The bytes are no head.</exception>
    public static LogHead Parse(ReadOnlySpan<byte> bytes)
    {
        var end = CheckedBlock.Verify(bytes, Magic, HeaderAt, BlobName);
        var state = (HeadState)bytes[StateAt];
        var generation = BinaryPrimitives.ReadInt64LittleEndian(bytes[GenerationAt..]);
        if (state == HeadState.Deleted)
        {
            return new LogHead(state, generation, null, null) { Stamp = StampOf(bytes) };
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[HeaderLengthAt..]);
        if (!Enum.IsDefined(state) || length < 0 || length > end - HeaderAt)
        {
            throw new FileFaultException(BlobName, HeaderLengthAt, "its fields are unknown to this program");
        }

        var header = LogHeader.Parse(bytes.Slice(HeaderAt, length));
        var manifest = Manifest.Parse(bytes[(HeaderAt + length)..end]);
        return header.Generation == generation && manifest.Generation == generation
            ? new LogHead(state, generation, header, manifest) { Stamp = StampOf(bytes) }
            : throw new FileFaultException(BlobName, GenerationAt, "its parts are of different logs");
    }

    private static byte[] StampOf(ReadOnlySpan<byte> bytes) => bytes.Slice(StampAt, StampBytes).ToArray();
}

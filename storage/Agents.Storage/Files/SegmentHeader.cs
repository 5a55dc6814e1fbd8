using System.Buffers.Binary;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>
/// The first bytes of a segment: to which log it belongs and where in it, so that no segment can stand in for
/// another.
/// </summary>
internal readonly record struct SegmentHeader(long Generation, uint File, long FirstSequence, byte[] PreviousHash)
{
    public const int Bytes = 64;

    private const int FileAt = 8;
    private const int GenerationAt = 12;
    private const int FirstSequenceAt = 20;
    private const int PreviousHashAt = 28;

    private static ReadOnlySpan<byte> Magic => "AGLS"u8;

    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = FrameFormat.Version;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(FileAt), File);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(GenerationAt), Generation);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(FirstSequenceAt), FirstSequence);
        PreviousHash.CopyTo(bytes, PreviousHashAt);
        return CheckedBlock.Sign(bytes);
    }

    /// <returns>
    /// False when the bytes are no segment header, as a crash leaves them that came before the first flush.
    /// </returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, string file, out SegmentHeader header)
    {
        try
        {
            header = Parse(bytes, file);
            return true;
        }
        catch (FileFaultException)
        {
            header = default;
            return false;
        }
    }

    /// <exception cref="FileFaultException">The bytes are no segment header.</exception>
    public static SegmentHeader Parse(ReadOnlySpan<byte> bytes, string file)
    {
        CheckedBlock.Verify(bytes, Magic, Bytes - sizeof(uint), file);
        return new SegmentHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[GenerationAt..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[FileAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[FirstSequenceAt..]),
            bytes.Slice(PreviousHashAt, FrameFormat.HashBytes).ToArray());
    }
}

using System.Buffers.Binary;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>
/// The outer form of small files: four letters, the version, three zero bytes, the content, a checksum at the end.
/// </summary>
internal static class CheckedBlock
{
    /// <summary>Writes the checksum into the last four bytes.</summary>
    public static byte[] Sign(byte[] bytes)
    {
        var end = bytes.Length - sizeof(uint);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(end), Crc32C.Of(bytes.AsSpan(0, end)));
        return bytes;
    }

    /// <summary>Verifies letters, version and checksum.</summary>
    /// <returns>Where the content ends.</returns>
    public static int Verify(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> magic, int bytesMin, string file)
    {
        if (bytes.Length < bytesMin + sizeof(uint))
        {
            throw new FileFaultException(file, bytes.Length, "it is too short");
        }

        var end = bytes.Length - sizeof(uint);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]) != Crc32C.Of(bytes[..end]))
        {
            throw new FileFaultException(file, 0, "its checksum does not match");
        }

        if (!bytes.StartsWith(magic))
        {
            throw new FileFaultException(file, 0, "it is a file of another kind");
        }

        return bytes[magic.Length] == FrameFormat.Version
            ? end
            : throw new FileFaultException(
                file, magic.Length, $"its format version {bytes[magic.Length]} is unknown to this program");
    }
}

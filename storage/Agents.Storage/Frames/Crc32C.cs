using System.Buffers.Binary;
using System.Numerics;

namespace Agents.Storage.Frames;

/// <summary>
/// CRC-32C (Castagnoli, as RFC 3720 section 12.1 defines it: reflected, initial value and final xor 0xFFFFFFFF).
/// </summary>
internal static class Crc32C
{
    private const uint Start = uint.MaxValue;

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(Start, bytes);

    /// <summary>The checksum of two spans as if they stood side by side.</summary>
    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Add(Add(Start, first), second);

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }
}

using System.Buffers.Binary;

namespace Agents.Memory.Records;

/// <summary>The payload of a use frame: memories that a recall gave to a prompt.</summary>
/// <remarks>
/// Layout: version (1 byte, 1), when in UTC ticks (8 bytes, little-endian), then the sequences of the frames that
/// recorded the memories, ascending, each as its distance to the one before in 7-bit groups, the low ones first. It
/// names frames and quotes nothing, so it may outlive what it names.
/// </remarks>
/// <param name="At">When they were used.</param>
/// <param name="Sequences">The frames that recorded them, ascending.</param>
public sealed record UseRecord(DateTimeOffset At, IReadOnlyList<long> Sequences)
{
    private const byte FormatVersion = 1;
    private const int FixedBytes = 9;
    private const int GroupBits = 7;
    private const int Groups = 10;

    /// <summary>Encodes the record as a payload.</summary>
    public byte[] Encode()
    {
        using var stream = new MemoryStream(FixedBytes + (2 * Sequences.Count));
        using var writer = new BinaryWriter(stream);
        writer.Write(FormatVersion);
        writer.Write(At.UtcTicks);
        var last = 0L;
        foreach (var sequence in Sequences)
        {
            writer.Write7BitEncodedInt64(sequence - last);
            last = sequence;
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Decodes a payload.</summary>
    /// <exception cref="InvalidDataException">The payload is not a use record of a known version.</exception>
    public static UseRecord Decode(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < FixedBytes || payload[0] != FormatVersion)
        {
            throw new InvalidDataException("The payload is not a use record of version 1.");
        }

        var ticks = BinaryPrimitives.ReadInt64LittleEndian(payload[1..]);
        if ((ulong)ticks > (ulong)DateTimeOffset.MaxValue.UtcTicks)
        {
            throw new InvalidDataException("The use record holds no time.");
        }

        var sequences = new List<long>();
        var rest = payload[FixedBytes..];
        var last = 0L;
        while (!rest.IsEmpty)
        {
            last += ReadGroups(ref rest);
            sequences.Add(last);
        }

        return new UseRecord(new DateTimeOffset(ticks, TimeSpan.Zero), sequences);
    }

    private static long ReadGroups(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        for (var i = 0; i < Math.Min(bytes.Length, Groups); i++)
        {
            value |= (long)(bytes[i] & 0x7F) << (GroupBits * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("The use record ends within a number.");
    }
}

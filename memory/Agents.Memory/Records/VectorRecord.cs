using System.Buffers.Binary;
using System.Text;

namespace Agents.Memory.Records;

/// <summary>The payload of a vector frame: the vector of one text under one model.</summary>
/// <remarks>
/// Layout, little-endian: version (1 byte, 2), flags (1 byte, bit 0: the model cannot read the text), length of the
/// model's id (2 bytes), the id in UTF-8, the sequence of the frame that holds the text (8 bytes), the packed vector
/// (the rest; empty when unreadable). The text is named by its frame, so an edited text never meets the vector of the
/// one before. Version 1 packed vectors in 16 bits a component; its vectors are outdated, as those of another model
/// are: the text is embedded anew.
/// </remarks>
/// <param name="ModelId">The model that made the vector; vectors of different models are never compared.</param>
/// <param name="TextSequence">The sequence of the frame that holds the text.</param>
/// <param name="Packed">The packed vector; empty when the model cannot read the text.</param>
public readonly record struct VectorRecord(string ModelId, long TextSequence, ReadOnlyMemory<byte> Packed)
{
    private const byte FormatVersion = 2;
    private const byte OutdatedVersion = 1;
    private const byte UnreadableFlag = 1;
    private const int FixedBytes = 12;

    /// <summary>Gets a value indicating whether the model cannot read the text, which then ranks by its words
    /// alone.</summary>
    public bool Unreadable => Packed.IsEmpty;

    /// <summary>Gets a value indicating whether the vector is packed as it no longer is.</summary>
    public bool Outdated { get; private init; }

    /// <summary>Encodes the record as a payload.</summary>
    public byte[] Encode()
    {
        var modelBytes = Encoding.UTF8.GetByteCount(ModelId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(modelBytes, ushort.MaxValue);
        var payload = new byte[FixedBytes + modelBytes + Packed.Length];
        payload[0] = FormatVersion;
        payload[1] = Unreadable ? UnreadableFlag : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(2), (ushort)modelBytes);
        Encoding.UTF8.GetBytes(ModelId, payload.AsSpan(4));
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(4 + modelBytes), TextSequence);
        Packed.Span.CopyTo(payload.AsSpan(FixedBytes + modelBytes));
        return payload;
    }

    /// <summary>Decodes a payload. The vector is a view on it.</summary>
    /// <exception cref="InvalidDataException">The payload is not a vector record of a known version.</exception>
    public static VectorRecord Decode(ReadOnlyMemory<byte> payload)
    {
        var bytes = payload.Span;
        if (bytes.Length < FixedBytes || bytes[0] is not (FormatVersion or OutdatedVersion))
        {
            throw new InvalidDataException("The payload is not a vector record of version 1 or 2.");
        }

        var modelBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        if (bytes.Length < FixedBytes + modelBytes)
        {
            throw new InvalidDataException("The vector record is shorter than its header says.");
        }

        var modelId = Encoding.UTF8.GetString(bytes.Slice(4, modelBytes));
        var textSequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[(4 + modelBytes)..]);
        return new VectorRecord(modelId, textSequence, payload[(FixedBytes + modelBytes)..])
        {
            Outdated = bytes[0] == OutdatedVersion,
        };
    }
}

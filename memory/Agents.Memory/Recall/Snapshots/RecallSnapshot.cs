using System.Buffers;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Lexical;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall.Snapshots;

/// <summary>The bytes of an index.</summary>
/// <remarks>
/// Version 5: mark, version, dimension, columns, postings, vectors, approximate index; numbers in little-endian order.
/// A snapshot only saves the rebuild from the log, so another version is refused and not converted. Analysis is part of
/// the version: whoever changes how text becomes terms raises it.
/// </remarks>
internal static class RecallSnapshot
{
    private const int Mark = 0x4C435241;
    private const int Version = 5;

    public static void Write(
        IBufferWriter<byte> output,
        DocumentColumns columns,
        LexicalIndex lexical,
        VectorPlane plane,
        PassagePlane passages)
    {
        var writer = new SnapshotWriter(output);
        writer.Write(Mark);
        writer.Write(Version);
        writer.Write(plane.Dimension);
        ColumnsSection.Write(writer, columns);
        LexicalSection.Write(writer, columns, lexical);
        VectorsSection.Write(writer, columns, plane, passages);
        ApproximateSection.Write(writer, columns, plane);
    }

    public static void Read(
        ReadOnlySpan<byte> bytes,
        DocumentColumns columns,
        LexicalIndex lexical,
        VectorPlane plane,
        PassagePlane passages)
    {
        var reader = new SnapshotReader(bytes);
        var mark = reader.ReadInt32();
        var version = reader.ReadInt32();
        var dimension = reader.ReadInt32();
        if (mark != Mark || version != Version || dimension != plane.Dimension)
        {
            throw new InvalidDataException(
                $"The recall snapshot is of version {version} and dimension {dimension}; this index reads version "
                + $"{Version} and dimension {plane.Dimension}. Drop it and rebuild the index from the log.");
        }

        ColumnsSection.Read(ref reader, columns);
        LexicalSection.Read(ref reader, columns, lexical);
        VectorsSection.Read(ref reader, columns, plane, passages);
        ApproximateSection.Read(ref reader, columns, plane);
        if (!reader.AtEnd)
        {
            throw SnapshotReader.Damaged();
        }
    }
}

using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall.Snapshots;

/// <summary>The vectors in a snapshot, packed, by ordinal: the number of a document's further passages, its vector,
/// theirs.</summary>
internal static class VectorsSection
{
    public static void Write(SnapshotWriter writer, DocumentColumns columns, VectorPlane plane, PassagePlane passages)
    {
        var packed = new byte[PackedVector.SizeOf(plane.Dimension)];
        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            if (columns.Has(ordinal, DocumentFlags.HasVector))
            {
                var further = passages.PackedOf(ordinal);
                plane.CopyTo(ordinal, packed);
                writer.Write(further.Length / packed.Length);
                writer.Write<byte>(packed);
                writer.Write<byte>(further);
            }
        }
    }

    public static void Read(
        ref SnapshotReader reader, DocumentColumns columns, VectorPlane plane, PassagePlane passages)
    {
        var size = PackedVector.SizeOf(plane.Dimension);
        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            if (columns.Has(ordinal, DocumentFlags.HasVector))
            {
                var further = reader.ReadInt32();
                if (further is < 0 or >= Passages.CountMax)
                {
                    throw SnapshotReader.Damaged();
                }

                plane.Set(ordinal, ReadPacked(ref reader, size));
                passages.Set(ordinal, ReadPacked(ref reader, size, further));
            }
        }
    }

    private static ReadOnlySpan<byte> ReadPacked(ref SnapshotReader reader, int size, int count = 1)
    {
        var packed = reader.ReadBytes(size * count);
        for (var i = 0; i < count; i++)
        {
            if (!float.IsFinite(PackedVector.Scale(packed[(i * size)..])))
            {
                throw SnapshotReader.Damaged();
            }
        }

        return packed;
    }
}

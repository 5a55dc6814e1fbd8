using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall.Snapshots;

/// <summary>The vectors in a snapshot, packed, by ordinal.</summary>
internal static class VectorsSection
{
    public static void Write(SnapshotWriter writer, DocumentColumns columns, VectorPlane plane)
    {
        var packed = new byte[PackedVector.SizeOf(plane.Dimension)];
        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            if (columns.Has(ordinal, DocumentFlags.HasVector))
            {
                plane.CopyTo(ordinal, packed);
                writer.Write<byte>(packed);
            }
        }
    }

    public static void Read(ref SnapshotReader reader, DocumentColumns columns, VectorPlane plane)
    {
        var size = PackedVector.SizeOf(plane.Dimension);
        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            if (columns.Has(ordinal, DocumentFlags.HasVector))
            {
                var packed = reader.ReadBytes(size);
                if (!float.IsFinite(PackedVector.Scale(packed)))
                {
                    throw SnapshotReader.Damaged();
                }

                plane.Set(ordinal, packed);
            }
        }
    }
}

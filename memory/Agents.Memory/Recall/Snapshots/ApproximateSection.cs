using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall.Snapshots;

/// <summary>The approximate index in a snapshot: its centroids, and the list of each vector by ordinal. A plane without
/// one has no lists; it is then built anew.</summary>
internal static class ApproximateSection
{
    public static void Write(SnapshotWriter writer, DocumentColumns columns, VectorPlane plane)
    {
        writer.Write(plane.Index?.Lists ?? 0);
        if (plane.Index is not { } index)
        {
            return;
        }

        writer.Write(index.RowsAtBuild);
        writer.Write(index.VisitedAtBuild);
        writer.Write<float>(index.Centroids.Scales);
        for (var list = 0; list < index.Lists; list++)
        {
            writer.Write<sbyte>(index.Centroids.Row(list));
        }

        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            if (columns.Has(ordinal, DocumentFlags.HasVector))
            {
                writer.Write<ushort>([index.ListOf(ordinal)]);
            }
        }
    }

    public static void Read(ref SnapshotReader reader, DocumentColumns columns, VectorPlane plane)
    {
        var lists = reader.ReadCount(sizeof(float) + plane.Dimension);
        if (lists == 0)
        {
            return;
        }

        var rows = reader.ReadInt32();
        var visited = reader.ReadInt32();
        if (lists > InvertedLists.ListsMax || visited < 0 || visited > rows || rows == 0)
        {
            throw SnapshotReader.Damaged();
        }

        var centroids = ReadCentroids(ref reader, lists, plane.Dimension);
        plane.Restore(centroids, ReadLists(ref reader, columns, lists), rows, visited);
    }

    private static CoarseRows ReadCentroids(ref SnapshotReader reader, int lists, int dimension)
    {
        var centroids = new CoarseRows(lists, dimension);
        var scales = reader.Read<float>(lists);
        for (var list = 0; list < lists; list++)
        {
            if (!float.IsFinite(scales[list]))
            {
                throw SnapshotReader.Damaged();
            }

            centroids.Set(list, reader.Read<sbyte>(dimension), scales[list]);
        }

        return centroids;
    }

    private static InvertedLists ReadLists(ref SnapshotReader reader, DocumentColumns columns, int lists)
    {
        var assignments = new ushort[columns.Count];
        for (var ordinal = 0; ordinal < assignments.Length; ordinal++)
        {
            assignments[ordinal] = columns.Has(ordinal, DocumentFlags.HasVector)
                ? reader.Read<ushort>(1)[0]
                : InvertedLists.None;
            if (assignments[ordinal] >= lists && assignments[ordinal] != InvertedLists.None)
            {
                throw SnapshotReader.Damaged();
            }
        }

        return InvertedLists.Of(lists, assignments);
    }
}

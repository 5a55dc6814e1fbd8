using System.Buffers;
using Agents.Memory.Recall;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Lexical;
using Agents.Memory.Recall.Snapshots;
using Agents.Memory.Recall.Vectors;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Vectors;

public sealed class ApproximateSnapshotTests
{
    private const int Rows = 120;

    [Fact]
    public void An_index_that_was_read_back_writes_the_same_bytes_and_gives_the_same_answers()
    {
        var (columns, plane) = Store(built: true);
        var bytes = Write(columns, plane);

        var (readColumns, read) = Read(bytes);

        Assert.Equal(bytes, Write(readColumns, read));
        AssertAnswersAlike(plane, read);
        plane.Clear(20);
        read.Clear(20);
        plane.Set(21, PackedVector.Pack(new SomeVectors(9, 4).Next()));
        read.Set(21, PackedVector.Pack(new SomeVectors(9, 4).Next()));
        AssertAnswersAlike(plane, read);
    }

    [Fact]
    public void A_snapshot_without_an_index_is_read_without_one()
    {
        var (columns, plane) = Store(built: false);

        var (_, read) = Read(Write(columns, plane));

        Assert.Null(read.Index);
        Assert.Equal(Rows - 1, read.Rows);
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        var (columns, plane) = Store(built: true);
        var bytes = Write(columns, plane);
        for (var length = bytes.Length - SectionBytes(columns, plane); length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<InvalidDataException>(() => Read(cut));
        }
    }

    [Fact]
    public void A_damaged_index_is_refused_or_answers_and_takes_changes()
    {
        var (columns, plane) = Store(built: true);
        var whole = Write(columns, plane);
        var first = whole.Length - SectionBytes(columns, plane);
        Gen.Select(Gen.Int[first, whole.Length - 1], Gen.Int[0, 7]).Sample((at, bit) =>
        {
            var damaged = whole.ToArray();
            damaged[at] ^= (byte)(1 << bit);
            try
            {
                var (_, read) = Read(damaged);
                var (_, has, visited) = SomeVectors.Nearest(read, Question(), Rows);
                Assert.Equal(visited, has.Count(x => x != 0));
                Assert.All(Enumerable.Range(0, Rows), i => Assert.True(has[i] == 0 || read.Has(i)));
                for (var i = 0; i < Rows; i++)
                {
                    read.Clear(i);
                }
            }
            catch (InvalidDataException)
            {
                // Refused, as it should be.
            }
        },
        iter: 50);
    }

    private static int SectionBytes(DocumentColumns columns, VectorPlane plane)
    {
        var output = new ArrayBufferWriter<byte>();
        ApproximateSection.Write(new SnapshotWriter(output), columns, plane);
        return output.WrittenCount;
    }

    private static (DocumentColumns Columns, VectorPlane Plane) Store(bool built)
    {
        var columns = new DocumentColumns();
        var some = new SomeVectors(8, 4);
        var plane = some.Plane(Rows);
        plane.Clear(5);
        for (var i = 0; i < Rows; i++)
        {
            columns.Add(SomeRecall.Document(string.Empty, SomeRecall.Id(i)) with { Evidence = false }, 0);
            columns.Set(i, DocumentFlags.HasVector, i != 5);
        }

        if (built)
        {
            plane.Install(ApproximateIndex.Build(plane.Capture(), CancellationToken.None));
        }

        return (columns, plane);
    }

    private static byte[] Write(DocumentColumns columns, VectorPlane plane)
    {
        var output = new ArrayBufferWriter<byte>();
        RecallSnapshot.Write(
            output, columns, new LexicalIndex(), plane, new PassagePlane(SomeVectors.Dimension));
        return output.WrittenSpan.ToArray();
    }

    private static (DocumentColumns Columns, VectorPlane Plane) Read(byte[] bytes)
    {
        var columns = new DocumentColumns();
        var plane = new VectorPlane(SomeVectors.Dimension);
        RecallSnapshot.Read(
            bytes, columns, new LexicalIndex(), plane, new PassagePlane(SomeVectors.Dimension));
        return (columns, plane);
    }

    private static QueryVector Question() => new(new SomeVectors(10, 4).Next());

    private static void AssertAnswersAlike(VectorPlane one, VectorPlane other)
    {
        var (cosines, has, visited) = SomeVectors.Nearest(one, Question(), Rows);
        var again = SomeVectors.Nearest(other, Question(), Rows);
        Assert.Equal((visited, one.Bytes), (again.Visited, other.Bytes));
        Assert.Equal(cosines, again.Cosines);
        Assert.Equal(has, again.Has);
    }
}

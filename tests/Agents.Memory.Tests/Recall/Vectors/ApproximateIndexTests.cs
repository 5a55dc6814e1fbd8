using Agents.Memory.Recall;
using Agents.Memory.Recall.Vectors;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Vectors;

public sealed class ApproximateIndexTests
{
    private const int Rows = 4_000;
    private const int Clusters = 60;

    private static readonly CancellationToken Never = CancellationToken.None;

    // Sets, clears and replaces rows; a value says which.
    private static readonly Gen<(int Ordinal, int Value)[]> GenChanges =
        Gen.Select(Gen.Int[0, 2_500], Gen.Int[0, 3]).Array[0, 60];

    [Fact]
    public void An_index_of_clustered_vectors_finds_the_ten_nearest_and_visits_little()
    {
        var some = new SomeVectors(1, Clusters);
        var plane = Built(some.Plane(Rows));

        var (recall, visited) = some.Measure(plane, Rows, 100);

        Assert.InRange(recall, 0.98, 1);
        Assert.InRange(visited, 0, 0.1);
        Assert.True(plane.IsApproximate);
    }

    [Fact]
    public void An_index_whose_lists_are_mixed_up_fails_the_same_measure()
    {
        var some = new SomeVectors(1, Clusters);
        var plane = Built(some.Plane(Rows));
        var index = plane.Index!;
        var random = new Random(2);
        ushort[] mixed = [.. Enumerable.Range(0, Rows).Select(_ => (ushort)random.Next(index.Lists))];
        plane.Restore(
            index.Centroids, InvertedLists.Of(index.Lists, mixed), index.RowsAtBuild, index.VisitedAtBuild);

        Assert.InRange(some.Measure(plane, Rows, 100).Recall, 0, 0.5);
    }

    [Fact]
    public void Vectors_without_structure_are_found_as_well_but_the_index_does_not_pay()
    {
        var some = new SomeVectors(1, clusters: 0);
        var plane = Built(some.Plane(Rows));

        Assert.InRange(some.Measure(plane, Rows, 100).Recall, 0.95, 1);
        Assert.False(plane.IsApproximate);
    }

    [Fact]
    public void Rows_that_come_after_the_build_are_found_too()
    {
        var some = new SomeVectors(1, Clusters);
        var plane = Built(some.Plane(Rows));
        for (var i = Rows; i < 2 * Rows; i++)
        {
            plane.Set(i, PackedVector.Pack(some.Next()));
        }

        Assert.InRange(some.Measure(plane, 2 * Rows, 100).Recall, 0.98, 1);
    }

    [Fact]
    public void Every_row_visited_has_the_cosine_of_the_scan_of_all_and_no_other_is_touched()
    {
        var some = new SomeVectors(3, Clusters);
        var plane = Built(some.Plane(Rows));
        var question = new QueryVector(some.Next());
        var all = new float[Rows];
        plane.Scan(question, all);
        var cosines = Enumerable.Repeat(9f, Rows).ToArray();
        var has = new float[Rows];
        var scope = Enumerable.Range(0, Rows).Select(i => i % 3 == 0 ? 1f : 0f).ToArray();

        var visited = plane.ScanNearest(question, scope, cosines, has);

        Assert.Equal(visited, has.Count(x => x != 0));
        Assert.InRange(visited, 1, Rows / 3);
        for (var i = 0; i < Rows; i++)
        {
            Assert.Equal(has[i] != 0 ? all[i] : 9f, cosines[i]);
            Assert.True(has[i] == 0 || scope[i] != 0);
        }
    }

    [Fact]
    public void A_scope_of_no_more_rows_than_enough_is_visited_whole()
    {
        var some = new SomeVectors(3, Clusters);
        var plane = Built(some.Plane(Rows));
        var scope = new float[Rows];
        int[] wanted = [7, 700, 1_777, 3_999];
        Array.ForEach(wanted, ordinal => scope[ordinal] = 1);
        var has = new float[Rows];

        var visited = plane.ScanNearest(new QueryVector(some.Next()), scope, new float[Rows], has);

        Assert.Equal(4, visited);
        Assert.Equal(wanted, Enumerable.Range(0, Rows).Where(i => has[i] != 0));
    }

    [Fact]
    public void A_cleared_row_is_not_visited_and_its_list_points_where_the_others_do()
    {
        var some = new SomeVectors(4, Clusters);
        var plane = Built(some.Plane(Rows));
        var list = plane.Index!.ListOf(10);
        int[] others =
            [.. Enumerable.Range(0, Rows).Where(i => i != 10 && plane.Index.ListOf(i) == list)];
        var question = new QueryVector(Unpacked(plane, 10));

        plane.Clear(10);

        Assert.Equal(0, SomeVectors.Nearest(plane, question, Rows).Has[10]);
        Assert.Equal(InvertedLists.None, plane.Index.ListOf(10));
        Assert.Equal(Centre(plane, others), Centroid(plane.Index, list));
    }

    [Fact]
    public void An_index_of_which_everything_was_cleared_holds_zeros_alone()
    {
        var plane = Built(new SomeVectors(4, Clusters).Plane(500));
        for (var i = 0; i < 500; i++)
        {
            plane.Clear(i);
        }

        for (var list = 0; list < plane.Index!.Lists; list++)
        {
            Assert.All(Centroid(plane.Index, list), component => Assert.Equal(0, component));
        }

        plane.Set(3, PackedVector.Pack(new SomeVectors(5, 1).Next()));
        Assert.Equal(1, SomeVectors.Nearest(plane, new QueryVector(new SomeVectors(6, 1).Next()), 500).Visited);
    }

    [Fact]
    public void Changes_during_a_build_are_in_the_index_once_it_is_installed() =>
        GenChanges.Sample(
            changes =>
            {
                var plane = new SomeVectors(7, 10).Plane(1_100);
                var view = plane.Capture();
                var before = view.Ordinals();
                Change(plane, changes);
                var index = ApproximateIndex.Build(view, Never);
                Assert.Equal(before, view.Ordinals());

                plane.Install(index);

                AssertHoldsTheRowsOf(plane);
            },
            iter: 6);

    [Fact]
    public void The_same_calls_give_the_same_index() =>
        GenChanges.Sample(
            changes =>
            {
                var one = Built(new SomeVectors(7, 10).Plane(1_100));
                var other = Built(new SomeVectors(7, 10).Plane(1_100));
                Change(one, changes);
                Change(other, changes);

                AssertSame(one, other);
                AssertHoldsTheRowsOf(one);
            },
            iter: 4);

    [Fact]
    public void A_view_does_not_change_with_its_plane()
    {
        var plane = new SomeVectors(8, 5).Plane(1_100);
        var view = plane.Capture();
        var question = new QueryVector(new SomeVectors(9, 5).Next());
        var before = new float[1_100];
        view.Scan(question, before);

        Change(plane, [(0, 0), (1, 1), (1_050, 1), (1_099, 0)]);

        var after = new float[1_100];
        view.Scan(question, after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_build_that_is_cancelled_stops_and_the_plane_can_be_captured_again()
    {
        var plane = new SomeVectors(8, 5).Plane(300);
        Assert.Throws<OperationCanceledException>(
            () => ApproximateIndex.Build(plane.Capture(), new CancellationToken(canceled: true)));
        plane.Release();

        Assert.NotNull(Built(plane).Index);
    }

    [Fact]
    public void An_index_of_an_earlier_capture_is_refused()
    {
        var plane = new SomeVectors(8, 5).Plane(300);
        var index = ApproximateIndex.Build(plane.Capture(), Never);
        plane.Capture();

        Assert.Throws<InvalidOperationException>(() => plane.Install(index));
    }

    [Fact]
    public void An_index_is_wanted_when_there_are_many_rows_and_again_when_they_have_doubled()
    {
        var plane = new VectorPlane(1);
        var packed = PackedVector.Pack([1f]);
        var wanted = new List<int>();
        for (var i = 0; i <= 2 * ApproximateIndex.RowsMin; i++)
        {
            plane.Set(i, packed);
            if (plane.WantsIndex)
            {
                wanted.Add(plane.Rows);
                plane.Capture();
                Assert.False(plane.WantsIndex);
                plane.Release();
                plane.Restore(new CoarseRows(1, 1), new InvertedLists(1), plane.Rows, plane.Rows);
            }
        }

        Assert.Equal([ApproximateIndex.RowsMin, 2 * ApproximateIndex.RowsMin], wanted);
    }

    [Fact]
    public void The_lists_take_about_four_bytes_a_row()
    {
        var plane = Built(new SomeVectors(1, Clusters).Plane(Rows));

        Assert.InRange(plane.Index!.Bytes - plane.Index.Centroids.Bytes, 4 * Rows, 5 * Rows);
    }

    private static VectorPlane Built(VectorPlane plane)
    {
        plane.Install(ApproximateIndex.Build(plane.Capture(), Never));
        return plane;
    }

    private static void Change(VectorPlane plane, (int Ordinal, int Value)[] changes)
    {
        foreach (var (ordinal, value) in changes)
        {
            if (value == 0)
            {
                plane.Clear(ordinal);
            }
            else
            {
                plane.Set(ordinal, PackedVector.Pack(new SomeVectors(value, 3).Next()));
            }
        }
    }

    private static void AssertHoldsTheRowsOf(VectorPlane plane)
    {
        for (var ordinal = 0; ordinal < 3_000; ordinal++)
        {
            Assert.Equal(plane.Has(ordinal), plane.Index!.ListOf(ordinal) != InvertedLists.None);
        }
    }

    private static void AssertSame(VectorPlane one, VectorPlane other)
    {
        Assert.Equal(one.Index!.VisitedAtBuild, other.Index!.VisitedAtBuild);
        Assert.Equal(one.Index.Centroids.Matrix.ToArray(), other.Index.Centroids.Matrix.ToArray());
        Assert.Equal(one.Index.Centroids.Scales, other.Index.Centroids.Scales);
        var question = new QueryVector(new SomeVectors(11, 10).Next());
        var (cosines, has, _) = SomeVectors.Nearest(one, question, 3_000);
        var again = SomeVectors.Nearest(other, question, 3_000);
        Assert.Equal(cosines, again.Cosines);
        Assert.Equal(has, again.Has);
    }

    private static float[] Unpacked(VectorPlane plane, int ordinal)
    {
        var packed = new byte[PackedVector.SizeOf(plane.Dimension)];
        plane.CopyTo(ordinal, packed);
        var vector = new float[plane.Dimension];
        PackedVector.Unpack(packed, vector);
        return vector;
    }

    private static float[] Centroid(ApproximateIndex index, int list) =>
        [.. index.Centroids.Row(list).ToArray().Select(q => q * index.Centroids.Scales[list])];

    private static float[] Centre(VectorPlane plane, int[] ordinals)
    {
        var fresh = new VectorPlane(plane.Dimension);
        var packed = new byte[PackedVector.SizeOf(plane.Dimension)];
        var sum = new float[plane.Dimension];
        var rows = new CoarseRows(1, plane.Dimension);
        foreach (var ordinal in ordinals)
        {
            plane.CopyTo(ordinal, packed);
            fresh.Set(0, packed);
            var (coarse, row) = fresh.Capture().Coarse(0);
            coarse.AddTo(row, sum);
        }

        rows.SetDirection(0, sum);
        return [.. rows.Row(0).ToArray().Select(q => q * rows.Scales[0])];
    }
}

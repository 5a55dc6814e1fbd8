using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.Memory.Tests.Projection;

public sealed class MemoryProjectionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FrameScript _script = new();

    [Fact]
    public void An_episode_is_found_by_its_id_and_waits_for_its_vector()
    {
        _script.Episode("a", "I adopted a beagle.");

        var projection = _script.Fold();

        Assert.True(projection.TryFind("a", out var ordinal));
        Assert.Equal(1, projection[ordinal].Sequence);
        Assert.Equal((1, 1, 0L), (projection.Pending, projection.Live, projection.Indexed));
    }

    [Fact]
    public void A_vector_completes_the_index_up_to_the_log_s_position()
    {
        _script.Episode("a", "I adopted a beagle.");
        _script.Vector(1);

        var projection = _script.Fold();

        Assert.Equal((0, 2L, 2L), (projection.Pending, projection.Indexed, projection.Position));
    }

    [Fact]
    public void A_vector_of_another_model_is_passed_over()
    {
        _script.Episode("a", "I adopted a beagle.");
        _script.Vector(1, "another/model");

        Assert.Equal(1, _script.Fold().Pending);
        Assert.Equal(0, _script.Fold("another/model").Pending);
    }

    [Fact]
    public void The_vector_of_a_text_before_an_edit_does_not_serve_the_text_after_it()
    {
        _script.Episode("a", "I work at Contoso.");
        _script.Decide(DecisionKind.Edit, 1, "I work at Fabrikam.");
        _script.Vector(1);

        var projection = _script.Fold();

        Assert.Equal(1, projection.Pending);
        Assert.Equal(2, projection[0].TextSequence);
        Assert.Equal([1L, 2L, 3L], projection.FramesOf(0));
    }

    [Fact]
    public void Indexed_stops_before_the_oldest_text_without_a_vector()
    {
        _script.Episode("a", "one");
        _script.Episode("b", "two");
        _script.Vector(2);
        Assert.Equal(0, _script.Fold().Indexed);

        _script.Vector(1);
        _script.Decide(DecisionKind.Edit, 1, "three");
        Assert.Equal(4, _script.Fold().Indexed);
    }

    [Fact]
    public void Offline_answers_are_kept_and_wait_for_no_vector()
    {
        _script.Episode("a", "An offline answer.", evidence: false);

        var projection = _script.Fold();

        Assert.Equal((1, 0), (projection.Live, projection.Pending));
    }

    [Fact]
    public void A_memory_leaves_recall_when_its_time_is_up_unless_it_is_pinned()
    {
        _script.Episode("a", "The meeting is at noon.");
        _script.Decide(DecisionKind.Expire, 1, expires: Noon);
        var projection = _script.Fold();

        projection.Expire(Noon.AddTicks(-1));
        Assert.True(projection.Index[0].Visible);
        projection.Expire(Noon);
        Assert.False(projection.Index[0].Visible);
        Assert.Equal(MemoryState.Expired, projection.StateOf(0, Noon));

        projection.Apply(_script.Decide(DecisionKind.Pin, 1));
        projection.Expire(Noon);
        Assert.True(projection.Index[0].Visible);

        projection.Apply(_script.Decide(DecisionKind.Unpin, 1));
        projection.Expire(Noon);
        Assert.False(projection.Index[0].Visible);
    }

    [Fact]
    public void A_forgotten_memory_is_out_of_recall_until_it_is_restored()
    {
        _script.Episode("a", "I like tea.");
        _script.Decide(DecisionKind.Forget, 1);
        var projection = _script.Fold();
        Assert.Equal(MemoryState.Forgotten, projection.StateOf(0, Noon));
        Assert.False(projection.Index[0].Visible);

        projection.Apply(_script.Decide(DecisionKind.Restore, 1));

        Assert.True(projection.Index[0].Visible);
    }

    [Fact]
    public void An_erasure_names_every_frame_of_the_memory_and_refuses_its_id()
    {
        _script.Episode("a", "My pin is 1234.");
        _script.Vector(1);
        _script.Decide(DecisionKind.Edit, 1, "My pin is 4321.");
        _script.Vector(3);
        var projection = _script.Fold();

        projection.Apply(_script.Erase(projection, 0));

        Assert.Equal([1L, 2L, 3L, 4L], projection.OwedErasures);
        Assert.False(projection.TryFind("a", out _));
        Assert.True(projection.IsErased("a"));
        projection.Apply(_script.Decide(DecisionKind.ErasureDone, 0));
        Assert.Empty(projection.OwedErasures);
        Assert.True(projection.IsErased("a"));
    }

    [Fact]
    public void A_decision_about_an_erased_memory_changes_nothing()
    {
        _script.Episode("a", "gone");
        var projection = _script.Fold();
        projection.Apply(_script.Erase(projection, 0));

        projection.Apply(_script.Decide(DecisionKind.Edit, 1, "back"));
        projection.Apply(_script.Vector(1));

        Assert.Equal((0, 0), (projection.Live, projection.Pending));
    }

    [Fact]
    public void A_frame_out_of_order_is_refused()
    {
        var projection = new MemoryProjection(
            new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model);

        var error = Assert.Throws<InvalidDataException>(
            () => projection.Apply(new LogFrame(2, FrameType.Episode, default, Erased: true)));

        Assert.Contains("does not follow position 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_that_cannot_be_read_is_none_and_the_log_is_read_instead()
    {
        _script.Episode("a", "I adopted a beagle.");
        var snapshot = _script.Fold().ToSnapshot().ToArray();
        var ofOlderIndex = snapshot.ToArray();
        var mark = ofOlderIndex.AsSpan().IndexOf("ARCL"u8);
        ofOlderIndex[mark + sizeof(int)]--;

        var options = new RecallOptions { Dimension = FrameScript.Dimension };
        Assert.False(MemoryProjection.TryFromSnapshot(ofOlderIndex, options, FrameScript.Model, out _));
        Assert.All(Enumerable.Range(0, snapshot.Length - 1), length => Assert.False(
            MemoryProjection.TryFromSnapshot(snapshot.AsMemory(0, length), options, FrameScript.Model, out _)));
    }

    [Fact]
    public void A_vector_in_the_packing_of_version_1_is_passed_over_and_erased_with_its_memory()
    {
        _script.Episode("e1", "The code is blue seven.");
        var vector = _script.Vector(1, version: 1);

        var projection = _script.Fold();

        Assert.Equal(1, projection.Pending);
        Assert.Contains(vector.Sequence, projection.FramesOf(0));
    }

    [Fact]
    public void A_snapshot_of_another_model_is_not_used()
    {
        _script.Episode("a", "one");
        var snapshot = _script.Fold().ToSnapshot();

        Assert.False(
            MemoryProjection.TryFromSnapshot(
                snapshot, new RecallOptions { Dimension = FrameScript.Dimension }, "another/model", out _));
        Assert.True(
            MemoryProjection.TryFromSnapshot(
                snapshot, new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model, out _));
    }
}

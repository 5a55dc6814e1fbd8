using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Storage.InMemory;

namespace Agents.Memory.Tests.Projection;

/// <summary>Two builds run beside each other while a cluster is upgraded, and take users over from each other: the log
/// is what they share, and an older build reads what a newer one wrote.</summary>
public sealed class MixedBuildTests
{
    private static readonly RecallOptions Options = new() { Dimension = FrameScript.Dimension };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_newer_build_adds_to_its_records_is_passed_over()
    {
        var script = Script();
        await using var log = await LogAsync(script.Frames.Select(Newer));

        var read = await ProjectionLoader.LoadAsync(log, Options, FrameScript.Model, log.Position, Cancellation);

        Assert.Equal(script.Fold().ToSnapshot().Span, read.ToSnapshot().Span);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task The_snapshot_of_another_build_is_passed_over_and_the_log_read_instead(int step)
    {
        var script = Script();
        await using var log = await LogAsync(script.Frames.Select(frame => new NewFrame(frame.Type, frame.Payload)));
        var snapshot = script.Fold().ToSnapshot().ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(snapshot, BinaryPrimitives.ReadInt32LittleEndian(snapshot) + step);
        snapshot.AsSpan(snapshot.Length / 2).Fill(0xA5);
        Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(log.Position, snapshot), Cancellation));

        var read = await ProjectionLoader.LoadAsync(log, Options, FrameScript.Model, log.Position, Cancellation);

        Assert.Equal(script.Fold().ToSnapshot().Span, read.ToSnapshot().Span);
    }

    [Fact]
    public void A_frame_of_a_kind_that_only_a_newer_build_knows_is_refused_and_not_passed_over()
    {
        const FrameType OfTheFuture = (FrameType)99;
        var known = Script().Fold();
        var before = known.Position;

        Assert.Throws<InvalidDataException>(() =>
            known.Apply(new LogFrame(before + 1, OfTheFuture, "{}"u8.ToArray(), Erased: false)));

        Assert.Equal(before, known.Position);
    }

    private static FrameScript Script()
    {
        var script = new FrameScript();
        var first = script.Episode("m-1", "The bike is green.", conversation: "c");
        script.Episode("m-2", "The bike has a bent bell.", conversation: "c");
        script.Vector(first.Sequence);
        script.Decide(DecisionKind.Edit, first.Sequence, "The bike is blue.");
        script.Use([first.Sequence]);
        return script;
    }

    /// <summary>The same frame as a build would write it that knows more: JSON records may have more fields.</summary>
    private static NewFrame Newer(LogFrame frame)
    {
        if (frame.Type is not (FrameType.Episode or FrameType.Decision))
        {
            return new NewFrame(frame.Type, frame.Payload);
        }

        var record = JsonNode.Parse(frame.Payload.Span)!.AsObject();
        record["mood"] = new JsonObject { ["text"] = "cheerful", ["sure"] = 0.5 };
        record["tags"] = new JsonArray("a", "b");
        return new NewFrame(frame.Type, Encoding.UTF8.GetBytes(record.ToJsonString()));
    }

    private static async Task<IMemoryLog> LogAsync(IEnumerable<NewFrame> frames)
    {
        var log = await new InMemoryMemoryLogProvider().OpenAsync(new MemoryScope("t", "u"), Cancellation);
        await log.AppendAsync(0, [.. frames], Cancellation);
        return log;
    }
}

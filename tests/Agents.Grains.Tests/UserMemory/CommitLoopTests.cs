using System.Diagnostics.Metrics;
using Agents.Contracts;
using Agents.Grains.UserMemory;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Agents.Grains.Tests.UserMemory;

public sealed class CommitLoopTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uses_stand_behind_the_frames_of_the_next_write_and_are_accepted_with_it()
    {
        await using var log = await new InMemoryMemoryLogProvider().OpenAsync(new MemoryScope("local", "u"), Token);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var telemetry = new UserMemoryTelemetry(services.GetRequiredService<IMeterFactory>());
        var projection = new MemoryProjection(new RecallOptions { Dimension = 16 }, "m");
        var loop = new CommitLoop(log, projection, new UserMemoryOptions(), telemetry, TimeProvider.System);
        var frame = DecisionFrames.Of(new DecisionRecord { Kind = DecisionKind.Retain, At = Noon });

        loop.Use(Noon, [3, 1]);
        Assert.Equal((0, 0), (loop.Accepted, log.Position));
        var first = loop.AppendAsync([frame, frame]);
        Assert.Equal(3, loop.Accepted);
        var second = loop.AppendAsync([frame]);
        Assert.Equal(4, loop.Accepted);
        await Task.WhenAll(first, second);

        var types = new List<FrameType>();
        await foreach (var written in log.ReadAsync(0, Token))
        {
            types.Add(written.Type);
        }

        Assert.Equal([FrameType.Decision, FrameType.Decision, FrameType.Use, FrameType.Decision], types);
        Assert.Equal(loop.Accepted, projection.Position);
    }
}

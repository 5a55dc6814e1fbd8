using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Statistics;

namespace Agents.Bench.Figures;

/// <summary>The gateway that recalls and injects, the question's vector in its cache, against the upstream
/// itself.</summary>
/// <remarks>Each caller is a user of 10,000 memories. That turns are not stored keeps the disk out of it.</remarks>
internal sealed class GatewayFigure : IFigure
{
    private const int Callers = 16;

    public string Name => "gateway";

    public string What => "chat with retrieval, 16 callers, p50 above direct";

    public Must Must => new(2, "ms");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var data = await context.DataAsync(cancellationToken);
        await using var silo = await ServerProcess.StartSiloAsync(
            data.Folder, [.. context.Stub.EmbeddingArguments, .. context.Stub.LlmArguments], cancellationToken);

        int UserOf(int caller) => caller % data.Users.Count;

        async Task<ChatLoop.Turns[]> MeasureAsync(int callers, int rounds)
        {
            using var loop = new ChatLoop(
                [.. Enumerable.Range(0, callers).Select(caller => new MemoryQuestions(UserOf(caller), caller).Next())]);
            return await loop.MeasureAsync(
                rounds,
                TimeSpan.FromSeconds(context.Count(full: 3, quick: 1)),
                cancellationToken,
                (caller, question) => JsonPost.Chat(
                    silo.Address, question, data.Users[UserOf(caller)], memory: "read"),
                (_, question) => JsonPost.Chat(context.Stub.Address, question));
        }

        var alone = await MeasureAsync(callers: 1, context.Count(full: 3, quick: 1));
        var turns = await MeasureAsync(Callers, context.Count(full: 7, quick: 2));
        var (gateway, direct) = (turns[0], turns[1]);
        return new Measurement(
            gateway.Latencies.Percentile(50) - direct.Latencies.Percentile(50),
            new Beside("through the gateway", gateway.Latencies.Percentile(50), "ms p50"),
            new Beside("p99", gateway.Latencies.Percentile(99), "ms"),
            new Beside("direct", direct.Latencies.Percentile(50), "ms p50"),
            new Beside("p99", direct.Latencies.Percentile(99), "ms"),
            new Beside("one caller", alone[0].Latencies.Percentile(50), "ms p50"),
            new Beside("direct", alone[1].Latencies.Percentile(50), "ms p50"),
            new Beside("gateway", Quantiles.Median(gateway.Rates), "/s"),
            new Beside("direct", Quantiles.Median(direct.Rates), "/s"));
    }
}

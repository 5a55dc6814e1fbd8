using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Statistics;

namespace Agents.Bench.Figures;

/// <summary>The gateway with memory off against YARP, which relays and does nothing else, before the same
/// upstream.</summary>
internal sealed class RelayFigure : IFigure
{
    private const int Callers = 16;
    private const int Seed = 79;

    public string Name => "relay";

    public string What => "chats a second without memory, 16 callers, against YARP";

    public Must Must => new(0.7, "x", AtLeast: true);

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        await using var silo = await ServerProcess.StartSiloAsync(
            context.NewFolder("relay"),
            [.. context.Stub.EmbeddingArguments, .. context.Stub.LlmArguments],
            cancellationToken);
        await using var yarp = await ServerProcess.StartYarpAsync(context.Stub.Address, cancellationToken);
        var questions = new QuestionSource(Seed);
        using var loop = new ChatLoop([.. Enumerable.Range(0, Callers).Select(_ => questions.Next())]);
        var turns = await loop.MeasureAsync(
            context.Count(full: 7, quick: 2),
            TimeSpan.FromSeconds(context.Count(full: 3, quick: 1)),
            cancellationToken,
            (_, question) => JsonPost.Chat(silo.Address, question, memory: "off"),
            (_, question) => JsonPost.Chat(yarp.Address, question),
            (_, question) => JsonPost.Chat(context.Stub.Address, question));
        var (gateway, proxy, direct) = (turns[0], turns[1], turns[2]);
        return new Measurement(
            Quantiles.Median(gateway.Rates.Zip(proxy.Rates, (ours, theirs) => ours / theirs)),
            new Beside("gateway", Quantiles.Median(gateway.Rates), "/s"),
            new Beside("YARP", Quantiles.Median(proxy.Rates), "/s"),
            new Beside("direct", Quantiles.Median(direct.Rates), "/s"),
            new Beside("gateway", gateway.Latencies.Percentile(50), "ms p50"),
            new Beside("p99", gateway.Latencies.Percentile(99), "ms"),
            new Beside("YARP", proxy.Latencies.Percentile(50), "ms p50"),
            new Beside("p99", proxy.Latencies.Percentile(99), "ms"));
    }
}

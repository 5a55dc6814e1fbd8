using System.Diagnostics;
using System.Globalization;
using System.Text;
using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Statistics;
using Agents.Contracts;

namespace Agents.Bench.Figures;

/// <summary>The first token of a stream through the gateway, which remembers, recalls and injects, against the same
/// upstream.</summary>
/// <remarks>Callers ask the upstream and the gateway in turn. They begin one after the other, so that their streams
/// overlap as those of people do.</remarks>
internal sealed class FirstTokenFigure : IFigure
{
    private const int WarmUpPairs = 10;
    private const int Callers = 16;

    // More than one caller asks.
    private const int QuestionsPerCaller = 500;

    private static readonly TimeSpan BetweenCallers = TimeSpan.FromMilliseconds(13);

    public string Name => "first-token";

    public string What => "first streamed token through the gateway, p50 above direct";

    public Must Must => new(3, "ms");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var data = await context.DataAsync(cancellationToken);
        await using var silo = await ServerProcess.StartSiloAsync(
            data.Folder, [.. context.Stub.EmbeddingArguments, .. context.Stub.LlmArguments], cancellationToken);
        var pairs = context.Count(full: 120, quick: 20);

        async Task<Pairs[]> CallersAsync(int callers) => await Task.WhenAll(Enumerable.Range(0, callers).Select(
            caller => CallerAsync(
                context.Stub.Address, silo.Address, data.Users[caller % data.Users.Count],
                new MemoryQuestions(caller % data.Users.Count, caller * QuestionsPerCaller),
                BetweenCallers * caller, pairs, cancellationToken)));

        var alone = Pairs.Join(await CallersAsync(1));
        var together = Pairs.Join(await CallersAsync(Callers));
        return new Measurement(
            alone.Difference,
            new Beside("through the gateway", Quantiles.Median(alone.Gateway), "ms p50"),
            new Beside("p95", Quantiles.Of(alone.Gateway, 0.95), "ms"),
            new Beside("direct", Quantiles.Median(alone.Direct), "ms p50"),
            new Beside("p95", Quantiles.Of(alone.Direct, 0.95), "ms"),
            new Beside("of it memory", Quantiles.Median(alone.Memory), "ms p50"),
            new Beside("16 callers, above direct", together.Difference, "ms p50"),
            new Beside("pairs", pairs, ""));
    }

    private static async Task<Pairs> CallerAsync(
        Uri upstream, Uri gateway, string user, MemoryQuestions questions, TimeSpan wait, int pairs,
        CancellationToken cancellationToken)
    {
        await Task.Delay(wait, cancellationToken);
        using var http = JsonPost.Connections(1);
        var measured = new Pairs([], [], []);
        for (var pair = -WarmUpPairs; pair < pairs; pair++)
        {
            var question = questions.Next();
            var direct = await AskAsync(http, JsonPost.Chat(upstream, question, stream: true), cancellationToken);
            var through = await AskAsync(http, JsonPost.Chat(gateway, question, user, stream: true), cancellationToken);
            if (pair >= 0)
            {
                measured.Add(direct, through);
            }
        }

        return measured;
    }

    /// <summary>Asks and reads the stream to its end. Times are in milliseconds.</summary>
    private static async Task<Reply> AskAsync(
        HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var sent = request;
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var (first, text) = await ReadAsync(answer, started, cancellationToken);
        if (!answer.IsSuccessStatusCode || first == 0 || !text.Contains("data: [DONE]", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                $"Status {(int)answer.StatusCode}: {text[..Math.Min(text.Length, 300)]}");
        }

        return new Reply(
            first,
            Header(answer, AgentsHeaders.MemoryMs),
            Header(answer, AgentsHeaders.Memories),
            Header(answer, AgentsHeaders.MemoryError));
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) && values.Single() is { Length: > 0 } value ? value : null;

    private static async Task<(double FirstToken, string Text)> ReadAsync(
        HttpResponseMessage answer, long started, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16_384];
        var text = new StringBuilder();
        double first = 0;
        while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            var now = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            if (first == 0 && text.ToString().Contains(StubServer.FirstToken, StringComparison.Ordinal))
            {
                first = now;
            }
        }

        return (first, text.ToString());
    }

    private sealed record Reply(double FirstToken, string? MemoryMs, string? Memories, string? Fault);

    /// <summary>First tokens in milliseconds, and what of them the gateway spent on memory.</summary>
    private sealed record Pairs(List<double> Direct, List<double> Gateway, List<double> Memory)
    {
        public double Difference => Quantiles.Median(Gateway) - Quantiles.Median(Direct);

        public static Pairs Join(Pairs[] all) => new(
            [.. all.SelectMany(one => one.Direct)],
            [.. all.SelectMany(one => one.Gateway)],
            [.. all.SelectMany(one => one.Memory)]);

        public void Add(Reply direct, Reply through)
        {
            // While the silo compiles and activates the user, memory may miss its deadline; afterwards it must not.
            if (through.Fault is not null || through.Memories is null)
            {
                throw new InvalidOperationException($"The gateway recalled nothing ({through.Fault ?? "no hit"}).");
            }

            Direct.Add(direct.FirstToken);
            Gateway.Add(through.FirstToken);
            Memory.Add(double.Parse(through.MemoryMs!, CultureInfo.InvariantCulture));
        }
    }
}

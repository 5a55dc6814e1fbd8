using System.Diagnostics;
using System.Globalization;
using System.Text;
using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Statistics;
using Agents.Contracts;

namespace Agents.Bench.Figures;

/// <summary>The first token of a stream through the gateway, which remembers, recalls and injects, the question's
/// vector in its cache, against the same upstream.</summary>
/// <remarks>Callers ask the upstream and the gateway in turn. They begin one after the other, so that their streams
/// overlap as those of people do. One caller alone asks every half second of an idle machine: what it waits for is
/// mostly sleeping processors, once at each hand-over.</remarks>
internal sealed class FirstTokenFigure : IFigure
{
    private const int WarmUpPairs = 10;
    private const int Callers = 16;

    // More than one caller asks.
    private const int QuestionsPerCaller = 500;

    private static readonly TimeSpan BetweenCallers = TimeSpan.FromMilliseconds(13);

    public string Name => "first-token";

    public string What => "first streamed token, 16 callers, p50 above direct";

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
            together.Difference,
            new Beside("through the gateway", Quantiles.Median(together.Gateway), "ms p50"),
            new Beside("p99", Quantiles.Of(together.Gateway, 0.99), "ms"),
            new Beside("direct", Quantiles.Median(together.Direct), "ms p50"),
            new Beside("p99", Quantiles.Of(together.Direct, 0.99), "ms"),
            new Beside("of it memory", Quantiles.Median(together.Memory), "ms p50"),
            new Beside("one caller, above direct", alone.Difference, "ms p50"),
            new Beside("of it memory", Quantiles.Median(alone.Memory), "ms p50"),
            new Beside("chats without memory", alone.Faults + together.Faults, ""),
            new Beside("pairs", pairs, ""));
    }

    private static async Task<Pairs> CallerAsync(
        Uri upstream, Uri gateway, string user, MemoryQuestions questions, TimeSpan wait, int pairs,
        CancellationToken cancellationToken)
    {
        await Task.Delay(wait, cancellationToken);
        using var http = JsonPost.Connections(1);
        var measured = new Pairs();
        for (var pair = -WarmUpPairs; pair < pairs; pair++)
        {
            var question = questions.Next();
            await EmbedAsync(http, gateway, question, cancellationToken);
            var direct = await AskAsync(http, JsonPost.Chat(upstream, question, stream: true), cancellationToken);
            var through = await AskAsync(http, JsonPost.Chat(gateway, question, user, stream: true), cancellationToken);
            if (pair >= 0)
            {
                measured.Add(direct, through);
            }
        }

        return measured;
    }

    /// <summary>Has a question embedded by asking it of somebody who has no memory.</summary>
    private static async Task EmbedAsync(
        HttpClient http, Uri gateway, string question, CancellationToken cancellationToken)
    {
        using var search = JsonPost.Of(
            new Uri(gateway, "v1/memories/search"), new { user = "nobody", query = question });
        using var answer = await http.SendAsync(search, cancellationToken);
        answer.EnsureSuccessStatusCode();
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
    private sealed class Pairs
    {
        public List<double> Direct { get; } = [];

        public List<double> Gateway { get; } = [];

        public List<double> Memory { get; } = [];

        /// <summary>Gets how many chats went without memory, which missed its deadline.</summary>
        public int Faults { get; private set; }

        public double Difference => Quantiles.Median(Gateway) - Quantiles.Median(Direct);

        public static Pairs Join(Pairs[] all)
        {
            var joined = new Pairs();
            foreach (var one in all)
            {
                joined.Direct.AddRange(one.Direct);
                joined.Gateway.AddRange(one.Gateway);
                joined.Memory.AddRange(one.Memory);
                joined.Faults += one.Faults;
            }

            return joined;
        }

        public void Add(Reply direct, Reply through)
        {
            if (through.Fault is null && through.Memories is null)
            {
                throw new InvalidOperationException("The gateway found nothing to recall.");
            }

            Faults += through.Fault is null ? 0 : 1;
            Direct.Add(direct.FirstToken);
            Gateway.Add(through.FirstToken);
            Memory.Add(double.Parse(through.MemoryMs!, CultureInfo.InvariantCulture));
        }
    }
}

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
internal sealed class FirstTokenFigure : IFigure
{
    private const int WarmUpPairs = 10;
    private const int Seed = 73;

    public string Name => "first-token";

    public string What => "first streamed token through the gateway, p50 above direct";

    public Must Must => new(3, "ms");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var data = await context.DataAsync(cancellationToken);
        await using var silo = await SiloProcess.StartAsync(
            data.Folder, [.. context.Stub.EmbeddingArguments, .. context.Stub.LlmArguments], cancellationToken);
        using var http = JsonPost.OneConnection();
        var sentences = new SentenceGenerator(Seed);
        var (through, direct, memory) = (new List<double>(), new List<double>(), new List<double>());
        var pairs = context.Count(full: 120, quick: 20);
        for (var pair = -WarmUpPairs; pair < pairs; pair++)
        {
            var question = sentences.Question();
            var bare = await AskAsync(
                http, new Uri($"{context.Stub.Url}/chat/completions"), question, null, cancellationToken);
            var relayed = await AskAsync(
                http, new Uri(silo.Address, "v1/chat/completions"), question, data.Users[0], cancellationToken);
            if (pair >= 0)
            {
                // While the silo compiles and activates the user, memory may miss its deadline; afterwards it must not.
                if (relayed.Fault is not null || relayed.Memories is null)
                {
                    throw new InvalidOperationException($"The gateway recalled nothing ({relayed.Fault ?? "no hit"}).");
                }

                direct.Add(bare.FirstToken);
                through.Add(relayed.FirstToken);
                memory.Add(double.Parse(relayed.MemoryMs!, CultureInfo.InvariantCulture));
            }
        }

        var (gateway, floor) = (Quantiles.Median(through), Quantiles.Median(direct));
        return new Measurement(
            gateway - floor,
            new Beside("through the gateway", gateway, "ms p50"),
            new Beside("p95", Quantiles.Of(through, 0.95), "ms"),
            new Beside("direct", floor, "ms p50"),
            new Beside("p95", Quantiles.Of(direct, 0.95), "ms"),
            new Beside("of it memory", Quantiles.Median(memory), "ms p50"),
            new Beside("pairs", pairs, ""));
    }

    /// <summary>Asks and reads the stream to its end. Times are in milliseconds.</summary>
    private static async Task<Reply> AskAsync(
        HttpClient http, Uri address, string question, string? user, CancellationToken cancellationToken)
    {
        using var request = JsonPost.Of(address, new
        {
            model = StubServer.Model,
            stream = true,
            messages = new[] { new { role = "user", content = question } },
        });
        if (user is not null)
        {
            request.Headers.Add(AgentsHeaders.User, user);
        }

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
}

using System.Diagnostics;
using System.Text;
using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Statistics;
using Agents.Client;
using Agents.Contracts;

namespace Agents.Bench.Figures;

/// <summary>A search over HTTP against the embedding call that it makes, each in a closed loop of one
/// connection.</summary>
/// <remarks>Every question is new, so none is answered from the cache of vectors.</remarks>
internal sealed class SearchFigure : IFigure
{
    private const int QuestionsPerRound = 100;
    private const int WarmUpRounds = 4;
    private const int Seed = 72;

    public string Name => "search";

    public string What => "search at 10,000 memories over HTTP, p50 above the embedding call";

    public Must Must => new(1.5, "ms");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var data = await context.DataAsync(cancellationToken);
        await using var silo = await SiloProcess.StartAsync(
            data.Folder, context.Stub.EmbeddingArguments, cancellationToken);
        using var http = JsonPost.OneConnection();
        var sentences = new SentenceGenerator(Seed);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var (searched, embedded) = (new List<double>(), new List<double>());
        var rounds = context.Count(full: 25, quick: 5);
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            var searches = await RoundAsync(
                http, () => SearchCall(silo, data.Users[0], New(sentences, asked)), "\"score\"", cancellationToken);
            var calls = await RoundAsync(
                http, () => EmbeddingCall(context.Stub, New(sentences, asked)), "\"embedding\"", cancellationToken);
            if (round >= 0)
            {
                searched.AddRange(searches);
                embedded.AddRange(calls);
            }
        }

        var stages = await StagesAsync(silo, data.Users[0], () => New(sentences, asked), cancellationToken);
        var (search, floor) = (Quantiles.Median(searched), Quantiles.Median(embedded));
        return new Measurement(
            search - floor,
            [
                new Beside("search", search, "ms p50"),
                new Beside("p95", Quantiles.Of(searched, 0.95), "ms"),
                new Beside("embedding call", floor, "ms p50"),
                new Beside("p95", Quantiles.Of(embedded, 0.95), "ms"),
                .. stages.Select(stage => new Beside($"of a recall {stage.Key}", stage.Value, "ms p50")),
                new Beside("searches", searched.Count, ""),
            ]);
    }

    /// <summary>Asks the silo itself where the time of a recall goes. Returns the median of each stage.</summary>
    private static async Task<Dictionary<string, double>> StagesAsync(
        SiloProcess silo, string user, Func<string> question, CancellationToken cancellationToken)
    {
        using var client = new AgentsClient(silo.Address);
        var stages = new List<KeyValuePair<string, double>>();
        for (var i = 0; i < QuestionsPerRound; i++)
        {
            var request = new ExplainRequest { User = user, Query = question(), Limit = 10 };
            stages.AddRange((await client.ExplainAsync(request, cancellationToken)).StageMs);
        }

        return stages.GroupBy(stage => stage.Key, stage => stage.Value)
            .ToDictionary(stage => stage.Key, Quantiles.Median);
    }

    private static string New(SentenceGenerator sentences, HashSet<string> asked)
    {
        string question;
        do
        {
            question = sentences.Question();
        }
        while (!asked.Add(question));
        return question;
    }

    private static HttpRequestMessage SearchCall(SiloProcess silo, string user, string query) =>
        JsonPost.Of(new Uri(silo.Address, "v1/memories/search"), new { user, query, limit = 10 });

    private static HttpRequestMessage EmbeddingCall(StubServer stub, string query) => JsonPost.Of(
        new Uri($"{stub.Url}/embeddings"),
        new { model = StubServer.Model, encoding_format = "base64", input = new[] { query } });

    private static async Task<double[]> RoundAsync(
        HttpClient http, Func<HttpRequestMessage> request, string expected, CancellationToken cancellationToken)
    {
        var times = new double[QuestionsPerRound];
        for (var i = 0; i < times.Length; i++)
        {
            using var message = request();
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(message, cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var text = Encoding.UTF8.GetString(body);
            if (!answer.IsSuccessStatusCode || !text.Contains(expected, StringComparison.Ordinal)
                || text.Contains("\"skipped\":[\"", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(
                    $"Status {(int)answer.StatusCode}: {text[..Math.Min(text.Length, 300)]}");
            }
        }

        return times;
    }
}

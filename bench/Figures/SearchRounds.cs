using System.Diagnostics;
using System.Text;
using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Statistics;

namespace Agents.Bench.Figures;

/// <summary>Times searches over HTTP and the embedding calls that they make, each in a closed loop of one
/// connection.</summary>
/// <remarks>Whatever is compared takes turns, a round each, so that what else the machine does hits all alike. Every
/// question is new, so none is answered from the cache of vectors.</remarks>
internal sealed class SearchRounds(StubServer stub, int seed) : IDisposable
{
    private const int CallsPerRound = 100;
    private const int WarmUpRounds = 4;

    private readonly HttpClient _http = JsonPost.Connections(1);

    public QuestionSource Questions { get; } = new(seed);

    /// <summary>Makes a search of a user, who is asked for anew each time.</summary>
    public Func<HttpRequestMessage> Search(Uri silo, Func<string> user) => () => JsonPost.Of(
        new Uri(silo, "v1/memories/search"), new { user = user(), query = Questions.Next(), limit = 10 });

    /// <summary>Makes an embedding call alone: the floor.</summary>
    public HttpRequestMessage Embedding() => JsonPost.Of(
        new Uri($"{stub.Url}/embeddings"),
        new { model = StubServer.Model, encoding_format = "base64", input = new[] { Questions.Next() } });

    /// <summary>Measures calls in turn. Returns the times of each, in milliseconds.</summary>
    public async Task<Latencies[]> MeasureAsync(
        int rounds, CancellationToken cancellationToken, params Func<HttpRequestMessage>[] calls)
    {
        var times = Array.ConvertAll(calls, _ => new Latencies());
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            for (var i = 0; i < calls.Length; i++)
            {
                var measured = await RoundAsync(calls[i], cancellationToken);
                times[i].AddRange(round >= 0 ? measured : []);
            }
        }

        return times;
    }

    public void Dispose() => _http.Dispose();

    private async Task<double[]> RoundAsync(Func<HttpRequestMessage> call, CancellationToken cancellationToken)
    {
        var times = new double[CallsPerRound];
        for (var i = 0; i < times.Length; i++)
        {
            using var message = call();
            var started = Stopwatch.GetTimestamp();
            using var answer = await _http.SendAsync(message, cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            ThrowIfIncomplete(answer, Encoding.UTF8.GetString(body));
        }

        return times;
    }

    // A search without one of its stages is no search. One of 100 memories may well find nothing.
    private static void ThrowIfIncomplete(HttpResponseMessage answer, string text)
    {
        var found = text.Contains("\"hits\"", StringComparison.Ordinal)
            || text.Contains("\"embedding\"", StringComparison.Ordinal);
        if (!answer.IsSuccessStatusCode || !found || text.Contains("\"skipped\":[\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                $"Status {(int)answer.StatusCode}: {text[..Math.Min(text.Length, 300)]}");
        }
    }

    /// <summary>Times in milliseconds.</summary>
    internal sealed class Latencies : List<double>
    {
        public double P50 => Quantiles.Median(this);

        public double P95 => Quantiles.Of(this, 0.95);
    }
}

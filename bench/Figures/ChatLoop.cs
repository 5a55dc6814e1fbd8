using System.Text;
using Agents.Bench.Load;

namespace Agents.Bench.Figures;

/// <summary>Callers of whom each chats again when it was answered, through servers that take turns.</summary>
/// <remarks>Many of them keep a small machine busy that they share with the servers, so that their p50 is also a
/// matter of throughput. Each caller asks one question again and again, so that its vector comes from the
/// cache.</remarks>
/// <param name="questions">The question of each caller.</param>
internal sealed class ChatLoop(string[] questions) : IDisposable
{
    private const int WarmUpRounds = 2;

    private readonly HttpClient _http = JsonPost.Connections(questions.Length);

    /// <summary>Measures chats in turn.</summary>
    /// <param name="rounds">How often each has its turn.</param>
    /// <param name="round">How long a turn is.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <param name="chats">Each makes a caller's request from the caller's number and question.</param>
    /// <returns>For each chat the latencies of all turns, and the rate of each turn.</returns>
    public async Task<Turns[]> MeasureAsync(
        int rounds,
        TimeSpan round,
        CancellationToken cancellationToken,
        params Func<int, string, HttpRequestMessage>[] chats)
    {
        var turns = Array.ConvertAll(chats, _ => new Turns(new LatencyRecorder(), []));
        for (var number = -WarmUpRounds; number < rounds; number++)
        {
            for (var i = 0; i < chats.Length; i++)
            {
                var latencies = number >= 0 ? turns[i].Latencies : new LatencyRecorder();
                var before = latencies.Count;
                var took = await TurnAsync(chats[i], round, latencies, cancellationToken);
                if (number >= 0)
                {
                    turns[i].Rates.Add((latencies.Count - before) / took.TotalSeconds);
                }
            }
        }

        return turns;
    }

    public void Dispose() => _http.Dispose();

    private async Task<TimeSpan> TurnAsync(
        Func<int, string, HttpRequestMessage> chat,
        TimeSpan duration,
        LatencyRecorder latencies,
        CancellationToken cancellationToken)
    {
        var turn = -1;

        async Task<string?> CallAsync(CancellationToken token)
        {
            var caller = (Interlocked.Increment(ref turn) & int.MaxValue) % questions.Length;
            using var request = chat(caller, questions[caller]);
            using var answer = await _http.SendAsync(request, token);
            var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(token));
            return answer.IsSuccessStatusCode && text.Contains("\"choices\"", StringComparison.Ordinal)
                ? null
                : throw new InvalidOperationException(
                    $"Status {(int)answer.StatusCode}: {text[..Math.Min(text.Length, 300)]}");
        }

        return await ClosedLoop.RunAsync(questions.Length, duration, CallAsync, latencies, cancellationToken);
    }

    /// <summary>What one server did in its turns.</summary>
    internal sealed record Turns(LatencyRecorder Latencies, List<double> Rates);
}

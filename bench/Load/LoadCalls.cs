using Agents.Contracts;

namespace Agents.Bench.Load;

/// <summary>Makes calls of chosen kinds, each for another user with another text. Thread-safe.</summary>
internal sealed class LoadCalls(Uri server, IReadOnlyList<string> users, IReadOnlyList<string> mix) : IDisposable
{
    public static readonly IReadOnlyList<string> Kinds = ["search", "recall", "add", "chat"];

    private const int Seed = 76;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = AnswerLimit })
    {
        Timeout = AnswerLimit,
    };

    private readonly Lock _gate = new();
    private readonly Random _random = new(Seed);
    private readonly SentenceGenerator _sentences = new(Seed);

    /// <summary>Calls once and reads the answer to its end. Returns null, or the status of the failure.</summary>
    public async Task<string?> CallAsync(CancellationToken cancellationToken)
    {
        using var request = Next();
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"{(int)answer.StatusCode}";
        }
        catch (HttpRequestException error)
        {
            return $"{error.HttpRequestError}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "Timeout";
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Next()
    {
        lock (_gate)
        {
            var user = users[_random.Next(users.Count)];
            return mix[_random.Next(mix.Count)] switch
            {
                "search" => JsonPost.Of(
                    new Uri(server, "v1/memories/search"), new { user, query = _sentences.Question() }),
                "recall" => JsonPost.Of(
                    new Uri(server, "v1/memories/recall"), new { user, query = _sentences.Question() }),
                "add" => JsonPost.Of(new Uri(server, "v1/memories"), Memory(user)),
                _ => JsonPost.Chat(server, _sentences.Question(), user),
            };
        }
    }

    private object Memory(string user) =>
        new { user, messages = new[] { new { role = MessageRoles.User, content = _sentences.Sentence() } } };
}

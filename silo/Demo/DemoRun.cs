using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Agents.Contracts;
using Agents.Silo.Configuration;

namespace Agents.Silo.Demo;

/// <summary>Shows the product on its own sample: remember two weeks, ask in a new conversation, say why.</summary>
/// <remarks>Speaks HTTP like any client, so that what it shows is what a client gets.</remarks>
internal static class DemoRun
{
    private const int MemoriesShown = 3;

    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");
    private static readonly TimeSpan PendingPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PendingWaitMax = TimeSpan.FromSeconds(20);

    /// <summary>Replays the conversation and waits until every turn has its vector.</summary>
    public static async Task ReplayAsync(Uri address, CancellationToken cancellationToken)
    {
        var turns = new List<DemoTurn>();
        await foreach (var line in File.ReadLinesAsync(Path.Combine(Samples, "two-weeks.jsonl"), cancellationToken))
        {
            turns.Add(JsonSerializer.Deserialize<DemoTurn>(line, AgentsJson.Options)!);
        }

        using var http = new HttpClient { BaseAddress = address };
        var remembered = await RememberAsync(http, turns, cancellationToken);
        var talks = turns.Select(turn => turn.Conversation).Distinct().Count();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Remembered {turns.Count} turns of {talks} conversations, "
            + $"{turns[0].Time:d MMMM} to {turns[^1].Time:d MMMM yyyy}."));
        if (remembered < turns.Count)
        {
            Console.WriteLine($"({turns.Count - remembered} of them were known from an earlier run.)");
        }

        await AwaitVectorsAsync(http, turns[0].User, cancellationToken);
    }

    /// <summary>Asks every question in a new conversation and prints the answer with the memories that it rests
    /// on.</summary>
    public static async Task AskAsync(Uri address, CancellationToken cancellationToken)
    {
        var file = await File.ReadAllTextAsync(Path.Combine(Samples, "questions.json"), cancellationToken);
        var sample = JsonSerializer.Deserialize<DemoQuestions>(file, AgentsJson.Options)!;
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add(AgentsHeaders.User, sample.User);
        http.DefaultRequestHeaders.Add(AgentsHeaders.Conversation, "demo-questions");

        // The questions are asked of memory and are not part of it: the demo can run twice.
        http.DefaultRequestHeaders.Add(AgentsHeaders.Memory, "read");
        Console.WriteLine($"New conversation. Asking about {sample.User}:");
        foreach (var question in sample.Questions)
        {
            await AskAsync(http, question.Question, cancellationToken);
        }
    }

    private static async Task<int> RememberAsync(
        HttpClient http, List<DemoTurn> turns, CancellationToken cancellationToken)
    {
        var added = 0;
        foreach (var talk in turns.GroupBy(turn => (turn.User, turn.Conversation)))
        {
            var request = new AddMemoriesRequest
            {
                User = talk.Key.User,
                Conversation = talk.Key.Conversation,
                Messages = [.. talk.Select(turn => new MessageInput
                {
                    Id = turn.Id, Role = turn.Role, Author = turn.Author, Content = turn.Content, Time = turn.Time,
                })],
            };
            using var answer = await http.PostAsJsonAsync(
                "v1/memories", request, AgentsJson.Options, cancellationToken);
            await ThrowIfRefusedAsync(answer, cancellationToken);
            added += answer.StatusCode == HttpStatusCode.Created ? request.Messages.Count : 0;
        }

        return added;
    }

    /// <summary>Waits for the vectors, without which a question is answered by words alone.</summary>
    private static async Task AwaitVectorsAsync(HttpClient http, string user, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await PendingAsync(http, user, cancellationToken) is > 0 and var pending)
        {
            if (TimeProvider.System.GetElapsedTime(started) > PendingWaitMax)
            {
                Console.WriteLine(
                    $"({pending} turns still wait for their vectors after {PendingWaitMax.TotalSeconds:0} s: this "
                    + "machine is busy, and the answers may miss what only their meaning finds.)");
                return;
            }

            await Task.Delay(PendingPause, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<int> PendingAsync(HttpClient http, string user, CancellationToken cancellationToken)
    {
        var stats = await GetAsync<StatsResponse>(
            http, $"v1/memories/stats?user={Uri.EscapeDataString(user)}", cancellationToken);
        return stats.Pending;
    }

    private static async Task AskAsync(HttpClient http, string question, CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["model"] = "default",
            ["messages"] = new JsonArray(new JsonObject { ["role"] = MessageRoles.User, ["content"] = question }),
        };
        using var answer = await http.PostAsJsonAsync("v1/chat/completions", request, cancellationToken);
        await ThrowIfRefusedAsync(answer, cancellationToken);
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        Console.WriteLine();
        Console.WriteLine($"Q  {question}");
        Console.WriteLine($"A  {body!["choices"]![0]!["message"]!["content"]}");
        await ExplainAsync(http, question, HeaderOf(answer, AgentsHeaders.Memories), cancellationToken);
        foreach (var skipped in HeaderOf(answer, AgentsHeaders.MemoryError))
        {
            Console.WriteLine($"   memory was late or broken: {skipped}");
        }
    }

    /// <summary>Prints the memories that the answer itself named, best first, and what scored them.</summary>
    private static async Task ExplainAsync(
        HttpClient http, string question, string[] used, CancellationToken cancellationToken)
    {
        var recalled = used.Length;
        foreach (var id in used.Take(MemoriesShown))
        {
            var explained = await ExplainAsync(http, question, id, cancellationToken);
            var memory = await GetAsync<MemoryItem>(http, $"v1/memories/{id}", cancellationToken);
            var signals = string.Join(", ", explained.Memory!.Signals
                .Where(signal => Math.Abs(signal.Value) >= 0.005)
                .OrderByDescending(signal => Math.Abs(signal.Value))
                .Select(
                    signal => string.Create(CultureInfo.InvariantCulture, $"{signal.Key} {signal.Value:+0.00;-0.00}")));
            Console.WriteLine($"   {id}  {memory.Time:yyyy-MM-dd} {memory.Author}: {memory.Text}");
            Console.WriteLine($"   {new string(' ', id.Length)}  why: {signals}");

            // An answer names no more than so many.
            recalled = used.Length < MemoryLimits.ReportedIdsMax ? used.Length : explained.Recall.Hits.Count;
        }

        if (recalled > MemoriesShown)
        {
            Console.WriteLine(
                $"   and {recalled - MemoriesShown} more were recalled; "
                + $"a language model (--llm URL) is given all {recalled} beside the question");
        }
    }

    private static async Task<ExplainResponse> ExplainAsync(
        HttpClient http, string question, string id, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(
            "v1/memories/explain",
            new ExplainRequest { Query = question, Id = id },
            AgentsJson.Options,
            cancellationToken);
        await ThrowIfRefusedAsync(answer, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<ExplainResponse>(AgentsJson.Options, cancellationToken))!;
    }

    private static string[] HeaderOf(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values)
            ? [.. string.Join(',', values).Split(',').Select(value => value.Trim()).Where(value => value.Length > 0)]
            : [];

    private static async Task<T> GetAsync<T>(HttpClient http, string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        await ThrowIfRefusedAsync(answer, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<T>(AgentsJson.Options, cancellationToken))!;
    }

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new StartupException($"The demo was refused ({(int)answer.StatusCode}): "
                + await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }
}

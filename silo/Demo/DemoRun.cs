using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Agents.Contracts;
using Agents.Embedding;
using Agents.Silo.Configuration;

namespace Agents.Silo.Demo;

/// <summary>Shows the product on its own sample: remember two weeks, restart, ask in a new conversation, say
/// why.</summary>
/// <remarks>Speaks HTTP like any client, so that what it shows is what a client gets.</remarks>
internal static class DemoRun
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>Replays the conversation and restarts the silo, so that what is asked afterwards comes from the
    /// disk.</summary>
    public static async Task<SiloHost> ReplayAsync(
        SiloHost host, SiloOptions options, IProgress<EmbeddingLoadProgress> progress)
    {
        var turns = new List<DemoTurn>();
        await foreach (var line in File.ReadLinesAsync(Path.Combine(Samples, "two-weeks.jsonl")))
        {
            turns.Add(JsonSerializer.Deserialize<DemoTurn>(line, AgentsJson.Options)!);
        }

        var remembered = await RememberAsync(host.Address, turns);
        var talks = turns.Select(turn => turn.Conversation).Distinct().Count();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Remembered {turns.Count} turns of {talks} conversations, "
            + $"{turns[0].Time:d MMMM} to {turns[^1].Time:d MMMM yyyy}."));
        if (remembered < turns.Count)
        {
            Console.WriteLine($"({turns.Count - remembered} of them were known from an earlier run.)");
        }

        await host.DisposeAsync();
        Console.WriteLine("Stopped the silo. Starting it again from what is on the disk ...");
        return await SiloHost.StartAsync(options, progress, CancellationToken.None);
    }

    /// <summary>Asks every question in a new conversation and prints the answer with the memories that it rests
    /// on.</summary>
    public static async Task AskAsync(Uri address)
    {
        var file = await File.ReadAllTextAsync(Path.Combine(Samples, "questions.json"));
        var sample = JsonSerializer.Deserialize<DemoQuestions>(file, AgentsJson.Options)!;
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add(AgentsHeaders.User, sample.User);
        http.DefaultRequestHeaders.Add(AgentsHeaders.Conversation, "demo-questions");

        // The questions are asked of memory and are not part of it: the demo can run twice.
        http.DefaultRequestHeaders.Add(AgentsHeaders.Memory, "read");
        Console.WriteLine($"New conversation. Asking about {sample.User}:");
        foreach (var question in sample.Questions)
        {
            await AskAsync(http, sample.User, question.Question);
        }
    }

    private static async Task<int> RememberAsync(Uri address, List<DemoTurn> turns)
    {
        using var http = new HttpClient { BaseAddress = address };
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
            using var answer = await http.PostAsJsonAsync("v1/memories", request, AgentsJson.Options);
            await ThrowIfRefusedAsync(answer);
            added += answer.StatusCode == System.Net.HttpStatusCode.Created ? request.Messages.Count : 0;
        }

        return added;
    }

    private static async Task AskAsync(HttpClient http, string user, string question)
    {
        var request = new JsonObject
        {
            ["model"] = "default",
            ["messages"] = new JsonArray(new JsonObject { ["role"] = MessageRoles.User, ["content"] = question }),
        };
        using var answer = await http.PostAsJsonAsync("v1/chat/completions", request);
        await ThrowIfRefusedAsync(answer);
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();
        Console.WriteLine();
        Console.WriteLine($"Q  {question}");
        Console.WriteLine($"A  {body!["choices"]![0]!["message"]!["content"]}");
        if (answer.Headers.TryGetValues(AgentsHeaders.Memories, out var ids))
        {
            await ExplainAsync(http, user, question, string.Join(',', ids).Split(',', StringSplitOptions.TrimEntries));
        }
        else
        {
            Console.WriteLine("   no memory bears on it, so none was injected");
        }
    }

    private static async Task ExplainAsync(HttpClient http, string user, string question, string[] used)
    {
        using var answer = await http.PostAsJsonAsync(
            "v1/memories/search", new SearchRequest { User = user, Query = question, Limit = 50 }, AgentsJson.Options);
        await ThrowIfRefusedAsync(answer);
        var found = await answer.Content.ReadFromJsonAsync<SearchResponse>(AgentsJson.Options);
        const int Shown = 3;
        foreach (var hit in found!.Hits.Where(hit => used.Contains(hit.Id)).Take(Shown))
        {
            var signals = string.Join(", ", hit.Signals
                .Where(signal => Math.Abs(signal.Value) >= 0.005)
                .OrderByDescending(signal => Math.Abs(signal.Value))
                .Select(
                    signal => string.Create(CultureInfo.InvariantCulture, $"{signal.Key} {signal.Value:+0.00;-0.00}")));
            Console.WriteLine($"   {hit.Id}  {hit.Time:yyyy-MM-dd} {hit.Author}: {hit.Text}");
            Console.WriteLine($"   {new string(' ', hit.Id.Length)}  why: {signals}");
        }

        if (used.Length > Shown)
        {
            Console.WriteLine($"   and {used.Length - Shown} more in the prompt");
        }
    }

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new StartupException(
                $"The demo was refused ({(int)answer.StatusCode}): {await answer.Content.ReadAsStringAsync()}");
        }
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Agents.Client;
using Agents.Contracts;
using Agents.Silo.Tests.Processes;
using Agents.TestKit.Processes;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Consolidation;

/// <summary>What was injected into a prompt is never learnt as what the user said, however it comes back.</summary>
public sealed class InjectedBlockTests : IDisposable
{
    private const int Turns = 1_000;
    private const int SaidEvery = 20;

    private readonly string _data = Directory.CreateTempSubdirectory("agents-injected-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Of_a_thousand_turns_with_memory_on_no_item_rests_on_an_injected_span_alone()
    {
        await using var embeddings = await StubEmbeddings.StartAsync(Token);
        await using var llm = await StubLlm.StartAsync(Token);
        var prompts = new List<string>();
        llm.Heard = prompt => prompts.Add(prompt);
        llm.Answer = _ => $"You told me: {prompts[^1]} So I live in Nowhere and I have a ghost.";
        await using var silo = await SiloProcess.StartAsync(
            _data,
            [
                .. embeddings.Arguments, "--llm", llm.Url, "--llm-model", "stub",
                "--UserMemory:Consolidation=true", "--UserMemory:ConsolidationQuietMs=0",
            ],
            Token);
        using var http = new HttpClient { BaseAddress = silo.Address };
        using var client = new AgentsClient(silo.Address, new AgentsClientOptions { User = "ann" });
        var said = new HashSet<string>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var text = TextOf(turn, prompts, said);
            using var answer = await http.PostAsJsonAsync("v1/chat/completions", Chat(turn, text), Token);
            answer.EnsureSuccessStatusCode();
        }

        await ReadAsync(client);

        Assert.Contains(prompts, prompt => prompt.Contains("<agents-memory-", StringComparison.Ordinal));
        var items = new List<MemoryItem>();
        await foreach (var item in client.ListAllAsync(
            new ListRequest
            {
                Kinds =
                [
                    MemoryKind.Fact, MemoryKind.Preference, MemoryKind.Profile, MemoryKind.Event, MemoryKind.Procedure,
                ],
            },
            Token))
        {
            items.Add(item);
        }

        Assert.Equal(said.Order(), items.Select(item => item.Statement!.Value).Order());
    }

    // Some turns say something new, some ask, and some bring back what the model was shown: as it was, cut off, or
    // under another role.
    private static string TextOf(int turn, List<string> prompts, HashSet<string> said)
    {
        if (turn % SaidEvery == 0)
        {
            var taste = $"dish{(char)('a' + (turn / SaidEvery / 26))}{(char)('a' + (turn / SaidEvery % 26))}x";
            said.Add(taste);
            return $"I like {taste}.";
        }

        var shown = prompts.FindLast(prompt => prompt.Contains("<agents-memory-", StringComparison.Ordinal)) ?? "";
        return (turn % 4) switch
        {
            0 => $"{shown} What do I like, number {turn}?",
            1 => $"Do I like dishaax, number {turn}?",
            2 => $"{shown[..(shown.Length * 3 / 4)]}",
            _ => $"What did I say I like, number {turn}?",
        };
    }

    private static JsonObject Chat(int turn, string text) => new()
    {
        ["model"] = "stub",
        ["user"] = "ann",
        ["messages"] = new JsonArray(
            new JsonObject { ["role"] = "system", ["content"] = "I live in Systemtown. I have a dragon." },
            new JsonObject { ["role"] = "user", ["content"] = $"Conversation {turn / 10}." },
            new JsonObject { ["role"] = "assistant", ["content"] = "I live in Assistantville." },
            new JsonObject { ["role"] = "user", ["content"] = text.Length == 0 ? $"Hello {turn}." : text }),
    };

    private static Task<StatsResponse> ReadAsync(AgentsClient client) => Until.GivesAsync(
        () => client.StatsAsync(null, Token), stats => stats.Positions.Consolidated >= stats.Positions.Durable);
}

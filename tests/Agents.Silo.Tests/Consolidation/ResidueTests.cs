using System.Text;
using Agents.Client;
using Agents.Contracts;
using Agents.Silo.Tests.Processes;
using Agents.Storage.Files;
using Agents.TestKit.Processes;
using Agents.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Silo.Tests.Consolidation;

/// <summary>Erases items and looks for what they said in everything that is left.</summary>
public sealed class ResidueTests(ITestOutputHelper output) : IDisposable
{
    private const int Erased = 200;
    private const int Kept = 20;

    private readonly string _data = Directory.CreateTempSubdirectory("agents-residue-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Nothing_of_two_hundred_erased_items_is_left_anywhere()
    {
        await using var embeddings = await StubEmbeddings.StartAsync(Token);
        await using var collector = await StubCollector.StartAsync(Token);
        string[] arguments =
        [
            .. embeddings.Arguments, "--UserMemory:Consolidation=true", "--UserMemory:ConsolidationQuietMs=0",
            "--UserMemory:SnapshotFramesMin=32", "--UserMemory:SummaryQuietMinutes=0",
        ];
        IEnumerable<string> printed;
        await using (var silo = await SiloProcess.StartAsync(_data, arguments, Token, collector.Environment))
        {
            using var client = new AgentsClient(silo.Address, new AgentsClientOptions { User = "ann" });
            await SayAsync(client);
            await SettledAsync(client);
            await SummedUpAsync(client);
            var before = await AnswersAsync(silo, client, "what does the user like");
            Assert.Contains(Canary(7), before, StringComparison.Ordinal);

            await EraseAsync(client);
            await SettledAsync(client);

            var answers = await AnswersAsync(silo, client, $"what does the user like, {Canary(7)}?");
            NoCanary("the answers", answers.Replace(Canary(7) + "?", "", StringComparison.Ordinal));
            Assert.Contains("tastekept", answers, StringComparison.Ordinal);
            await silo.TerminateAsync(TimeSpan.FromSeconds(20));
            printed = [.. silo.Output, .. silo.Errors];
        }

        foreach (var line in printed)
        {
            NoCanary("the log of the process", line);
        }

        CheckTelemetry(collector);
        await CheckFilesAsync();
        await using var again = await SiloProcess.StartAsync(_data, arguments, Token);
        using var asking = new AgentsClient(again.Address, new AgentsClientOptions { User = "ann" });
        NoCanary("the answers after a start", await AnswersAsync(again, asking, "what does the user like"));
    }

    private static async Task SayAsync(AgentsClient client) => await client.AddAsync(
        new AddMemoriesRequest
        {
            Conversation = "talk",
            Messages =
            [
                .. Enumerable.Range(0, Erased + Kept).Select(turn => new MessageInput
                {
                    Id = $"turn-{turn}",
                    Role = MessageRoles.User,
                    Content = turn < Erased
                        ? $"I like {Canary(turn)} and I have a {Canary(turn)} tree because I like {Canary(turn)}."
                        : $"I like tastekept{(char)('a' + turn - Erased)}x.",
                }),
            ],
        },
        Token);

    // Half by an item, which takes its turn along, and half by the turn, which takes its items along.
    private static async Task EraseAsync(AgentsClient client)
    {
        var items = await ItemsAsync(client);
        for (var turn = 0; turn < Erased; turn++)
        {
            var id = turn % 2 == 0 ? $"turn-{turn}" : items.First(item =>
                item.Statement is { Slot: "likes" } && item.Statement.Value == Canary(turn)).Id;
            if (turn % 5 == 0)
            {
                await client.EditAsync(id, new EditRequest { Content = $"I adore {Canary(turn)}." }, Token);
            }

            await client.EraseAsync(id, null, Token);
        }
    }

    /// <summary>Asks for all that the memory shows, as it is and as it was.</summary>
    private static async Task<string> AnswersAsync(SiloProcess silo, AgentsClient client, string question)
    {
        using var http = new HttpClient { BaseAddress = silo.Address };
        var answers = new StringBuilder();
        foreach (var item in await ItemsAsync(client))
        {
            answers.Append(item);
            answers.Append(await http.GetStringAsync($"v1/memories/{item.Id}/history?user=ann", Token));
            answers.Append(await http.GetStringAsync($"v1/memories/{item.Id}/sources?user=ann", Token));
        }

        foreach (var run in (await client.ConsolidationsAsync(200, null, Token)).Runs)
        {
            answers.Append(await http.GetStringAsync($"v1/consolidations/{run.Id}?user=ann", Token));
        }

        var then = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddMinutes(1).ToString("O"));
        answers.Append(await http.GetStringAsync($"v1/memories?user=ann&limit=1000&as_of={then}", Token));
        answers.Append(await http.GetStringAsync($"v1/memories/stats?user=ann", Token));
        answers.Append(await http.GetStringAsync("metrics", Token));
        var search = new SearchRequest { Query = question, Limit = 200 };
        answers.Append(string.Concat((await client.SearchAsync(search, Token)).Hits));
        answers.Append(string.Concat(
            (await client.SearchAsync(search with { Kinds = [MemoryKind.Summary] }, Token)).Hits));
        var recall = new RecallRequest { Query = question, BudgetTokens = 32_000, Limit = 200 };
        answers.Append((await client.RecallAsync(recall, Token)).Context);
        return answers.ToString();
    }

    private static async Task<List<MemoryItem>> ItemsAsync(AgentsClient client)
    {
        var items = new List<MemoryItem>();
        await foreach (var item in client.ListAllAsync(new ListRequest { Limit = 1_000 }, Token))
        {
            items.Add(item);
        }

        return items;
    }

    private static Task<List<MemoryItem>> SummedUpAsync(AgentsClient client) => Until.GivesAsync(
        () => ItemsAsync(client),
        items => items.Exists(item =>
            item.Kind == MemoryKind.Summary && item.Text.Contains("canary", StringComparison.Ordinal)));

    private static Task<StatsResponse> SettledAsync(AgentsClient client) => Until.GivesAsync(
        () => client.StatsAsync(null, Token), stats => stats.Positions.Consolidated >= stats.Positions.Durable);

    /// <summary>Looks through all that went to a collector, what was sent before the erasure too: telemetry cannot be
    /// erased, so no text and no name may ever get there.</summary>
    private void CheckTelemetry(StubCollector collector)
    {
        foreach (var (path, body) in collector.Sent)
        {
            var text = Encoding.UTF8.GetString(body);
            NoCanary(path, text);
            Assert.False(text.Contains("user=ann", StringComparison.Ordinal), $"{path} names a user");
        }

        Assert.Contains(collector.Sent, sent => sent.Path.EndsWith("/traces", StringComparison.Ordinal)
            && Encoding.UTF8.GetString(sent.Body).Contains("search_memory", StringComparison.Ordinal));
        Assert.Contains(collector.Sent, sent => sent.Path.EndsWith("/metrics", StringComparison.Ordinal));
        output.WriteLine($"{collector.Sent.Count} batches of telemetry");
    }

    /// <summary>Reads every file as it lies there, and all that can be decrypted with the key that is left.</summary>
    private async Task CheckFilesAsync()
    {
        var files = Directory.GetFiles(_data, "*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            NoCanary(file, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, Token)));
        }

        using var folder = DataFolder.Open(_data);
        using var ring = (Storage.Cipher.LocalKeyRing)folder.OpenKeyRing(null, TimeProvider.System);
        await using var logs = new FileMemoryLogProvider(
            folder, ring, 1024 * 1024, NullLogger<FileMemoryLogProvider>.Instance);
        await using var log = await logs.OpenAsync(new MemoryScope("local", "ann"), Token);
        var read = 0;
        await foreach (var frame in log.ReadAsync(0, Token))
        {
            read++;
            NoCanary($"frame {frame.Sequence} ({frame.Type})", Encoding.UTF8.GetString(frame.Payload.Span));
        }

        var snapshot = await log.ReadSnapshotAsync(Token);
        NoCanary("the snapshot", snapshot is null ? "" : Encoding.UTF8.GetString(snapshot.Payload.Span));
        NoCanary("the snapshot", snapshot is null ? "" : Encoding.Unicode.GetString(snapshot.Payload.Span));
        output.WriteLine($"{files.Length} files, {read} frames, snapshot at {snapshot?.Position}");
    }

    private static void NoCanary(string place, string text) => Assert.False(
        text.Contains("canary", StringComparison.OrdinalIgnoreCase), $"{place} still says what was erased");

    private static string Canary(int number) => $"canary{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}x";
}

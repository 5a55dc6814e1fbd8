using System.Diagnostics;
using Agents.Client;
using Agents.Contracts;
using Agents.TestKit.Processes;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Chaos;

/// <summary>Kills the silo in the middle of consolidation: nothing is lost, doubled or half merged.</summary>
public sealed class ConsolidationKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Turns = 300;

    private readonly string _data = Directory.CreateTempSubdirectory("agents-kill-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_run_survives_three_kills() => KillAsync(rounds: 3, seed: 20260501);

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public Task A_run_survives_thirty_kills() => KillAsync(
        rounds: 30,
        seed: int.TryParse(Environment.GetEnvironmentVariable("CHAOS_SEED"), out var seed)
            ? seed
            : (int)(Stopwatch.GetTimestamp() % int.MaxValue));

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task KillAsync(int rounds, int seed)
    {
        output.WriteLine($"seed {seed} (repeat with CHAOS_SEED={seed}), {rounds} kills");
        var chance = new Random(seed);
        await using var stub = await StubEmbeddings.StartAsync(Token);
        string? id = null;
        for (var round = 0; round < rounds; round++)
        {
            await using var silo = await SiloProcess.StartAsync(_data, stub.Arguments, Token);
            using var client = ClientOf(silo);
            if (id is null)
            {
                await SayAsync(client);
                id = (await client.ConsolidateAsync(new StartConsolidationRequest(), Token)).Id;
            }

            // After a random number of steps: a status that is asked for is answered between two of them.
            var texts = 0;
            for (var asked = chance.Next(1, 60); asked > 0; asked--)
            {
                texts = (await client.ConsolidationAsync(id!, null, Token)).Texts;
            }

            await silo.KillAsync();
            output.WriteLine($"killed after {texts} of {Turns} turns were read");
        }

        await using var last = await SiloProcess.StartAsync(_data, stub.Arguments, Token);
        using var asking = ClientOf(last);
        var run = await Until.GivesAsync(
            () => asking.ConsolidationAsync(id!, null, Token),
            run => run.State is not (ConsolidationState.Running or ConsolidationState.Interrupted),
            TimeSpan.FromMinutes(10));

        output.WriteLine($"{run.Texts} read, {run.Added} added, {run.Repeated} repeated");
        await CheckAsync(asking, run);
    }

    private static async Task CheckAsync(AgentsClient client, ConsolidationRun run)
    {
        Assert.Equal(ConsolidationState.Completed, run.State);
        Assert.Equal(Turns, run.Texts);
        var items = new List<MemoryItem>();
        await foreach (var item in client.ListAllAsync(
            new ListRequest { Kinds = [MemoryKind.Profile, MemoryKind.Preference] }, Token))
        {
            items.Add(item);
        }

        // Every third turn says where home is by then; the others name a taste each.
        var homes = items.Where(item => item.Statement!.Slot == "home").ToArray();
        var tastes = items.Where(item => item.Statement!.Slot == "likes").ToArray();
        Assert.Equal(Turns / 3, homes.Length);
        var home = Assert.Single(homes, home => home.State == MemoryState.Active);
        Assert.Equal(TownOf(Turns - 3), home.Statement!.Value);
        Assert.Equal(
            Enumerable.Range(0, Turns).Where(turn => turn % 3 != 0).Select(TasteOf).Order(),
            tastes.Select(taste => taste.Statement!.Value).Order());
    }

    private static async Task SayAsync(AgentsClient client)
    {
        var start = new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);
        var messages = Enumerable.Range(0, Turns).Select(turn => new MessageInput
        {
            Id = $"turn-{turn}",
            Role = MessageRoles.User,
            Content = turn % 3 == 0 ? $"I moved to {TownOf(turn)}." : $"I like {TasteOf(turn)}.",
            Time = start.AddHours(turn),
        });
        await client.AddAsync(new AddMemoriesRequest { Messages = [.. messages] }, Token);
    }

    // Names that no other contains.
    private static string TownOf(int turn) => $"Town{Letters(turn)}";

    private static string TasteOf(int turn) => $"tea{Letters(turn)}";

    private static string Letters(int number) => new([(char)('a' + (number / 26)), (char)('a' + (number % 26)), 'x']);

    private static AgentsClient ClientOf(SiloProcess silo) =>
        new(silo.Address, new AgentsClientOptions { User = "ann" });
}

using System.Text.Json;
using Agents.Contracts;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>What takes more than one look, and that it ends the same wherever it runs.</summary>
public sealed class HopTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    private const string Question = "Where does Adele's boss live?";

    private static readonly string[] Cities = ["Porto", "Krakow", "Utrecht", "Graz", "Ghent", "Turku", "Leipzig"];
    private static readonly string[] People = ["Carmen", "Dmitri", "Elena", "Farid", "Gustav", "Hanna", "Ivan"];

    [Fact]
    public async Task The_second_fact_is_found_by_what_the_first_one_says()
    {
        var user = cluster.Of("hop-1");
        await TellAsync(user);

        var hit = Assert.Single((await user.SearchAsync(Question)).Hits, hit => hit.Id == "second");

        Assert.True(hit.Signals["completion"] > 0);
    }

    [Fact]
    public async Task One_hop_looks_once()
    {
        await using var own = new MemoryCluster { Configure = options => options.HopsMax = 1 };
        await own.InitializeAsync();
        var user = own.Of("hop-2");
        await TellAsync(user);

        var explained = UserMemory.Value(await user.Grain.ExplainAsync(
            user.Scope, new ExplainRequest { Query = Question }, TestContext.Current.CancellationToken));

        Assert.Equal("off: this is the first hop", explained.Switches["hop"]);
    }

    [Fact]
    public async Task A_question_has_the_same_answer_twice_and_on_one_and_three_silos()
    {
        await using var one = new MemoryCluster();
        await using var three = new MemoryCluster { Silos = 3 };
        await one.InitializeAsync();
        await three.InitializeAsync();
        foreach (var name in Enumerable.Range(0, 6).Select(number => $"same-{number}"))
        {
            await TellAsync(one.Of(name));
            await TellAsync(three.Of(name));
            var first = await AnswerAsync(one.Of(name));

            Assert.Equal(first, await AnswerAsync(one.Of(name)));
            Assert.Equal(first, await AnswerAsync(three.Of(name)));
        }
    }

    private static async Task<string> AnswerAsync(UserMemory user) =>
        JsonSerializer.Serialize((await user.SearchAsync(Question, 50)).Hits);

    private static async Task TellAsync(UserMemory user)
    {
        await user.AppendAsync("first", "Adele's boss is Boris.");
        await user.AppendAsync("second", "Boris lives in Bergen.");
        await user.AppendAsync("third", "Boris plays the oboe.");
        foreach (var (person, city) in People.Zip(Cities))
        {
            await user.AppendAsync(person, $"{person} lives in {city}.");
            await user.AppendAsync(person + "2", $"Adele met {person} in {city}.");
        }

        await user.IndexedAsync();
    }
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Agents.Contracts;
using Agents.TestKit.Processes;

namespace Agents.Silo.Tests.Demo;

public sealed class DemoRunTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agents-demo-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task The_demo_lists_the_memories_that_the_answer_names()
    {
        await using var silo = await SiloProcess.StartAsync(
            _data,

            // Items that come meanwhile would change what is recalled, and so would a stage that a busy machine is late
            // with.
            ["--demo", "--UserMemory:Consolidation=false", "--deadlines-off"],
            TestContext.Current.CancellationToken);
        await silo.SaysAsync("Still serving");

        using var http = new HttpClient { BaseAddress = silo.Address };
        var questions = silo.Output.Where(line => line.StartsWith("Q  ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(9, questions.Length);
        foreach (var question in questions[..^1])
        {
            var listed = ListedAfter(question, silo.Output);
            Assert.NotEmpty(listed);
            Assert.Equal((await NamedByAnswerAsync(http, question[3..])).Take(3), listed);
            Assert.Equal(await RecalledAsync(http, question[3..]), AllAfter(question, silo.Output));
        }

        Assert.Empty(ListedAfter(questions[^1], silo.Output));
        Assert.Empty(silo.Errors);
    }

    private static IEnumerable<string> After(string question, IReadOnlyList<string> output) =>
        output.SkipWhile(line => line != question).Skip(1)
            .TakeWhile(line => !line.StartsWith("Q  ", StringComparison.Ordinal));

    private static string[] ListedAfter(string question, IReadOnlyList<string> output) =>
    [
        .. After(question, output).Where(line => line.StartsWith("   d", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]),
    ];

    /// <summary>Reads how many memories the demo says that a model would be given.</summary>
    private static int AllAfter(string question, IReadOnlyList<string> output)
    {
        var line = After(question, output).Single(line => line.StartsWith("   and ", StringComparison.Ordinal));
        var said = Regex.Match(line, "^   and ([0-9]+) more were recalled; .* is given all ([0-9]+) beside");
        var (more, all) = (Number(said.Groups[1]), Number(said.Groups[2]));
        Assert.Equal(all, more + 3);
        return all;
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    private static async Task<int> RecalledAsync(HttpClient http, string question)
    {
        using var answer = await http.PostAsJsonAsync(
            "v1/memories/recall",
            new RecallRequest { User = "lin", Query = question },
            AgentsJson.Options,
            TestContext.Current.CancellationToken);
        var recall = await answer.Content.ReadFromJsonAsync<RecallResponse>(
            AgentsJson.Options, TestContext.Current.CancellationToken);
        return recall!.Hits.Count;
    }

    private static async Task<string[]> NamedByAnswerAsync(HttpClient http, string question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Headers = { { AgentsHeaders.User, "lin" }, { AgentsHeaders.Memory, "read" } },
            Content = JsonContent.Create(new JsonObject
            {
                ["model"] = "default",
                ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = question }),
            }),
        };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.Headers.GetValues(AgentsHeaders.Memories).Single().Split(',');
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Agents.Contracts;
using Agents.Silo.Tests.Processes;

namespace Agents.Silo.Tests.Demo;

public sealed class DemoRunTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agents-demo-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task The_demo_lists_the_memories_that_the_answer_names()
    {
        await using var silo = await SiloProcess.StartAsync(
            _data, ["--demo"], TestContext.Current.CancellationToken);
        await silo.SaysAsync("Still serving");

        using var http = new HttpClient { BaseAddress = silo.Address };
        var questions = silo.Output.Where(line => line.StartsWith("Q  ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(9, questions.Length);
        foreach (var question in questions[..^1])
        {
            var listed = ListedAfter(question, silo.Output);
            Assert.NotEmpty(listed);
            Assert.Equal((await NamedByAnswerAsync(http, question[3..])).Take(3), listed);
        }

        Assert.Empty(ListedAfter(questions[^1], silo.Output));
        Assert.Empty(silo.Errors);
    }

    private static string[] ListedAfter(string question, IReadOnlyList<string> output) =>
    [
        .. output.SkipWhile(line => line != question).Skip(1)
            .TakeWhile(line => !line.StartsWith("Q  ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("   d", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]),
    ];

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

using System.Text.Json;
using Agents.Client.Tests.TestKit;
using Agents.Contracts;
using Microsoft.AspNetCore.Http;

namespace Agents.Client.Tests.Chat;

public sealed class ChatCommandTests
{
    [Fact]
    public async Task One_message_gets_one_answer()
    {
        await using var server = await StubServer.StartAsync(AnswerAsync);

        var run = await CliRun.OfAsync(
            "chat", "Hello", "--user", "ada", "--server", server.Address.ToString());

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Hi 1", run.Output.TrimEnd());
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Json_carries_answer_conversation_and_memories()
    {
        await using var server = await StubServer.StartAsync(AnswerAsync);

        var run = await CliRun.WithAsync(
            new CliSetting { Input = "Hello\n" },
            "chat", "--json", "--server", server.Address.ToString());

        var result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("Hi 1", result.GetProperty("answer").GetString());
        Assert.Equal("c7", result.GetProperty("conversation").GetString());
        Assert.Equal("m1", result.GetProperty("memories")[0].GetString());
        Assert.Equal("stop", result.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task A_talk_sends_the_whole_chat_and_goes_on_in_its_conversation()
    {
        await using var server = await StubServer.StartAsync(AnswerAsync);
        var setting = new CliSetting { Talks = true, Input = "Hello\n\n/memories\nAgain\n/quit\nnever\n" };

        var run = await CliRun.WithAsync(setting, "chat", "--server", server.Address.ToString());

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Hi 1", "Hi 3"], run.Output.TrimEnd().Split('\n'));
        Assert.Contains("text of m1", run.Error, StringComparison.Ordinal);
        var second = server.Requests.Last();
        Assert.Equal("c7", second.Headers[AgentsHeaders.Conversation]);
        Assert.Equal(
            ["Hello", "Hi 1", "Again"],
            JsonDocument.Parse(second.Body).RootElement.GetProperty("messages").EnumerateArray()
                .Select(message => message.GetProperty("content").GetString()));
    }

    [Fact]
    public async Task A_failed_turn_does_not_end_the_talk_and_is_not_part_of_it()
    {
        var failed = false;
        await using var server = await StubServer.StartAsync((context, request) =>
        {
            var fails = !failed;
            failed = true;
            return fails ? Reply.Error(400, "invalid_request")(context) : AnswerAsync(context, request);
        });
        var setting = new CliSetting { Talks = true, Input = "First\nSecond\n" };

        var run = await CliRun.WithAsync(setting, "chat", "--server", server.Address.ToString());

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Hi 1", run.Output.TrimEnd());
        Assert.Contains("agents: invalid_request it is", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_answer_is_exit_code_1()
    {
        await using var server = await StubServer.StartAsync(Reply.Events(Reply.Delta("half")));

        var run = await CliRun.OfAsync(
            "chat", "Hello", "--json", "--server", server.Address.ToString());

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("stream_broken", run.Error, StringComparison.Ordinal);
    }

    private static Task AnswerAsync(HttpContext context, StubRequest request)
    {
        if (request.Method == "GET")
        {
            return Reply.Json(Some.Item("m1"))(context);
        }

        var count = JsonDocument.Parse(request.Body).RootElement.GetProperty("messages").GetArrayLength();
        context.Response.Headers[AgentsHeaders.Conversation] = "c7";
        context.Response.Headers[AgentsHeaders.Memories] = "m1";
        return Reply.Events(Reply.Delta($"Hi {count}"), Reply.Finish("stop"), "[DONE]")(context);
    }
}

using System.ClientModel;
using System.ClientModel.Primitives;
using Agents.Contracts;
using Agents.Gateway.Tests.Harness;
using Microsoft.AspNetCore.Http;
using OpenAI;
using OpenAI.Chat;

namespace Agents.Gateway.Tests.Llm;

/// <summary>The official client of OpenAI for .NET against the gateway.</summary>
public sealed class OfficialClientTests
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "weather", "The weather of a city.",
            BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""));

    [Fact]
    public async Task A_plain_answer_of_the_upstream()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        ChatCompletion answer = await ClientOf(host).CompleteChatAsync(
            [new UserChatMessage("hello there")], new ChatCompletionOptions { EndUserId = "u" },
                TestContext.Current.CancellationToken);
        Assert.Equal("Hello", answer.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal(2, host.Memory.ItemsOf("u").Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_streamed_answer(bool offline)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync(
            options => options.LlmUrl = offline ? null : options.LlmUrl);
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context => StubUpstream.StreamAsync(context, "Hel", "lo");
        var text = string.Empty;
        ChatFinishReason? reason = null;
        await foreach (var update in ClientOf(host).CompleteChatStreamingAsync(
            [new UserChatMessage("hello there")], new ChatCompletionOptions { EndUserId = "u" },
                TestContext.Current.CancellationToken))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            reason = update.FinishReason ?? reason;
        }

        Assert.Equal(ChatFinishReason.Stop, reason);
        Assert.StartsWith(offline ? "All right." : "Hello", text, StringComparison.Ordinal);
        Assert.Equal(text, host.Memory.ItemsOf("u")[^1].Text);
    }

    [Fact]
    public async Task Tool_calls_pass_through_in_pieces()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            foreach (var delta in new[]
            {
                """
                {"role":"assistant","content":null,"tool_calls":[
                """
                + """{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"\"Oslo\"}"}}]}""",
            })
            {
                await StubUpstream.SendAsync(
                    context, $"{StubUpstream.Head}\"delta\":{delta},\"finish_reason\":null}}]}}");
            }

            await StubUpstream.SendAsync(
                context, StubUpstream.Finish.Replace("stop", "tool_calls", StringComparison.Ordinal));
            await StubUpstream.SendAsync(context, "[DONE]");
        };
        var options = new ChatCompletionOptions { EndUserId = "u", Tools = { Weather } };
        string name = string.Empty, arguments = string.Empty;
        await foreach (var update in ClientOf(host).CompleteChatStreamingAsync(
            [new UserChatMessage("weather in Oslo?")], options, TestContext.Current.CancellationToken))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                name += call.FunctionName;
                arguments += call.FunctionArgumentsUpdate?.ToString();
            }
        }

        Assert.Equal(("weather", """{"city":"Oslo"}"""), (name, arguments));
        Assert.Contains("\"tools\"", upstream.Last.Text, StringComparison.Ordinal);
        Assert.Single(host.Memory.ItemsOf("u"));
    }

    [Fact]
    public async Task A_cut_stream_is_an_exception_and_not_a_short_answer()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context => StubUpstream.DeltasAsync(context, "Hel");
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var update in ClientOf(host).CompleteChatStreamingAsync(
                [new UserChatMessage("hello there")], new ChatCompletionOptions { EndUserId = "u" },
                    TestContext.Current.CancellationToken))
            {
            }
        });
    }

    [Fact]
    public async Task An_error_is_read_with_its_message()
    {
        await using var host = await GatewayHost.StartAsync();
        var failure = await Assert.ThrowsAsync<ClientResultException>(() => ClientOf(host).CompleteChatAsync(
            [new UserChatMessage("hi")], new ChatCompletionOptions { EndUserId = "a\nb" },
                TestContext.Current.CancellationToken));
        Assert.Equal(StatusCodes.Status400BadRequest, failure.Status);
        Assert.Contains(ErrorCodes.InvalidRequest, failure.Message, StringComparison.Ordinal);
        Assert.Contains("control character", failure.Message, StringComparison.Ordinal);
    }

    private static ChatClient ClientOf(GatewayHost host) => new(
        "any-model",
        new ApiKeyCredential("unused"),
        new OpenAIClientOptions { Endpoint = new Uri(host.Url, "/v1"), RetryPolicy = new ClientRetryPolicy(0) });
}

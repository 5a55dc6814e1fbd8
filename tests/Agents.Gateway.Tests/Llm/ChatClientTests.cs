using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Tests.Harness;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Agents.Gateway.Tests.Llm;

/// <summary>Any chat client can stand behind the gateway.</summary>
public sealed class ChatClientTests
{
    private static readonly ChatResponseUpdate Hello = new(ChatRole.Assistant, "Hello");

    private static readonly ChatResponseUpdate Stop = new(
        ChatRole.Assistant, [])
    { FinishReason = ChatFinishReason.Stop };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registered_client_answers_and_its_answer_is_evidence(bool stream)
    {
        var client = new ScriptedChatClient(Hello, Stop);
        await using var host = await StartAsync(client);
        await host.AddAsync("u", "m1", "Caroline moved to Lisbon");
        using var answer = await host.ChatAsync("u", stream, ("system", "Be kind."), ("user", "Where is Caroline?"));
        Assert.Contains("Hello", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(["system", "user", "user"], client.Asked.Select(message => message.Role.Value));
        Assert.Contains("Lisbon", client.Asked[1].Text, StringComparison.Ordinal);
        Assert.Equal("Where is Caroline?", client.Asked[2].Text);
        var kept = host.Memory.ItemsOf("u")[^1];
        Assert.Equal(("Hello", true), (kept.Text, kept.Evidence));
    }

    [Fact]
    public async Task A_keyed_client_is_taken_where_it_is_named()
    {
        var client = new ScriptedChatClient(Hello, Stop);
        await using var host = await GatewayHost.StartAsync(
            options => options.ChatClientKey = "other",
            services => services.AddKeyedSingleton<IChatClient>("other", client));
        await host.ChatAsync("u", false, ("user", "hello there")).JsonAsync();
        Assert.Single(client.Asked);
    }

    [Fact]
    public async Task A_stream_without_a_finish_reason_is_a_failure()
    {
        await using var host = await StartAsync(new ScriptedChatClient(Hello));
        using var answer = await host.ChatAsync("u", true, ("user", "hello there"));
        var (text, broken) = await answer.DrainAsync();
        Assert.True(broken);
        Assert.Contains("Hello", text, StringComparison.Ordinal);
        Assert.Contains(ErrorCodes.UpstreamFailed, text, StringComparison.Ordinal);
        Assert.Single(host.Memory.ItemsOf("u"));
    }

    [Fact]
    public async Task A_plain_answer_without_a_finish_reason_is_a_failure()
    {
        await using var host = await StartAsync(new ScriptedChatClient(Hello));
        await host.ChatAsync("u", false, ("user", "hello there")).ErrorAsync(502, ErrorCodes.UpstreamFailed);
        Assert.Single(host.Memory.ItemsOf("u"));
    }

    [Fact]
    public async Task A_client_that_throws_is_a_failure_without_details()
    {
        await using var host = await StartAsync(
            new ScriptedChatClient { Fault = new InvalidOperationException("a secret detail") });
        foreach (var stream in new[] { true, false })
        {
            var error = await host.ChatAsync("u", stream, ("user", "hello there"))
                .ErrorAsync(502, ErrorCodes.UpstreamFailed);
            Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tools_and_their_calls_go_both_ways()
    {
        var call = new FunctionCallContent("call_1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo" });
        var client = new ScriptedChatClient(
            new ChatResponseUpdate(ChatRole.Assistant, [call]),
            new ChatResponseUpdate(ChatRole.Assistant, []) { FinishReason = ChatFinishReason.ToolCalls });
        await using var host = await StartAsync(client);
        var answer = await host.PostAsync(ChatCalls.Path, """
            {"model":"x","user":"u","temperature":0.5,"max_tokens":9,"stop":["x"],"tool_choice":"required",
             "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}],
             "messages":[{"role":"user","content":"weather?"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function",
               "function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]},
              {"role":"tool","tool_call_id":"call_0","content":"20 C"}]}
            """).JsonAsync();
        Assert.Equal((0.5f, 9), (client.Options!.Temperature, client.Options.MaxOutputTokens));
        Assert.Equal(ChatToolMode.RequireAny, client.Options.ToolMode);
        Assert.Equal("weather", Assert.Single(client.Options.Tools!).Name);
        Assert.IsType<FunctionCallContent>(client.Asked[1].Contents[0]);
        Assert.Equal("call_0", Assert.IsType<FunctionResultContent>(client.Asked[2].Contents[0]).CallId);
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("message").GetProperty("content").ValueKind);
        var function = choice.GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("""{"city":"Oslo"}""", function.GetProperty("arguments").GetString());
    }

    private static Task<GatewayHost> StartAsync(IChatClient client) =>
        GatewayHost.StartAsync(services: services => services.AddSingleton(client));
}

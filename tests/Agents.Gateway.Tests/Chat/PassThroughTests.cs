using System.Text;
using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Chat;

/// <summary>Nothing that a client sends is lost or changed on its way to the model.</summary>
public sealed class PassThroughTests
{
    public static TheoryData<string> OddBodies => new(
        """{"model":"m","messages":[{"role":"user","content":"hi"}]}""",
        "  \r\n\t{ \"model\" :\n\"m\" ,\t\"messages\" : [ ] }  \n",
        """{"model":"m","model":"n","messages":[],"messages":[{"role":"robot"}],"unknown":{"a":[1,2.50,1e400,null]}}""",
        """{"model":"m","seed":123456789012345678901234567890,"temperature":0.10000000000000000555,"messages":7}""",
        """{"model":"m","messages":[{"role":"user","content":"\u00e9\ud83d\ude00\/\ud800 <b>&'+"}]}""",
        """{"model":"m","user":5,"messages":[{"role":"user","content":"émoji 😀 你好"}]}""",
        """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:x"}}]}]}""");

    [Theory]
    [MemberData(nameof(OddBodies))]
    public async Task With_memory_off_the_body_goes_through_byte_for_byte(string body)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        using var answer = await host.PostAsync(
            ChatCalls.Path, body, (AgentsHeaders.Memory, "off"), (AgentsHeaders.User, "u"));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(Encoding.UTF8.GetBytes(body), upstream.Last.Body);
        Assert.Equal(0, host.Memory.ItemCount);
        Assert.Empty(host.Memory.Calls);
        Assert.Equal(string.Empty, answer.Header(AgentsHeaders.Conversation));
    }

    [Fact]
    public async Task Without_a_user_there_is_no_memory_at_all()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        var body = ChatCalls.Body(false, ("user", "hi"));
        using var answer = await host.PostAsync(ChatCalls.Path, body);
        Assert.Equal(body, upstream.Last.Text);
        Assert.Empty(host.Memory.Calls);
        Assert.Equal("no_user", answer.Header(AgentsHeaders.MemoryError));
        Assert.Equal(string.Empty, answer.Header(AgentsHeaders.Conversation));
    }

    [Fact]
    public async Task The_answer_comes_back_byte_for_byte()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        const string Odd =
            "{ \"choices\" : [ {\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}], \"new\": 1e2 }\n";
        upstream.Answer = context => StubUpstream.JsonAsync(context, 200, Odd);
        using var answer = await host.ChatAsync("u", false, ("user", "hi"));
        Assert.Equal(Odd, await answer.TextAsync());
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Headers_go_through_but_for_credentials_and_ours()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync(options => options.LlmKey = "upstream-key");
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context =>
        {
            context.Response.Headers["x-ratelimit-remaining-tokens"] = "7";
            context.Response.Headers["x-request-id"] = "req_upstream";
            context.Response.Headers.SetCookie = "a=b";
            return StubUpstream.CompleteAsync(context, "x");
        };
        using var answer = await host.PostAsync(
            ChatCalls.Path,
            ChatCalls.Body(false, ("user", "hi")),
            (AgentsHeaders.User, "u"),
            ("Authorization", "Bearer mine"),
            ("Cookie", "c=d"),
            ("OpenAI-Beta", "x=1"),
            ("X-Forwarded-For", "1.2.3.4"));
        var headers = upstream.Last.Headers;
        Assert.Equal("Bearer upstream-key", headers["Authorization"]);
        Assert.Equal("x=1", headers["OpenAI-Beta"]);
        Assert.DoesNotContain(AgentsHeaders.User, headers.Keys);
        Assert.DoesNotContain("Cookie", headers.Keys);
        Assert.DoesNotContain("X-Forwarded-For", headers.Keys);
        Assert.Equal("7", answer.Header("x-ratelimit-remaining-tokens"));
        Assert.StartsWith("req_", answer.Header("x-request-id"), StringComparison.Ordinal);
        Assert.Equal("req_upstream", answer.Header("x-upstream-request-id"));
        Assert.Equal(string.Empty, answer.Header("Set-Cookie"));
    }

    [Fact]
    public async Task The_callers_key_goes_through_only_where_there_are_no_keys_at_all()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        using var answer = await host.PostAsync(
            ChatCalls.Path, ChatCalls.Body(false, ("user", "hi")), ("Authorization", "Bearer mine"));
        Assert.Equal("Bearer mine", upstream.Last.Headers["Authorization"]);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", """{"model":"big","messages":[]}""")]
    [InlineData("""{ "model" : "default" , "x":1}""", """{ "model" : "big" , "x":1}""")]
    [InlineData("""{"x":1,"model":null}""", """{"x":1,"model":"big"}""")]
    [InlineData("{}", """{"model":"big"}""")]
    [InlineData("""{"model":"other"}""", """{"model":"other"}""")]
    public async Task The_configured_model_stands_in_for_none_and_for_default(string body, string expected)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync(options => options.LlmModel = "big");
        await using var _ = upstream;
        await using var __ = host;
        using var answer = await host.PostAsync(ChatCalls.Path, body);
        Assert.Equal(expected, upstream.Last.Text);
    }
}

using Agents.Contracts;
using Agents.Gateway.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Tests.Llm;

/// <summary>A page for people is no answer of a model, whatever its status says.</summary>
public sealed class UpstreamPageTests
{
    [Theory]
    [InlineData("text/html; charset=utf-8", true)]
    [InlineData("text/html", false)]
    [InlineData("TEXT/HTML", false)]
    [InlineData("application/xhtml+xml", false)]
    public async Task A_page_in_place_of_an_answer_is_502_and_not_remembered(string type, bool stream)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context =>
        {
            context.Response.ContentType = type;
            context.Response.Headers["x-ratelimit-limit"] = "3";
            return context.Response.WriteAsync("<html><body>Sign in, secret-portal</body></html>");
        };
        using var answer = await host.ChatAsync("u", stream, ("user", "hello there"));
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("false", answer.Header("x-should-retry"));
        Assert.Equal("3", answer.Header("x-ratelimit-limit"));
        Assert.NotEmpty(answer.Header(AgentsHeaders.Conversation));
        var error = await Task.FromResult(answer).ErrorAsync(502, ErrorCodes.UpstreamFailed);
        var message = error.GetProperty("message").GetString()!;
        Assert.Contains(type.Split(';')[0], message, StringComparison.Ordinal);
        Assert.Contains("status 200", message, StringComparison.Ordinal);
        Assert.DoesNotContain("portal", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["user"], host.Memory.ItemsOf("u").Select(item => item.Role));
        Assert.Single(upstream.Requests);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_encoded_page_is_502_too(string encoding)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context =>
        {
            context.Response.ContentType = "text/html";
            context.Response.Headers.ContentEncoding = encoding;
            return context.Response.WriteAsync("pressed");
        };
        using var answer = await host.ChatAsync("u", false, ("user", "hello there"));
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        await Task.FromResult(answer).ErrorAsync(502, ErrorCodes.UpstreamFailed);
    }

    [Theory]
    [InlineData(true, "application/json")]
    [InlineData(false, "application/json")]
    [InlineData(false, "text/plain")]
    [InlineData(false, null)]
    public async Task A_whole_answer_of_another_type_is_passed_on_as_it_is(bool stream, string? type)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        const string Body =
            """{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""";
        upstream.Answer = context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(Body);
        };
        using var answer = await host.ChatAsync("u", stream, ("user", "hello there"));
        Assert.Equal((200, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Equal(Body, await answer.TextAsync());
        Assert.Equal(["user", "assistant"], host.Memory.ItemsOf("u").Select(item => item.Role));
    }
}

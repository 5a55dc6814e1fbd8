using System.IO.Compression;
using System.Text;
using Agents.Contracts;
using Agents.Gateway.Tests.Harness;
using Agents.TestKit.Processes;
using Agents.TestKit.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Gateway.Tests.Llm;

/// <summary>Each fault of the model's server is told to the client, and none is remembered as an answer.</summary>
public sealed class UpstreamFaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_connection_is_502(bool stream)
    {
        var port = StablePorts.Take();
        await using var host = await GatewayHost.StartAsync(
            options => options.LlmUrl = new($"http://127.0.0.1:{port}/v1"));
        using var answer = await host.ChatAsync("u", stream, ("user", "hello there"));
        var error = await Task.FromResult(answer).ErrorAsync(502, ErrorCodes.UpstreamFailed);
        Assert.NotEmpty(answer.Header(AgentsHeaders.Conversation));
        Assert.Contains("cannot be reached", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Equal(["user"], host.Memory.ItemsOf("u").Select(item => item.Role));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Refused_credentials_do_not_look_like_the_callers(int status)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context => StubUpstream.JsonAsync(
            context, status,
                """{"error":{"message":"bad key sk-secret","type":"x","param":null,"code":"invalid_api_key"}}""");
        using var answer = await host.ChatAsync("u", true, ("user", "hello there"));
        Assert.Equal("false", answer.Header("x-should-retry"));
        var error = await Task.FromResult(answer).ErrorAsync(502, ErrorCodes.UpstreamFailed);
        Assert.DoesNotContain("sk-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_429_is_passed_on_with_its_retry_after()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        const string Body =
            """{"error":{"message":"slow down","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""";
        upstream.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "17";
            context.Response.Headers["retry-after-ms"] = "17000";
            return StubUpstream.JsonAsync(context, 429, Body);
        };
        using var answer = await host.ChatAsync("u", true, ("user", "hello there"));
        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal("17", answer.Header("Retry-After"));
        Assert.Equal("17000", answer.Header("retry-after-ms"));
        Assert.Equal(Body, await answer.TextAsync());
        Assert.Single(upstream.Requests);
    }

    [Theory]
    [InlineData(500, "<html>oops</html>", 500)]
    [InlineData(503, "", 503)]
    [InlineData(404, "nothing here", 404)]
    [InlineData(302, "", 502)]
    public async Task A_status_without_an_error_object_gets_one(int status, string body, int expected)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://127.0.0.1:1/elsewhere";
            return context.Response.WriteAsync(body);
        };
        var error = await host.ChatAsync("u", false, ("user", "hello there"))
            .ErrorAsync(expected, ErrorCodes.UpstreamFailed);
        Assert.Contains($"{status}", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task A_model_that_never_begins_is_504()
    {
        var clock = new FakeTimeProvider();
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync(
            options => options.LlmFirstByteTimeout = TimeSpan.FromSeconds(10),
            services => services.AddSingleton<TimeProvider>(clock));
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context =>
        {
            clock.Advance(TimeSpan.FromSeconds(11));
            return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        };
        await host.ChatAsync("u", true, ("user", "hello there")).ErrorAsync(504, ErrorCodes.UpstreamTimeout);
        Assert.Single(host.Memory.ItemsOf("u"));
    }

    [Fact]
    public async Task A_stream_that_falls_silent_is_ended_with_an_error_and_cut()
    {
        var clock = new FakeTimeProvider();
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync(
            services: services => services.AddSingleton<TimeProvider>(clock));
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = async context =>
        {
            await StubUpstream.DeltasAsync(context, "Hel");
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        };
        using var answer = await host.ChatAsync("u", true, ("user", "hello there"));
        var draining = answer.DrainAsync();
        await Until.IsSoAsync(async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await host.GetAsync("/health/live").JsonAsync();
            return draining.IsCompleted;
        });

        var (text, broken) = await draining;
        Assert.True(broken);
        Assert.Contains("Hel", text, StringComparison.Ordinal);
        Assert.Contains(ErrorCodes.UpstreamTimeout, text, StringComparison.Ordinal);
        Assert.Single(host.Memory.ItemsOf("u"));
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("end")]
    [InlineData("done")]
    [InlineData("half")]
    public async Task A_stream_without_a_finish_is_told_in_the_stream_and_cut(string fault)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        var received = new TaskCompletionSource();
        upstream.Answer = async context =>
        {
            await StubUpstream.DeltasAsync(context, "Hel", "lo");
            await received.Task;
            await FailAsync(context, fault);
        };
        using var answer = await host.ChatAsync("u", true, ("user", "hello there"));
        received.SetResult();
        var (text, broken) = await answer.DrainAsync();
        Assert.True(broken, text);
        Assert.Contains("Hel", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\n", text, StringComparison.Ordinal);
        var last = text.TrimEnd().Split("\n\n")[^1];
        Assert.StartsWith("data: {\"error\":{\"message\":", last, StringComparison.Ordinal);
        Assert.Contains(ErrorCodes.UpstreamFailed, last, StringComparison.Ordinal);
        Assert.Equal(["user"], host.Memory.ItemsOf("u").Select(item => item.Role));
    }

    [Fact]
    public async Task An_error_of_the_model_in_the_stream_is_passed_on_once_and_the_stream_is_cut()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = async context =>
        {
            await StubUpstream.DeltasAsync(context, "Hel");
            await StubUpstream.SendAsync(
                context, """{"error":{"message":"overloaded","type":"x","param":null,"code":null}}""");
        };
        using var answer = await host.ChatAsync("u", true, ("user", "hello there"));
        var (text, broken) = await answer.DrainAsync();
        Assert.True(broken);
        Assert.Single(text.Split("\n\n"), line => line.Contains("\"error\":{", StringComparison.Ordinal));
        Assert.Contains("overloaded", text, StringComparison.Ordinal);
        Assert.Single(host.Memory.ItemsOf("u"));
    }

    [Fact]
    public async Task A_stream_that_ends_badly_is_one_line_in_the_log()
    {
        using var log = new LogRecorder();
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync(
            services: services => services.AddSingleton<ILoggerProvider>(log));
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context => StubUpstream.DeltasAsync(context, "Hel");
        using var answer = await host.ChatAsync("u", true, ("user", "hello there"));
        var (_, broken) = await answer.DrainAsync();
        Assert.True(broken);
        var line = Assert.Single(log.Warnings);
        Assert.Equal(
            "Warning Agents.Gateway.Errors.ErrorMiddleware: "
            + $"The answer to request {answer.Header("x-request-id")} was cut off: "
            + "The language model's answer stopped before it was complete; repeat the request.",
            line);
    }

    [Fact]
    public async Task A_plain_answer_that_is_cut_is_502_and_not_remembered()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        await host.ChatAsync("u", false, ("user", "hello there")).ErrorAsync(502, ErrorCodes.UpstreamFailed);
        Assert.Single(host.Memory.ItemsOf("u"));
    }

    [Fact]
    public async Task A_connection_that_ended_before_any_byte_is_tried_once_more()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context =>
        {
            if (upstream.Requests.Count == 1)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return StubUpstream.CompleteAsync(context, "Hello");
        };
        using var answer = await host.ChatAsync("u", false, ("user", "hello there"));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(2, upstream.Requests.Count);
        Assert.Equal(upstream.Requests[0].Body, upstream.Requests[1].Body);
    }

    [Fact]
    public async Task Other_choices_that_were_not_finished_are_a_failure_too()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = async context =>
        {
            await StubUpstream.DeltasAsync(context, "Hel");
            await StubUpstream.SendAsync(
                context, """{"choices":[{"index":1,"delta":{"content":"x"},"finish_reason":null}]}""");
            await StubUpstream.SendAsync(context, StubUpstream.Finish);
        };
        using var answer = await host.ChatAsync("u", true, ("user", "hello there"));
        var (_, broken) = await answer.DrainAsync();
        Assert.True(broken);
        Assert.Equal("Hel", host.Memory.ItemsOf("u")[^1].Text);
    }

    [Fact]
    public async Task A_stream_without_done_ends_well_when_it_has_a_finish()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = async context =>
        {
            await StubUpstream.DeltasAsync(context, "Hel");
            await StubUpstream.SendAsync(context, StubUpstream.Finish);
            await context.Response.WriteAsync("data: [DONE]");
        };
        using var answer = await host.ChatAsync("u", true, ("user", "hello there"));
        var (text, broken) = await answer.DrainAsync();
        Assert.False(broken);
        Assert.EndsWith("data: [DONE]", text, StringComparison.Ordinal);
        Assert.Equal(2, host.Memory.ItemsOf("u").Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_comes_encoded_is_passed_on_as_such_and_not_remembered(bool stream)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        const string Text = "data: {}\n\n";
        upstream.Answer = async context =>
        {
            context.Response.ContentType = stream ? "text/event-stream" : "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await zip.WriteAsync(Encoding.UTF8.GetBytes(Text));
        };
        using var answer = await host.ChatAsync("u", stream, ("user", "hello there"));
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.Equal("answer_encoded", answer.Header(AgentsHeaders.MemoryError));
        var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(new GZipStream(body, CompressionMode.Decompress));
        Assert.Equal(Text, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["user"], host.Memory.ItemsOf("u").Select(item => item.Role));
    }

    private static async Task FailAsync(HttpContext context, string fault)
    {
        switch (fault)
        {
            case "abort":
                context.Abort();
                break;
            case "done":
                await StubUpstream.SendAsync(context, "[DONE]");
                break;
            case "half":
                await context.Response.WriteAsync(StubUpstream.Finish[..^20]);
                break;
        }
    }
}

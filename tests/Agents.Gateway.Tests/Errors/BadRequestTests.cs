using System.Net.Http.Headers;
using System.Text;
using Agents.Contracts;
using Agents.Gateway.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Agents.Gateway.Tests.Errors;

/// <summary>Every bad request has a status, OpenAI's error object that names the field, and stores nothing.</summary>
public sealed class BadRequestTests
{
    private const string Memories = "/v1/memories";

    public static TheoryData<string, string, string?> BadAdds => new()
    {
        { "{", "ends too early, at line 1, byte 2; send", null },
        { "{\"user\":\"u\",\n\"messages\":[\"a", "ends too early, at line 2", null },
        { "{\"user\":\"u\",\n\"messages\":[}", "line 2, byte 13", null },
        { "", "The body is empty; send a JSON object.", null },
        { " \r\n", "The body is empty; send a JSON object.", null },
        { "[]", "JSON object", null },
        { """{"user":"a","user":"b","messages":[]}""", "'user' is given twice", "user" },
        { """{"user":"a","messages":[{"role":"user"},{"role":"user","x":[{}],"\u0072ole":"tool"}]}""",
            "'messages[1].role' is given twice", "messages[1].role" },
        { """{"user":"u","\ud800":1,"messages":[]}""", "The body has a name with half a surrogate", null },
        { """{"user":"u","metadata":{"a\udc00":"x"},"messages":[]}""", "surrogate", "metadata" },
        { """{"user":"u","messages":[{"role":"user"},{"\ud800":1}]}""", "surrogate", "messages[1]" },
        { """{"user":"u"}""", "1 to 1000", "messages" },
        { """{"user":"u","messages":[]}""", "1 to 1000", "messages" },
        { """{"user":"u","messages":"x"}""", "a list", "messages" },
        { """{"user":"u","messages":[7]}""", "JSON object", "messages[0]" },
        { """{"user":"u","messages":[{"role":"user","content":"ok"},{"content":"x"}]}""", "missing",
            "messages[1].role" },
        { """{"user":"u","messages":[{"role":"robot","content":"x"}]}""", "user, assistant", "messages[0].role" },
        { """{"user":"u","messages":[{"role":1,"content":"x"}]}""", "a string", "messages[0].role" },
        { """{"user":"u","messages":[{"role":"user"}]}""", "missing", "messages[0].content" },
        { """{"user":"u","messages":[{"role":"user","content":""}]}""", "empty", "messages[0].content" },
        { """{"user":"u","messages":[{"role":"user","content":" \n"}]}""", "empty", "messages[0].content" },
        { """{"user":"u","messages":[{"role":"user","content":["x"]}]}""", "a string", "messages[0].content" },
        { """{"user":"u","messages":[{"role":"user","content":"a\u0007b"}]}""", "U+0007 at 1", "messages[0].content" },
        { """{"user":"u","messages":[{"role":"user","content":"a\ud83d"}]}""", "surrogate", "messages[0].content" },
        { """{"user":"u","messages":[{"role":"user","content":"x","time":"2024-01-01"}]}""", "RFC 3339",
            "messages[0].time" },
        { """{"user":"u","messages":[{"role":"user","content":"x","time":"2024-01-01T00:00:00"}]}""", "offset",
            "messages[0].time" },
        { """{"user":"u","messages":[{"role":"user","content":"x","time":"2024-13-01T00:00:00Z"}]}""", "RFC",
            "messages[0].time" },
        { """{"user":"u","messages":[{"role":"user","content":"x","author":"a\nb"}]}""", "control",
            "messages[0].author" },
        { """{"user":"u","messages":[{"role":"user","content":"x","id":"a b"}]}""", "1-128", "messages[0].id" },
        { """{"user":"u","messages":[{"role":"user","content":"x","id":""}]}""", "1-128", "messages[0].id" },
        { """{"user":"u","messages":[{"role":"user","content":"x","id":"stats"}]}""", "reserved", "messages[0].id" },
        { """{"user":"u","messages":[{"role":"user","content":"x","id":"Stats"}]}""", "reserved", "messages[0].id" },
        { """{"user":"u","messages":[{"role":"user","content":"x","id":"."}]}""", "dots only", "messages[0].id" },
        { """{"user":"u","messages":[{"role":"user","content":"x","id":".."}]}""", "dots only", "messages[0].id" },
        { """{"user":"u","conversation":"..","messages":[{"role":"user","content":"x"}]}""", "dots only",
            "conversation" },
        { """{"user":"u","messages":[{"role":"user","content":"x","id":"1"},{"role":"user","content":"y","id":"1"}]}""",
            "repeats",
            "messages[1].id" },
        { """{"user":"u","conversation":"a/b","messages":[{"role":"user","content":"x"}]}""", "1-128", "conversation" },
        { """{"user":"u","agent":"","messages":[{"role":"user","content":"x"}]}""", "1 to 256", "agent" },
        { """{"user":"u","metadata":{"a":1},"messages":[{"role":"user","content":"x"}]}""", "a string", "metadata.a" },
        { """{"user":"u","metadata":[],"messages":[{"role":"user","content":"x"}]}""", "an object", "metadata" },
        { """{"user":7,"messages":[{"role":"user","content":"x"}]}""", "a string", "user" },
        { """{"user":"","messages":[{"role":"user","content":"x"}]}""", "1 to 256", "user" },
        { """{"user":"a\u0000b","messages":[{"role":"user","content":"x"}]}""", "control", "user" },
        { """{"user":"a\u0085b","messages":[{"role":"user","content":"x"}]}""", "control", "user" },
        { """{"user":"\ud800","messages":[{"role":"user","content":"x"}]}""", "surrogate", "user" },
        { """{"user":"a\ufffd","messages":[{"role":"user","content":"x"}]}""", "UTF-8", "user" },
        { """{"user":"u","agent":"a\ufffd","messages":[{"role":"user","content":"x"}]}""", "UTF-8", "agent" },
    };

    public static TheoryData<string, string, string> BadQuestions => new()
    {
        { "{}", "missing", "query" },
        { """{"query":""}""", "empty", "query" },
        { """{"query":"q","limit":0}""", "1 to 200", "limit" },
        { """{"query":"q","limit":201}""", "1 to 200", "limit" },
        { """{"query":"q","limit":1.5}""", "whole", "limit" },
        { """{"query":"q","limit":"5"}""", "whole", "limit" },
        { """{"query":"q","limit":99999999999999999999}""", "whole", "limit" },
        { """{"query":"q","from":"2024-02-01T00:00:00Z","to":"2024-01-01T00:00:00Z"}""", "later", "from" },
        { """{"query":"q","from":"yesterday"}""", "RFC 3339", "from" },
        { """{"query":"q","as_of":5}""", "a string", "as_of" },
        { """{"query":"q","kinds":["dream"]}""", "episode, fact", "kinds" },
        { """{"query":"q","kinds":[1]}""", "strings", "kinds" },
        { """{"query":"q","kinds":"fact"}""", "a list", "kinds" },
    };

    [Theory]
    [MemberData(nameof(BadAdds))]
    public async Task A_bad_append_is_refused_by_field_and_limit(string body, string says, string? param)
    {
        await using var host = await GatewayHost.StartAsync();
        var error = await host.PostAsync(Memories, body).ErrorAsync(400, ErrorCodes.InvalidRequest, param);
        Assert.Contains(says, error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Theory]
    [InlineData("""{"user":"u","\ud800":1,"messages":[{"role":"user","content":"x"}]}""", null)]
    [InlineData("""{"metadata":{"\ud800":"x"},"messages":[{"role":"user","content":"x"}]}""", "metadata")]
    [InlineData("""{"messages":[{"role":"user","content":"x","\ud800":1}]}""", "messages[0]")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"stop":"\ud800"}""", "stop")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tool_choice":"\ud800"}""", "tool_choice")]
    [InlineData("""{"messages":[{"role":"tool","tool_call_id":"\ud800","content":"x"}]}""", "tool_call_id")]
    [InlineData("""{"messages":[]""", null)]
    [InlineData("", null)]
    public async Task A_bad_chat_is_refused_by_field(string body, string? param)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(ChatCalls.Path, body).ErrorAsync(400, ErrorCodes.InvalidRequest, param);
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Theory]
    [MemberData(nameof(BadQuestions))]
    public async Task A_bad_question_is_refused_by_field_and_limit(string body, string says, string param)
    {
        await using var host = await GatewayHost.StartAsync();
        foreach (var path in new[] { "search", "recall", "explain" })
        {
            var error = await host.PostAsync($"{Memories}/{path}", body, (AgentsHeaders.User, "u"))
                .ErrorAsync(400, ErrorCodes.InvalidRequest, param);
            Assert.Contains(says, error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"query":"q","budget_tokens":0}""", "budget_tokens")]
    [InlineData("""{"query":"q","budget_tokens":32001}""", "budget_tokens")]
    [InlineData("""{"query":"q","order":"random"}""", "order")]
    [InlineData("""{"query":"q","order":3}""", "order")]
    public async Task A_bad_recall_is_refused(string body, string param)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync($"{Memories}/recall", body, (AgentsHeaders.User, "u"))
            .ErrorAsync(400, ErrorCodes.InvalidRequest, param);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("cursor=", "cursor")]
    [InlineData("cursor=a%2Bb", "cursor")]
    [InlineData("kinds=episode,dream", "kinds")]
    [InlineData("state=asleep", "state")]
    [InlineData("conversation=a%20b", "conversation")]
    public async Task A_bad_page_is_refused(string query, string param)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.GetAsync($"{Memories}?user=u&{query}").ErrorAsync(400, ErrorCodes.InvalidRequest, param);
    }

    [Theory]
    [InlineData("""{"user":"u"}""", "content")]
    [InlineData("""{"user":"u","content":""}""", "content")]
    [InlineData("""{"user":"u","pinned":"yes"}""", "pinned")]
    [InlineData("""{"user":"u","expires":"soon"}""", "expires")]
    public async Task A_bad_edit_is_refused(string body, string param)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.SendAsync(HttpMethod.Patch, $"{Memories}/m1", GatewayHost.Json(body))
            .ErrorAsync(400, ErrorCodes.InvalidRequest, param);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_with_the_limit()
    {
        await using var host = await GatewayHost.StartAsync();
        var body = new { user = "u", messages = new[] { new { role = "user", content = new string('x', 524_289) } } };
        var error = await host.PostAsync(Memories, body)
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "messages[0].content");
        Assert.Contains("524288", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Fact]
    public async Task More_than_a_thousand_messages_are_refused()
    {
        await using var host = await GatewayHost.StartAsync();
        var messages = Enumerable.Range(0, 1_001).Select(i => new { role = "user", content = $"turn {i}" });
        var error = await host.PostAsync(Memories, new { user = "u", messages })
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "messages");
        Assert.Contains("at most 1000", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_413_with_and_without_its_length(bool withLength)
    {
        await using var host = await GatewayHost.StartAsync(options => options.Limits.BodyBytesMax = 600_000);
        var content = new StreamContent(new MemoryStream(new byte[600_001]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentLength = withLength ? 600_001 : null;
        var request = new HttpRequestMessage(HttpMethod.Post, Memories) { Content = content };
        request.Headers.TransferEncodingChunked = !withLength;
        var error = await host.Client.SendAsync(request, TestContext.Current.CancellationToken)
            .ErrorAsync(413, ErrorCodes.TooLarge);
        Assert.Contains("600000 bytes", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_is_refused_by_its_byte()
    {
        await using var host = await GatewayHost.StartAsync();
        var body = Encoding.Latin1.GetBytes(
            """{"user":"u","messages":[{"role":"user","content":"caf""" + "\u00e9\"}]}");
        var error = await host.SendAsync(HttpMethod.Post, Memories, GatewayHost.Bytes(body))
            .ErrorAsync(400, ErrorCodes.InvalidRequest);
        Assert.Contains("UTF-8 at byte 53", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("multipart/form-data")]
    [InlineData(null)]
    public async Task Another_content_type_is_415(string? type)
    {
        await using var host = await GatewayHost.StartAsync();
        var content = new ByteArrayContent("""{"user":"u","messages":[{"role":"user","content":"x"}]}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        await host.SendAsync(HttpMethod.Post, Memories, content).ErrorAsync(415, ErrorCodes.UnsupportedMediaType);
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Fact]
    public async Task A_charset_of_utf8_is_accepted()
    {
        await using var host = await GatewayHost.StartAsync();
        var content = new StringContent("""{"user":"u","messages":[{"role":"user","content":"x"}]}""");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=UTF-8");
        await host.SendAsync(HttpMethod.Post, Memories, content).JsonAsync(201);
    }

    [Fact]
    public async Task An_unknown_route_is_404()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.GetAsync("/v1/nothing").ErrorAsync(404, ErrorCodes.NotFound);
        var twice = await host.GetAsync("/v1/v1/models").ErrorAsync(404, ErrorCodes.NotFound);
        Assert.Contains("leave out one /v1", twice.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_the_server_itself_refuses_names_the_limit_too()
    {
        await using var host = await GatewayHost.StartAsync(
            options => options.Limits.BodyBytesMax = 600_000,
            services => services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(
                kestrel => kestrel.Limits.MaxRequestBodySize = 600_000));
        var content = new StreamContent(new MemoryStream(new byte[600_001]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, Memories) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        var error = await host.Client.SendAsync(request, TestContext.Current.CancellationToken)
            .ErrorAsync(413, ErrorCodes.TooLarge);
        Assert.Contains("600000 bytes", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/v1/memories", "DELETE,GET,POST")]
    [InlineData("GET", "/v1/memories/search", "POST")]
    [InlineData("DELETE", "/v1/memories/stats", "GET")]
    [InlineData("POST", "/v1/memories/stats", "GET")]
    [InlineData("PUT", "/v1/memories/Recall", "POST")]
    [InlineData("PUT", "/v1/memories/m1", "DELETE,GET,PATCH")]
    public async Task A_wrong_method_is_405_with_those_that_are_allowed(string method, string path, string allowed)
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.SendAsync(new HttpMethod(method), path);
        Assert.Equal(allowed, string.Join(',', answer.Content.Headers.Allow.Order(StringComparer.Ordinal)));
        var error = await Task.FromResult(answer).ErrorAsync(405, ErrorCodes.MethodNotAllowed);
        Assert.EndsWith(
            $"use {allowed.Replace(",", ", ", StringComparison.Ordinal)}.",
            error.GetProperty("message").GetString()!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_failure_is_500_without_details()
    {
        await using var host = await GatewayHost.StartAsync();
        var error = await host.GetAsync("/v1/broken").ErrorAsync(500, ErrorCodes.Internal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trace-1:a.b_c", true)]
    [InlineData("has space", false)]
    public async Task A_request_id_is_kept_where_it_is_safe(string given, bool kept)
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.GetAsync("/health/live", (AgentsHeaders.RequestId, given));
        var id = answer.Headers.GetValues(AgentsHeaders.RequestId).Single();
        Assert.Equal(kept, id == given);
        Assert.NotEmpty(id);
    }
}

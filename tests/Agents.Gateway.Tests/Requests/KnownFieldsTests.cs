using System.Net.Http.Json;
using Agents.Contracts;
using Agents.Gateway.Requests;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Requests;

/// <summary>A field that a memory call does not have is refused by its name; those that it has are taken.</summary>
public sealed class KnownFieldsTests
{
    private const string Memories = "/v1/memories";

    public static TheoryData<string, string, string, string, string> Misspelt => new()
    {
        { "POST", "", """{"user":"u","mesages":[]}""", "mesages", "did you mean 'messages'?" },
        { "POST", "", """{"user":"u","conversation_id":"c","messages":[]}""", "conversation_id", "'conversation'?" },
        { "POST", "", """{"user":"u","tags":["x"],"messages":[]}""", "tags",
            "leave it out. The body's fields are user, conversation, agent, metadata, messages." },
        { "POST", "/search", """{"user":"u","qurey":"x"}""", "qurey", "did you mean 'query'?" },
        { "POST", "/search", """{"user":"u","query":"x","Limit":3}""", "Limit", "did you mean 'limit'?" },
        { "POST", "/search", """{"user":"u","query":"x","form":null}""", "form", "did you mean 'from'?" },
        { "POST", "/search", """{"user":"u","query":"x","budget_tokens":9}""", "budget_tokens", "leave it out" },
        { "POST", "/recall", """{"user":"u","query":"x","budget":9}""", "budget", "did you mean 'budget_tokens'?" },
        { "POST", "/recall", """{"user":"u","query":"x","id":"a"}""", "id", "leave it out" },
        { "POST", "/explain", """{"user_id":"u","query":"x"}""", "user_id", "did you mean 'user'?" },
        { "PATCH", "/a", """{"user":"u","text":"x"}""", "text", "fields are user, content, pinned, held, expires." },
        { "PATCH", "/a", """{"user":"u","pinned":true,"expire":null}""", "expire", "did you mean 'expires'?" },
        { "DELETE", "/a", """{"user":"u","erase":true}""", "erase", "leave it out, or give it in the query." },
        { "POST", "/a/restore", """{"usr":"u"}""", "usr", "did you mean 'user'?" },
        { "DELETE", "?user=u&erase=true", """{"conversation":"c"}""", "conversation", "give it in the query" },
    };

    public static TheoryData<string, string, string, int> Documented => new()
    {
        { "POST", "", """
            {"user":"u","conversation":"c","agent":"coach","metadata":{"from":"phone","anything else":"x"},
             "messages":[{"id":"n1","role":"user","author":"Ann","content":"The spare key is at Bo's.",
                          "time":"2026-01-05T08:00:00+01:00"}]}
            """, 201 },
        { "POST", "/search", """
            {"user":"u","query":"spare key","limit":3,"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z",
             "kinds":["episode"],"conversation":"c","agent":"coach","as_of":"2030-01-01T00:00:00Z"}
            """, 200 },
        { "POST", "/recall", """
            {"user":"u","query":"spare key","limit":3,"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z",
             "kinds":["episode"],"conversation":"c","agent":"coach","as_of":"2030-01-01T00:00:00Z",
             "budget_tokens":64,"order":"time"}
            """, 200 },
        { "POST", "/explain", """
            {"user":"u","query":"spare key","limit":3,"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z",
             "kinds":["episode"],"conversation":"c","agent":"coach","as_of":"2030-01-01T00:00:00Z",
             "budget_tokens":64,"order":"relevance","id":"a"}
            """, 200 },
        { "GET", "/a", """{"user":"u"}""", 200 },
        { "GET", "/a/history", """{"user":"u"}""", 200 },
        { "GET", "/a/sources", """{"user":"u"}""", 200 },
        { "GET", "/stats", """{"user":"u"}""", 200 },
        { "GET", "", """{"user":"u"}""", 200 },
        { "PATCH", "/a", """
            {"user":"u","content":"Moved.","pinned":true,"held":false,"expires":"2031-01-01T00:00:00Z"}
            """, 200 },
        { "DELETE", "/a", """{"user":"u"}""", 200 },
        { "POST", "/a/restore", """{"user":"u"}""", 200 },
        { "DELETE", "/a?erase=true", """{"user":"u"}""", 200 },
        { "DELETE", "?user=u&erase=true", """{"user":"u"}""", 200 },
    };

    [Theory]
    [MemberData(nameof(Misspelt))]
    public async Task A_field_that_a_call_does_not_have_is_named_and_nothing_is_done(
        string method, string target, string body, string param, string says)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "a", "My bike is green.");

        var error = await SendAsync(host, method, target, body).ErrorAsync(400, ErrorCodes.InvalidRequest, param);

        var message = error.GetProperty("message").GetString()!;
        Assert.StartsWith($"'{param}' is no field of this call; ", message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
        var kept = await host.GetAsync($"{Memories}/a?user=u").JsonAsync();
        Assert.Equal("My bike is green.", kept.GetProperty("text").GetString());
        Assert.Equal("active", kept.GetProperty("state").GetString());
        Assert.Equal(1, host.Memory.ItemCount);
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task Every_documented_field_is_taken(string method, string target, string body, int status)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "a", "My bike is green.");

        using var answer = await SendAsync(host, method, target, body);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task What_the_contract_writes_is_taken()
    {
        await using var host = await GatewayHost.StartAsync();
        MessageInput message = new() { Role = MessageRoles.User, Content = "My bike is green.", Id = "a" };
        (HttpMethod Method, string Target, object Body)[] calls =
        [
            (HttpMethod.Post, "", new AddMemoriesRequest { User = "u", Messages = [message] }),
            (HttpMethod.Post, "/search", new SearchRequest { User = "u", Query = "bike" }),
            (HttpMethod.Post, "/recall", new RecallRequest { User = "u", Query = "bike" }),
            (HttpMethod.Post, "/explain", new ExplainRequest { User = "u", Query = "bike" }),
            (HttpMethod.Patch, "/a", new EditRequest { User = "u", Pinned = true }),
        ];
        foreach (var (method, target, body) in calls)
        {
            using var content = JsonContent.Create(body, body.GetType(), options: AgentsJson.Options);
            var text = await content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            using var answer = await SendAsync(host, method.Method, target, text);

            Assert.True(answer.IsSuccessStatusCode, $"{method} {target} {text}");
        }
    }

    [Fact]
    public async Task A_message_may_come_as_it_was_sent_to_a_model()
    {
        await using var host = await GatewayHost.StartAsync();

        await host.PostAsync(Memories, """
            {"user":"u","messages":[{"role":"assistant","content":"Noted.","refusal":null,"tool_calls":[],"name":"x"}]}
            """).JsonAsync(201);
    }

    [Fact]
    public async Task A_name_of_any_length_is_shown_in_short()
    {
        await using var host = await GatewayHost.StartAsync();
        var name = new string('q', 100_000);

        var error = await host.PostAsync($"{Memories}/search", $$"""{"user":"u","query":"x","{{name}}":1}""")
            .ErrorAsync(400, ErrorCodes.InvalidRequest, name[..40] + "...");

        Assert.InRange(error.GetProperty("message").GetString()!.Length, 1, 250);
    }

    [Theory]
    [InlineData("qeury", "query")]
    [InlineData("as-of", "as_of")]
    [InlineData("ORDER", "order")]
    [InlineData("conversations", "conversation")]
    [InlineData("to_time", "to")]
    [InlineData("ids", null)]
    [InlineData("top_k", null)]
    [InlineData("", null)]
    public void A_name_is_near_when_one_slip_in_three_characters_makes_it(string name, string? nearest) =>
        Assert.Equal(
            nearest, NearNames.Nearest(name, ["query", "limit", "from", "to", "conversation", "as_of", "order"]));

    private static Task<HttpResponseMessage> SendAsync(GatewayHost host, string method, string target, string body) =>
        host.SendAsync(new HttpMethod(method), Memories + target, GatewayHost.Json(body));
}

using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Memories;

public sealed class MemoryEndpointTests
{
    private const string Memories = "/v1/memories";

    [Fact]
    public async Task An_append_is_201_and_its_repetition_is_200_with_the_same_answer()
    {
        await using var host = await GatewayHost.StartAsync();
        var body =
            new { user = "u", messages = new[] { new { id = "m1", role = "user", content = "I live in Oslo" } } };
        var first = await host.PostAsync(Memories, body).JsonAsync(201);
        var second = await host.PostAsync(Memories, body).JsonAsync();
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal("m1", first.GetProperty("episodes")[0].GetProperty("id").GetString());
        Assert.Single(host.Memory.ItemsOf("u"));
    }

    [Fact]
    public async Task An_append_keeps_every_field()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(Memories, """
            {"user":"u","conversation":"c-1","agent":"helper","metadata":{"channel":"web"},
             "messages":[{"role":"assistant","author":"Ann",
              "content":"a\tb\nc 你好 😀","time":"2024-05-01T10:00:00.123456789+02:00"}]}
            """).JsonAsync(201);
        var item = Assert.Single(host.Memory.ItemsOf("u"));
        Assert.Equal(("a\tb\nc 你好 😀", "Ann", "assistant"), (item.Text, item.Author, item.Role));
        Assert.Equal(("c-1", "helper", "web"), (item.Conversation, item.Agent, item.Metadata!["channel"]));
        Assert.Equal(DateTimeOffset.Parse("2024-05-01T08:00:00.1234567Z", null), item.Time);
        Assert.Matches("^m_[0-9a-f]{32}$", item.Id);
    }

    [Fact]
    public async Task An_idempotency_key_covers_messages_without_ids()
    {
        await using var host = await GatewayHost.StartAsync();
        const string Body =
            """{"user":"u","messages":[{"role":"user","content":"one"},{"role":"user","content":"two"}]}""";
        var first = await host.PostAsync(Memories, Body, (AgentsHeaders.IdempotencyKey, "key-1")).JsonAsync(201);
        var second = await host.PostAsync(Memories, Body, (AgentsHeaders.IdempotencyKey, "key-1")).JsonAsync();
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(2, host.Memory.ItemCount);
        await host.PostAsync(
            Memories, Body.Replace("one", "other", StringComparison.Ordinal), (AgentsHeaders.IdempotencyKey, "key-1"))
            .ErrorAsync(422, ErrorCodes.IdReused);
        await host.PostAsync(Memories, Body, (AgentsHeaders.IdempotencyKey, "key 2"))
            .ErrorAsync(400, ErrorCodes.InvalidRequest, AgentsHeaders.IdempotencyKey);
    }

    [Fact]
    public async Task A_search_returns_hits_with_signals_and_sources()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "m1", "Caroline moved to Lisbon");
        var answer = await host.PostAsync($"{Memories}/search", new { user = "u", query = "Where did Caroline move?" })
            .JsonAsync();
        var hit = answer.GetProperty("hits")[0];
        Assert.Equal("m1", hit.GetProperty("id").GetString());
        Assert.Equal("episode", hit.GetProperty("kind").GetString());
        Assert.Equal(2, hit.GetProperty("signals").GetProperty("words").GetDouble());
        Assert.Equal("m1", hit.GetProperty("source").GetProperty("episodes")[0].GetString());
        Assert.Equal(0, answer.GetProperty("pending").GetInt32());
        Assert.Equal(0, answer.GetProperty("skipped").GetArrayLength());
    }

    [Fact]
    public async Task A_recall_returns_a_block_and_an_explanation_names_the_memory()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "m1", "Caroline moved to Lisbon");
        var recall = await host.PostAsync(
            $"{Memories}/recall",
                new { user = "u", query = "Where is Caroline?", budget_tokens = 32_000, order = "time" }).JsonAsync();
        Assert.Contains("Lisbon", recall.GetProperty("context").GetString()!, StringComparison.Ordinal);
        Assert.True(recall.GetProperty("answerable").GetBoolean());
        Assert.Equal(JsonValueKind.Array, recall.GetProperty("left_out").ValueKind);
        var why = await host.PostAsync($"{Memories}/explain", new { user = "u", query = "Caroline?", id = "m1" })
            .JsonAsync();
        Assert.Equal("m1", why.GetProperty("memory").GetProperty("id").GetString());
        Assert.Equal(1_000, why.GetProperty("budget_tokens").GetInt32());
    }

    [Fact]
    public async Task A_list_is_paged_to_its_end()
    {
        await using var host = await GatewayHost.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await host.AddAsync("u", $"m{i}", $"turn {i}");
        }

        List<string> ids = [];
        string? next = null;
        do
        {
            var page = await host.GetAsync($"{Memories}?user=u&limit=2&kinds=episode,fact&state=active"
                + (next is null ? string.Empty : $"&cursor={next}")).JsonAsync();
            ids.AddRange(
                page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], ids);
    }

    [Fact]
    public async Task One_memory_is_read_edited_forgotten_restored_and_erased()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "a~b:c.d_e-1", "old");
        const string Path = $"{Memories}/a~b:c.d_e-1";
        Assert.Equal("old", (await host.GetAsync($"{Path}?user=u").JsonAsync()).GetProperty("text").GetString());
        var edited = await host.SendAsync(
            HttpMethod.Patch, Path, GatewayHost.Json("""{"user":"u","content":"new","pinned":true}"""))
            .JsonAsync();
        Assert.Equal(
            ("new", true), (edited.GetProperty("text").GetString(), edited.GetProperty("pinned").GetBoolean()));
        var forgotten = await host.SendAsync(HttpMethod.Delete, $"{Path}?user=u").JsonAsync();
        Assert.Equal("forgotten", forgotten.GetProperty("state").GetString());
        var restored = await host.SendAsync(HttpMethod.Post, $"{Path}/restore?user=u").JsonAsync();
        Assert.Equal("active", restored.GetProperty("state").GetString());
        var history = await host.GetAsync($"{Path}/history?user=u").JsonAsync();
        Assert.Equal(4, history.GetProperty("entries").GetArrayLength());
        var sources = await host.GetAsync($"{Path}/sources?user=u").JsonAsync();
        Assert.Equal(1, sources.GetProperty("episodes").GetArrayLength());
        Assert.Equal(1, (await host.SendAsync(HttpMethod.Delete, $"{Path}?user=u&erase=true").JsonAsync())
            .GetProperty("erased").GetInt64());
        await host.GetAsync($"{Path}?user=u").ErrorAsync(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task An_expiry_of_null_is_taken_away_and_one_that_is_left_out_stays()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "m1", "x");
        const string Time = "2030-01-01T00:00:00+00:00";
        Assert.Equal(Time, await ExpiresAsync($$"""{"user":"u","expires":"{{Time}}"}"""));
        Assert.Equal(Time, await ExpiresAsync("""{"user":"u","pinned":true}"""));
        Assert.Null(await ExpiresAsync("""{"user":"u","expires":null}"""));

        async Task<string?> ExpiresAsync(string body)
        {
            var item = await host.SendAsync(HttpMethod.Patch, $"{Memories}/m1", GatewayHost.Json(body)).JsonAsync();
            return item.GetProperty("expires").GetString();
        }
    }

    [Theory]
    [InlineData("POST", "/restore")]
    [InlineData("DELETE", "")]
    public async Task A_body_may_name_the_user_of_one_memory(string method, string suffix)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "m1", "x");
        var path = $"{Memories}/m1{suffix}";
        await host.SendAsync(new HttpMethod(method), path, GatewayHost.Json("""{"user":"u"}""")).JsonAsync();
        await host.SendAsync(new HttpMethod(method), $"{path}?user=v", GatewayHost.Json("""{"user":"u"}"""))
            .ErrorAsync(400, ErrorCodes.UserConflict, "user");
        await host.SendAsync(new HttpMethod(method), $"{path}?user=u", GatewayHost.Json("{}")).JsonAsync();
        await host.SendAsync(new HttpMethod(method), $"{path}?user=u", GatewayHost.Json("[]"))
            .ErrorAsync(400, ErrorCodes.InvalidRequest);
        await host.SendAsync(new HttpMethod(method), $"{path}?user=u", new StringContent("user=u"))
            .ErrorAsync(415, ErrorCodes.UnsupportedMediaType);
    }

    [Fact]
    public async Task Restore_takes_the_user_from_the_header()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "m1", "x");
        await host.SendAsync(HttpMethod.Post, $"{Memories}/m1/restore", null, (AgentsHeaders.User, "u")).JsonAsync();
    }

    [Fact]
    public async Task Erasing_all_needs_the_user_in_the_query_and_a_confirmation()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "m1", "x");
        await host.SendAsync(HttpMethod.Delete, $"{Memories}?erase=true", null, (AgentsHeaders.User, "u"))
            .ErrorAsync(400, ErrorCodes.UserRequired, "user");
        await host.SendAsync(HttpMethod.Delete, $"{Memories}?user=u")
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "erase");
        await host.SendAsync(HttpMethod.Delete, $"{Memories}?user=u&erase=yes")
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "erase");
        Assert.Equal(1, host.Memory.ItemCount);
        var answer = await host.SendAsync(HttpMethod.Delete, $"{Memories}?user=u&erase=true").JsonAsync();
        Assert.Equal(1, answer.GetProperty("erased").GetInt64());
    }

    [Theory]
    [InlineData("/v1/memories/?user=u&erase=true")]
    [InlineData("/v1/memories/.?user=u&erase=true")]
    [InlineData("/v1/memories/%2E?user=u&erase=true")]
    [InlineData("/v1/memories/m1/..?user=u&erase=true")]
    public async Task An_id_that_was_resolved_away_erases_nothing(string target)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "m1", "x");
        var answer = await host.RawAsync($"DELETE {target}");
        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.Contains("give its id", answer, StringComparison.Ordinal);
        Assert.Equal(1, host.Memory.ItemCount);
    }

    [Fact]
    public async Task An_id_of_dots_is_400_wherever_one_is_taken()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync($"{Memories}/explain", new { user = "u", query = "q", id = ".." })
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "id");
        await host.GetAsync($"{Memories}?user=u&conversation=..")
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "conversation");
        await host.GetAsync($"{Memories}/...?user=u").ErrorAsync(400, ErrorCodes.InvalidRequest, "id");
        await host.PostAsync(
            ChatCalls.Path,
            ChatCalls.Body(false, ("user", "hello")),
            (AgentsHeaders.User, "u"),
            (AgentsHeaders.Conversation, "..")).ErrorAsync(400, ErrorCodes.InvalidRequest, AgentsHeaders.Conversation);
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Theory]
    [InlineData("GET", "/missing?user=u")]
    [InlineData("GET", "/missing/history?user=u")]
    [InlineData("GET", "/missing/sources?user=u")]
    [InlineData("DELETE", "/missing?user=u")]
    [InlineData("DELETE", "/missing?user=u&erase=true")]
    [InlineData("POST", "/missing/restore?user=u")]
    public async Task An_unknown_memory_is_404(string method, string path)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.SendAsync(new HttpMethod(method), Memories + path).ErrorAsync(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task An_id_that_cannot_be_one_is_400()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.GetAsync($"{Memories}/a%20b?user=u").ErrorAsync(400, ErrorCodes.InvalidRequest, "id");
        await host.GetAsync($"{Memories}/{new string('a', 129)}?user=u")
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "id");
    }

    [Fact]
    public async Task Stats_count()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "m1", "x");
        var stats = await host.GetAsync($"{Memories}/stats?user=u").JsonAsync();
        Assert.Equal(1, stats.GetProperty("kinds").GetProperty("episode").GetInt64());
        Assert.Equal(1, stats.GetProperty("positions").GetProperty("durable").GetInt64());
    }
}

using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Retention;

public sealed class RetentionTests
{
    private const string Retention = "/v1/retention";

    [Fact]
    public async Task A_policy_is_set_and_kept_to_and_taken_away()
    {
        await using var host = await WithFiveAsync();

        var set = await PutAsync(host, """{"user":"u","memories_max":3,"bytes_max":4096,"expire_after_days":90}""");
        var asked = await host.GetAsync($"{Retention}?user=u").JsonAsync();
        var cleared = await host.SendAsync(HttpMethod.Delete, $"{Retention}?user=u").JsonAsync();

        Assert.Equal(
            """{"memories_max":3,"bytes_max":4096,"expire_after_days":90}""", set.GetProperty("policy").GetRawText());
        Assert.Equal(set.GetRawText(), asked.GetRawText());
        Assert.Equal(
            """{"memories":3,"bytes":18,"exempt":0,"archived":2}""", asked.GetProperty("usage").GetRawText());
        Assert.Equal(JsonValueKind.Null, asked.GetProperty("tenant").ValueKind);
        Assert.Equal(JsonValueKind.Null, cleared.GetProperty("policy").ValueKind);
    }

    [Fact]
    public async Task A_policy_replaces_the_whole_one_before_it()
    {
        await using var host = await GatewayHost.StartAsync();

        await PutAsync(host, """{"user":"u","memories_max":3,"expire_after_days":90}""");
        var second = await PutAsync(host, """{"user":"u","bytes_max":4096,"memories_max":null}""");

        Assert.Equal(
            """{"memories_max":null,"bytes_max":4096,"expire_after_days":null}""",
            second.GetProperty("policy").GetRawText());
    }

    [Fact]
    public async Task A_dry_run_has_the_plan_and_stores_nothing()
    {
        await using var host = await WithFiveAsync();

        var dry = await PutAsync(host, """{"user":"u","memories_max":3,"dry_run":true}""");

        Assert.Equal(JsonValueKind.Null, dry.GetProperty("policy").ValueKind);
        Assert.Equal(3, dry.GetProperty("effective").GetProperty("memories_max").GetInt32());
        var plan = dry.GetProperty("plan");
        Assert.Equal((2, 3), (plan.GetProperty("archive").GetInt32(), plan.GetProperty("keep").GetInt32()));
        Assert.Equal("m0", plan.GetProperty("first")[0].GetProperty("id").GetString());
        Assert.All(host.Memory.ItemsOf("u"), item => Assert.Equal(MemoryState.Active, item.State));
        var asked = await host.GetAsync($"{Retention}?user=u").JsonAsync();
        Assert.Equal(JsonValueKind.Null, asked.GetProperty("policy").ValueKind);
    }

    [Fact]
    public async Task What_was_archived_is_listed_and_restored()
    {
        await using var host = await WithFiveAsync();
        await PutAsync(host, """{"user":"u","memories_max":3}""");

        var page = await host.GetAsync("/v1/memories?user=u&state=archived").JsonAsync();
        var restored = await host.SendAsync(HttpMethod.Post, "/v1/memories/m0/restore?user=u").JsonAsync();

        Assert.Equal(
            ["m0", "m1"],
            page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal("active", restored.GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_is_held_is_neither_archived_nor_forgotten_nor_erased_until_it_is_released()
    {
        await using var host = await WithFiveAsync();
        const string Path = "/v1/memories/m0";
        var held = await EditAsync("""{"user":"u","held":true}""");
        Assert.True(held.GetProperty("held").GetBoolean());

        await PutAsync(host, """{"user":"u","memories_max":1}""");
        foreach (var target in new[] { $"{Path}?user=u", $"{Path}?user=u&erase=true" })
        {
            var error = await host.SendAsync(HttpMethod.Delete, target).ErrorAsync(409, ErrorCodes.Held, "id");
            Assert.Contains("release it", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        }

        Assert.Equal(MemoryState.Active, host.Memory.ItemsOf("u")[0].State);
        await EditAsync("""{"user":"u","held":false}""");
        await host.SendAsync(HttpMethod.Delete, $"{Path}?user=u&erase=true").JsonAsync();

        Task<JsonElement> EditAsync(string body) =>
            host.SendAsync(HttpMethod.Patch, Path, GatewayHost.Json(body)).JsonAsync();
    }

    [Fact]
    public async Task A_policy_that_the_grain_refuses_is_422()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "m1", new string('x', 2_000));

        await host.SendAsync(HttpMethod.Put, Retention, GatewayHost.Json("""{"user":"u","bytes_max":1024}"""))
            .ErrorAsync(422, ErrorCodes.PolicyRefused, "bytes_max");
    }

    [Theory]
    [InlineData("memories_max", "0", "a whole number from 1 to 1000000, not 0")]
    [InlineData("memories_max", "1000001", "a whole number from 1 to 1000000, not 1000001")]
    [InlineData("memories_max", "2.5", "not 2.5")]
    [InlineData("memories_max", "\"9\"", "not string")]
    [InlineData("memories_max", "1e400", "not 1e400")]
    [InlineData("bytes_max", "1023", "a whole number from 1024 to 1099511627776, not 1023")]
    [InlineData("bytes_max", "1099511627777", "not 1099511627777")]
    [InlineData("bytes_max", "[]", "not array")]
    [InlineData("expire_after_days", "0", "a whole number from 1 to 36500, not 0")]
    [InlineData("expire_after_days", "36501", "not 36501")]
    [InlineData("expire_after_days", "true", "not true")]
    [InlineData("dry_run", "1", "true or false, not 1")]
    [InlineData("user", "7", "a string, not 7")]
    public async Task A_bad_value_is_refused_by_its_field_and_its_limit(string field, string value, string says)
    {
        await using var host = await GatewayHost.StartAsync();
        foreach (var path in field is "dry_run" or "user" ? [Retention] : new[] { Retention, $"{Retention}/tenant" })
        {
            var header = path == Retention ? [(AgentsHeaders.User, "u")] : Array.Empty<(string, string)>();
            var error = await host.SendAsync(
                HttpMethod.Put, path, GatewayHost.Json($$"""{"{{field}}":{{value}}}"""), header)
                .ErrorAsync(400, ErrorCodes.InvalidRequest, field);

            var message = error.GetProperty("message").GetString()!;
            Assert.StartsWith($"'{field}' must be ", message, StringComparison.Ordinal);
            Assert.Contains(says, message, StringComparison.Ordinal);
        }

        Assert.Empty(host.Memory.Calls);
    }

    [Theory]
    [InlineData("memories_max", "1")]
    [InlineData("memories_max", "1000000")]
    [InlineData("bytes_max", "1024")]
    [InlineData("bytes_max", "1099511627776")]
    [InlineData("expire_after_days", "1")]
    [InlineData("expire_after_days", "36500")]
    public async Task A_value_at_its_limit_is_taken(string field, string value)
    {
        await using var host = await GatewayHost.StartAsync();

        var set = await PutAsync(host, $$"""{"user":"u","{{field}}":{{value}}}""");

        Assert.Equal(value, set.GetProperty("policy").GetProperty(field).GetRawText());
    }

    [Theory]
    [InlineData(Retention, """{"user":"u"}""", "DELETE /v1/retention.")]
    [InlineData(Retention, """{"user":"u","dry_run":true,"memories_max":null}""", "DELETE /v1/retention.")]
    [InlineData($"{Retention}/tenant", "{}", "DELETE /v1/retention/tenant.")]
    public async Task A_body_without_a_limit_is_told_how_to_take_the_policy_away(string path, string body, string says)
    {
        await using var host = await GatewayHost.StartAsync();

        var error = await host.SendAsync(HttpMethod.Put, path, GatewayHost.Json(body))
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "memories_max");

        Assert.EndsWith(says, error.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", Retention, """{"user":"u","memory_max":3}""", "memory_max", "did you mean 'memories_max'?")]
    [InlineData("PUT", Retention, """{"user":"u","ttl":3}""", "ttl",
        "fields are user, memories_max, bytes_max, expire_after_days, dry_run.")]
    [InlineData("PUT", $"{Retention}/tenant", """{"user":"u","memories_max":3}""", "user", "at /v1/retention.")]
    [InlineData("PUT", $"{Retention}/tenant", """{"memories_max":3,"dry_run":true}""", "dry_run", "at /v1/retention.")]
    [InlineData("DELETE", Retention, """{"user":"u","memories_max":3}""", "memories_max", "leave it out")]
    public async Task A_field_that_a_call_does_not_have_is_named(
        string method, string path, string body, string param, string says)
    {
        await using var host = await GatewayHost.StartAsync();

        var error = await host.SendAsync(new HttpMethod(method), path, GatewayHost.Json(body))
            .ErrorAsync(400, ErrorCodes.InvalidRequest, param);

        Assert.Contains(says, error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Empty(host.Memory.Calls);
    }

    [Fact]
    public async Task The_user_comes_from_body_query_or_header_and_must_be_one()
    {
        await using var host = await GatewayHost.StartAsync();
        const string Body = """{"memories_max":3}""";

        await host.SendAsync(HttpMethod.Put, Retention, GatewayHost.Json(Body), (AgentsHeaders.User, "u")).JsonAsync();
        await host.SendAsync(HttpMethod.Put, $"{Retention}?user=u", GatewayHost.Json(Body)).JsonAsync();
        await host.SendAsync(
            HttpMethod.Put, $"{Retention}?user=v", GatewayHost.Json("""{"user":"u","memories_max":3}"""))
            .ErrorAsync(400, ErrorCodes.UserConflict, "user");
        foreach (var (method, content) in new[] { ("PUT", Body), ("GET", null), ("DELETE", null) })
        {
            await host.SendAsync(new HttpMethod(method), Retention, content is null ? null : GatewayHost.Json(content))
                .ErrorAsync(400, ErrorCodes.UserRequired, "user");
        }

        Assert.Null(host.Memory.PolicyOf("local"));
    }

    [Theory]
    [InlineData(503, ErrorCodes.StorageUnavailable)]
    [InlineData(507, ErrorCodes.StorageFull)]
    public async Task A_fault_of_the_storage_has_its_status(int status, string code)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Error = new MemoryError(code, "The disk.");

        await host.GetAsync($"{Retention}?user=u").ErrorAsync(status, code);
        await host.GetAsync($"{Retention}/tenant").ErrorAsync(status, code);
    }

    [Fact]
    public async Task A_call_whose_silo_went_away_is_made_again()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Fault = () => new TimeoutException();
        host.Memory.FaultCount = 1;

        await PutAsync(host, """{"user":"u","memories_max":3}""");

        Assert.Equal(["set-retention", "set-retention"], host.Memory.Calls);
    }

    private static async Task<GatewayHost> WithFiveAsync()
    {
        var host = await GatewayHost.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await host.AddAsync("u", $"m{i}", $"turn {i}");
        }

        return host;
    }

    private static Task<JsonElement> PutAsync(GatewayHost host, string body) =>
        host.SendAsync(HttpMethod.Put, Retention, GatewayHost.Json(body)).JsonAsync();
}

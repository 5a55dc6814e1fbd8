using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Identity;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Retention;

public sealed class TenantRetentionTests : IDisposable
{
    private const string Tenant = "/v1/retention/tenant";
    private const string Body = """{"memories_max":1000}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-keys-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_keys_loopback_sets_it_and_every_user_without_a_policy_has_it()
    {
        await using var host = await GatewayHost.StartAsync();

        var set = await PutAsync(host).JsonAsync();
        var user = await host.GetAsync("/v1/retention?user=u").JsonAsync();
        await host.SendAsync(HttpMethod.Delete, Tenant).JsonAsync();
        var after = await host.GetAsync(Tenant).JsonAsync();

        Assert.Equal(1_000, set.GetProperty("tenant").GetProperty("memories_max").GetInt32());
        Assert.Equal(JsonValueKind.Null, set.GetProperty("usage").ValueKind);
        Assert.Equal(1_000, user.GetProperty("effective").GetProperty("memories_max").GetInt32());
        Assert.Equal(JsonValueKind.Null, user.GetProperty("policy").ValueKind);
        Assert.Equal(JsonValueKind.Null, after.GetProperty("tenant").ValueKind);
    }

    [Fact]
    public async Task With_keys_an_operator_sets_it_and_an_app_reads_it()
    {
        var app = AddKey("k1", "acme", ApiKeyRoles.App);
        var keeper = AddKey("k2", "acme", ApiKeyRoles.Operator);
        await using var host = await StartAsync();

        await PutAsync(host, app).ErrorAsync(403, ErrorCodes.Forbidden);
        await host.SendAsync(HttpMethod.Delete, Tenant, null, Bearer(app)).ErrorAsync(403, ErrorCodes.Forbidden);
        Assert.Null(host.Memory.PolicyOf("acme"));
        await PutAsync(host, keeper).JsonAsync();
        var read = await host.GetAsync(Tenant, Bearer(app)).JsonAsync();
        await host.GetAsync(Tenant, Bearer(keeper)).JsonAsync();
        await host.SendAsync(HttpMethod.Delete, Tenant, null, Bearer(keeper)).JsonAsync();

        Assert.Equal(1_000, read.GetProperty("tenant").GetProperty("memories_max").GetInt32());
        Assert.Null(host.Memory.PolicyOf("acme"));
    }

    [Fact]
    public async Task An_operator_sets_no_users_policy_and_sees_none()
    {
        var keeper = AddKey("k2", "acme", ApiKeyRoles.Operator);
        await using var host = await StartAsync();

        await host.GetAsync("/v1/retention?user=u", Bearer(keeper)).ErrorAsync(403, ErrorCodes.Forbidden);
        await host.SendAsync(
            HttpMethod.Put, "/v1/retention", GatewayHost.Json("""{"user":"u","memories_max":3}"""), Bearer(keeper))
            .ErrorAsync(403, ErrorCodes.Forbidden);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("auditor")]
    public async Task A_key_without_a_right_sees_no_policy(string role)
    {
        var key = ApiKeys.Create();
        await File.WriteAllTextAsync(
            Path,
            $$"""{"keys":[{"id":"k","tenant":"t","sha256":"{{ApiKeys.HashOf(key)}}","roles":["{{role}}"]}]}""",
            TestContext.Current.CancellationToken);
        await using var host = await StartAsync();

        await host.GetAsync(Tenant, Bearer(key)).ErrorAsync(403, ErrorCodes.Forbidden);
        await PutAsync(host, key).ErrorAsync(403, ErrorCodes.Forbidden);
        await host.GetAsync(Tenant).ErrorAsync(401, ErrorCodes.InvalidApiKey);
    }

    [Fact]
    public async Task A_tenant_has_its_own()
    {
        var acme = AddKey("k1", "acme", ApiKeyRoles.Operator);
        var other = AddKey("k2", "other", ApiKeyRoles.Operator);
        await using var host = await StartAsync();

        await PutAsync(host, acme).JsonAsync();

        var read = await host.GetAsync(Tenant, Bearer(other)).JsonAsync();
        Assert.Equal(JsonValueKind.Null, read.GetProperty("tenant").ValueKind);
    }

    [Fact]
    public async Task A_call_that_names_a_user_is_not_about_the_tenant()
    {
        await using var host = await GatewayHost.StartAsync();

        await host.GetAsync($"{Tenant}?user=u").ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        await host.SendAsync(HttpMethod.Put, $"{Tenant}?user=u", GatewayHost.Json(Body))
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        await host.SendAsync(HttpMethod.Delete, $"{Tenant}?user=u").ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        await host.SendAsync(HttpMethod.Delete, Tenant, GatewayHost.Json("""{"user":"u"}"""))
            .ErrorAsync(400, ErrorCodes.InvalidRequest);

        Assert.Empty(host.Memory.Calls);
    }

    [Fact]
    public async Task The_header_that_a_client_sends_with_every_call_is_no_hindrance()
    {
        await using var host = await GatewayHost.StartAsync();

        await host.SendAsync(HttpMethod.Put, Tenant, GatewayHost.Json(Body), (AgentsHeaders.User, "u")).JsonAsync();

        Assert.Equal(1_000, host.Memory.PolicyOf("local")!.MemoriesMax);
    }

    private static Task<HttpResponseMessage> PutAsync(GatewayHost host, string? key = null) => host.SendAsync(
        HttpMethod.Put, Tenant, GatewayHost.Json(Body), key is null ? [] : [Bearer(key)]);

    private static (string Name, string Value) Bearer(string key) => ("Authorization", $"Bearer {key}");

    private string AddKey(string id, string tenant, string role)
    {
        var key = ApiKeys.Create();
        KeyFile.Add(
            Path, new ApiKeyEntry { Id = id, Tenant = tenant, Sha256 = ApiKeys.HashOf(key), Roles = [role] });
        return key;
    }

    private Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(options => options.KeyFile = Path);
}

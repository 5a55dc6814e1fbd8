using Agents.Contracts;
using Agents.Gateway.Identity;
using Agents.Gateway.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Gateway.Tests.Identity;

public sealed class KeyTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-keys-").FullName;
    private readonly FakeTimeProvider _clock = new(Now);

    private string Path => System.IO.Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_missing_a_wrong_and_a_mistyped_key_are_401()
    {
        var key = AddKey("k1", "acme");
        await using var host = await StartAsync();
        await host.GetAsync("/v1/memories?user=u").ErrorAsync(401, ErrorCodes.InvalidApiKey, "Authorization");
        await AskAsync(host, ApiKeys.Create()).ErrorAsync(401, ErrorCodes.InvalidApiKey, "Authorization");
        var basic = await host.GetAsync("/v1/memories?user=u", ("Authorization", $"Basic {key}"))
            .ErrorAsync(401, ErrorCodes.InvalidApiKey, "Authorization");
        Assert.EndsWith(
            "send Authorization: Bearer KEY.", basic.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.DoesNotContain("No key", basic.GetProperty("message").GetString()!, StringComparison.Ordinal);
        await host.GetAsync("/v1/nothing").ErrorAsync(401, ErrorCodes.InvalidApiKey);
        var error = await AskAsync(host, key[..^1]).ErrorAsync(401, ErrorCodes.InvalidApiKey);
        Assert.Contains("mistyped", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.DoesNotContain(key[..^1], error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tenant_comes_from_the_key_alone()
    {
        var acme = AddKey("k1", "acme");
        var other = AddKey("k2", "other");
        await using var host = await StartAsync();
        await host.PostAsync(
            "/v1/memories", """{"user":"u","tenant":"other","messages":[{"role":"user","content":"x","id":"m1"}]}""",
            ("Authorization", $"Bearer {acme}")).ErrorAsync(400, ErrorCodes.InvalidRequest, "tenant");
        await host.PostAsync(
            "/v1/memories?tenant=other", """{"user":"u","messages":[{"role":"user","content":"x","id":"m1"}]}""",
            ("Authorization", $"Bearer {acme}")).ErrorAsync(400, ErrorCodes.InvalidRequest, "tenant");
        await host.PostAsync(
            "/v1/memories", """{"user":"u","messages":[{"role":"user","content":"x","id":"m1"}]}""",
            ("Authorization", $"Bearer {acme}"), ("X-Agents-Tenant", "other")).JsonAsync(201);
        Assert.Single(host.Memory.ItemsOf("u", "acme"));
        Assert.Equal(0, (await AskAsync(host, other).JsonAsync()).GetProperty("items").GetArrayLength());
        await host.GetAsync("/v1/memories/m1?user=u", ("Authorization", $"Bearer {other}"))
            .ErrorAsync(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Tenants_and_users_do_not_run_into_each_other()
    {
        var first = AddKey("k1", "a");
        var second = AddKey("k2", "a|b");
        await using var host = await StartAsync();
        await host.PostAsync(
            "/v1/memories", """{"user":"b|c","messages":[{"role":"user","content":"x"}]}""",
                ("Authorization", $"Bearer {first}"))
            .JsonAsync(201);
        var page = await host.GetAsync("/v1/memories?user=c", ("Authorization", $"Bearer {second}")).JsonAsync();
        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task An_expired_key_is_401()
    {
        var key = AddKey("k1", "acme", Now.AddHours(1));
        await using var host = await StartAsync();
        await AskAsync(host, key).JsonAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        var error = await AskAsync(host, key).ErrorAsync(401, ErrorCodes.InvalidApiKey);
        Assert.Contains("expired", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("auditor")]
    [InlineData("operator")]
    [InlineData("user\",\"auditor")]
    public async Task Only_an_app_uses_memory_and_models(string roles)
    {
        var key = ApiKeys.Create();
        await File.WriteAllTextAsync(
            Path,
            $$"""{"keys":[{"id":"k","tenant":"t","sha256":"{{ApiKeys.HashOf(key)}}","roles":["{{roles}}"]}]}""",
            TestContext.Current.CancellationToken);
        await using var host = await StartAsync();
        var error = await AskAsync(host, key).ErrorAsync(403, ErrorCodes.Forbidden);
        Assert.EndsWith(
            "use one with the role app.", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        await host.PostAsync(
            ChatCalls.Path, ChatCalls.Body(false, ("user", "hello")), ("Authorization", $"Bearer {key}"))
            .ErrorAsync(403, ErrorCodes.Forbidden);
    }

    [Theory]
    [InlineData(ApiKeyRoles.User)]
    [InlineData(ApiKeyRoles.Auditor)]
    public void A_new_key_has_no_reserved_role(string role)
    {
        var fault = Assert.Throws<InvalidDataException>(() => AddKey("k1", "acme", roles: [ApiKeyRoles.App, role]));
        Assert.Equal($"The role '{role}' is reserved and gives no right yet; use app or operator.", fault.Message);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task A_new_key_works_and_a_removed_one_stops_without_a_restart()
    {
        var first = AddKey("k1", "acme");
        await using var host = await StartAsync();
        File.Delete(Path);
        var second = AddKey("k2", "another-tenant");
        _clock.Advance(TimeSpan.FromSeconds(3));
        await AskAsync(host, second).JsonAsync();
        await AskAsync(host, first).ErrorAsync(401, ErrorCodes.InvalidApiKey);
    }

    [Fact]
    public async Task A_broken_change_of_the_file_keeps_the_keys_before_it()
    {
        var key = AddKey("k1", "acme");
        await using var host = await StartAsync();
        await File.WriteAllTextAsync(Path, "{", TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await AskAsync(host, key).JsonAsync();
    }

    [Fact]
    public async Task Health_needs_no_key_and_any_host_may_ask_with_one()
    {
        var key = AddKey("k1", "acme");
        await using var host = await StartAsync();
        await host.GetAsync("/health/ready").JsonAsync();
        await host.GetAsync("/v1/memories?user=u", ("Authorization", $"Bearer {key}"), ("Host", "agents.example"))
            .JsonAsync();
    }

    [Theory]
    [InlineData("[]", "not valid")]
    [InlineData("{}", "'keys'")]
    [InlineData("""{"keys":[{"id":"k","tenant":"t"}]}""", "not valid")]
    [InlineData("""{"keys":[{"id":"k","tenant":"t","sha256":"12"}]}""", "64 hexadecimal")]
    [InlineData("""{"keys":[{"id":"k","tenant":"","sha256":"12"}]}""", "tenant")]
    [InlineData(null, "agents keys create")]
    public async Task A_bad_key_file_stops_the_start_with_its_fault(string? text, string says)
    {
        if (text is not null)
        {
            await File.WriteAllTextAsync(Path, text, TestContext.Current.CancellationToken);
        }

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(StartAsync);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Contains(Path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_keys_of_one_id_are_refused()
    {
        AddKey("k1", "acme");
        Assert.Contains(
            "k1", Assert.Throws<InvalidDataException>(() => AddKey("k1", "acme")).Message, StringComparison.Ordinal);
        Assert.True(KeyFile.TryLoad(Path, out var keys, out _));
        Assert.Single(keys);
    }

    [Fact]
    public void A_key_has_its_form_and_a_changed_one_does_not()
    {
        var key = ApiKeys.Create();
        Assert.Matches("^ak_[A-Za-z0-9_-]{49}$", key);
        Assert.True(ApiKeys.IsWellFormed(key));
        Assert.NotEqual(key, ApiKeys.Create());
        var swapped = key[..10] + (key[10] == 'x' ? 'y' : 'x') + key[11..];
        Assert.False(ApiKeys.IsWellFormed(swapped));
        Assert.Matches("^[0-9a-f]{64}$", ApiKeys.HashOf(key));
    }

    private static Task<HttpResponseMessage> AskAsync(GatewayHost host, string key) =>
        host.GetAsync("/v1/memories?user=u", ("Authorization", $"Bearer {key}"));

    private string AddKey(string id, string tenant, DateTimeOffset? expires = null, string[]? roles = null)
    {
        var key = ApiKeys.Create();
        KeyFile.Add(Path, new ApiKeyEntry
        {
            Id = id,
            Tenant = tenant,
            Sha256 = ApiKeys.HashOf(key),
            Roles = roles,
            Expires = expires,
        });
        return key;
    }

    private Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(
        options => options.KeyFile = Path, services => services.AddSingleton<TimeProvider>(_clock));
}

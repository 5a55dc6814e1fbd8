using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Keys;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_shown_once_and_its_hash_is_kept()
    {
        var file = _folder.Of("new/keys.json");

        var run = await CreateAsync(file, "--tenant", "acme");

        var key = run.Output.TrimEnd();
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^ak_[A-Za-z0-9_-]{49}$", key);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        var entry = JsonDocument.Parse(text).RootElement.GetProperty("keys")[0];
        Assert.Equal("acme", entry.GetProperty("tenant").GetString());
        Assert.Equal("app", entry.GetProperty("roles")[0].GetString());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("expires").ValueKind);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        Assert.Equal(hash, entry.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var file = _folder.Write("keys.json", """{"keys":[]}""");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        await CreateAsync(file, "--tenant", "acme");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task What_stands_in_the_file_is_kept()
    {
        var file = _folder.Write(
            "keys.json", $$"""{"keys":[{"id":"k0","tenant":"old","sha256":"{{new string('0', 64)}}"}]}""");

        await CreateAsync(file, "--tenant", "acme", "--roles", "app", "operator", "--expires", "2027-01-01T00:00:00Z");

        var root = JsonDocument.Parse(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(
            ["old", "acme"],
            root.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("tenant").GetString()));
        var added = root.GetProperty("keys")[1];
        Assert.Equal(["app", "operator"], added.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal("2027-01-01T00:00:00+00:00", added.GetProperty("expires").GetString());
        Assert.Equal(["keys.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"keys":{}}""")]
    public async Task A_file_of_another_kind_is_left_alone(string text)
    {
        var file = _folder.Write("keys.json", text);

        var run = await CreateAsync(file, "--tenant", "acme");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("Nothing was changed.", run.Error, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("king")]
    [InlineData("user")]
    [InlineData("auditor")]
    public async Task A_role_that_a_key_cannot_have_is_refused(string role)
    {
        var file = _folder.Of("keys.json");

        var run = await CreateAsync(file, "--tenant", "acme", "--role", role);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"cannot have the role '{role}'; use app or operator", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.Write("a-file", string.Empty), "keys.json");

        var run = await CreateAsync(file, "--tenant", "acme");

        Assert.Equal(1, run.ExitCode);
        var expected = $"--file: the folder {Path.GetDirectoryName(file)} cannot be made";
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_keys_differ()
    {
        var file = _folder.Of("keys.json");

        var first = await CreateAsync(file, "--tenant", "acme", "--json");
        var second = await CreateAsync(file, "--tenant", "acme", "--json");

        var (one, two) = (JsonDocument.Parse(first.Output).RootElement, JsonDocument.Parse(second.Output).RootElement);
        Assert.NotEqual(one.GetProperty("key").GetString(), two.GetProperty("key").GetString());
        Assert.NotEqual(one.GetProperty("id").GetString(), two.GetProperty("id").GetString());
    }

    private static Task<CliRun> CreateAsync(string file, params string[] args) =>
        CliRun.OfAsync(["keys", "create", "--file", file, .. args]);
}

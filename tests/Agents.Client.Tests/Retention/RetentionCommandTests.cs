using System.Text.Json;
using Agents.Cli.Retention;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Retention;

public sealed class RetentionCommandTests
{
    [Theory]
    [InlineData("", "GET /v1/retention?user=ada ")]
    [InlineData("--clear", "DELETE /v1/retention?user=ada ")]
    [InlineData("--tenant", "GET /v1/retention/tenant ")]
    [InlineData("--tenant --clear", "DELETE /v1/retention/tenant ")]
    [InlineData("--memories-max 500 --bytes-max 2MiB --expire-after-days 90",
        """PUT /v1/retention {"user":"ada","memories_max":500,"bytes_max":2097152,"expire_after_days":90,"dry_run":false}""")]
    [InlineData("--bytes-max 4096 --dry-run",
        """PUT /v1/retention {"user":"ada","memories_max":null,"bytes_max":4096,"expire_after_days":null,"dry_run":true}""")]
    [InlineData("--tenant --expire-after-days 30",
        """PUT /v1/retention/tenant {"memories_max":null,"bytes_max":null,"expire_after_days":30}""")]
    public async Task Options_choose_the_call(string options, string call)
    {
        await using var server = await MemoryStub.StartAsync();

        var run = await RunAsync(server, ["retention", .. Words(options), "--json"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(run.Output).RootElement.ValueKind);
        var request = server.Requests.Last();
        Assert.Equal(call, $"{request.Method} {request.Target} {request.Body}");
    }

    [Fact]
    public async Task A_person_reads_the_policies_what_they_count_and_what_would_go()
    {
        await using var server = await MemoryStub.StartAsync();

        var run = await RunAsync(server, "retention", "--memories-max", "500", "--bytes-max", "10KiB");

        Assert.Equal(
            """
            user       at most 500 memories, at most 10,240 bytes
            tenant     no limit
            effective  at most 500 memories, at most 10,240 bytes
            in recall  1,200 memories, 34,000 bytes, 3 exempt; 7 archived
            would now  archive 2, expire 1, keep 1,197
              m1  -1.23  (beyond memories_max)

            """.ReplaceLineEndings(),
            run.Output);
    }

    [Fact]
    public async Task A_tenants_policy_has_no_user_in_it()
    {
        await using var server = await MemoryStub.StartAsync();

        var run = await RunAsync(server, "retention", "--tenant", "--expire-after-days", "30");

        Assert.Equal("tenant     at most 30 days old", run.Output.TrimEnd());
    }

    [Theory]
    [InlineData("--clear --memories-max 5")]
    [InlineData("--clear --dry-run")]
    [InlineData("--dry-run")]
    [InlineData("--tenant --dry-run --memories-max 5")]
    public async Task Options_that_contradict_each_other_change_nothing(string options)
    {
        await using var server = await MemoryStub.StartAsync();

        var run = await RunAsync(server, ["retention", .. Words(options)]);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain(
            server.Requests, request => request.Target.Contains("retention", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--bytes-max", "ten")]
    [InlineData("--bytes-max", "10MB")]
    [InlineData("--memories-max", "many")]
    [InlineData("--ttl", "3")]
    public async Task A_wrong_command_line_is_exit_code_2_and_one_line(string option, string value)
    {
        var run = await CliRun.OfAsync("retention", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("1024", 1_024L)]
    [InlineData("3KiB", 3_072L)]
    [InlineData("3 kib", 3_072L)]
    [InlineData("1TiB", 1_099_511_627_776L)]
    [InlineData("8388607TiB", 9_223_370_937_343_148_032L)]
    [InlineData("8388608TiB", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("1.5MiB", null)]
    [InlineData("-1", null)]
    [InlineData("KiB", null)]
    [InlineData("", null)]
    public void A_size_is_a_whole_number_of_bytes_or_of_a_unit(string text, long? bytes)
    {
        Assert.Equal(bytes is not null, ByteSize.TryParse(text, out var read));
        Assert.Equal(bytes ?? read, read);
    }

    [Fact]
    public async Task Memories_are_held_and_released()
    {
        await using var server = await MemoryStub.StartAsync();
        await RunAsync(server, "add", "My dog is called Kiwi");
        var id = server.Of("ada").Single().Id;

        var held = await RunAsync(server, "hold", id);
        Assert.True(server.Of("ada").Single().Held);
        var released = await RunAsync(server, "hold", id, "--release", "--json");

        Assert.Equal((0, "1 held"), (held.ExitCode, held.Output.TrimEnd()));
        Assert.Equal("released", JsonDocument.Parse(released.Output).RootElement.GetProperty("done").GetString());
        Assert.False(server.Of("ada").Single().Held);
    }

    [Fact]
    public async Task A_list_may_be_of_what_is_archived()
    {
        await using var server = await MemoryStub.StartAsync();

        var run = await RunAsync(server, "list", "--state", "archived");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("state=archived", server.Requests.Last().Target, StringComparison.Ordinal);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Task<CliRun> RunAsync(MemoryStub server, params string[] args) =>
        CliRun.OfAsync([.. args, "--user", "ada", "--server", server.Address.ToString()]);
}

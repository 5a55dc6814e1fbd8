using System.Text.Json;
using Agents.Cli.Commands;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Commands;

public sealed class CommandTests
{
    [Fact]
    public async Task Help_names_the_program_as_it_is_typed()
    {
        var run = await CliRun.OfAsync("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("agents [command]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Agents.Cli", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_search_and_list_write_one_json_document_and_nothing_else()
    {
        await using var server = await MemoryStub.StartAsync();
        string[][] commands =
        [
            ["add", "My", "dog", "is", "called", "Kiwi", "--author", "Ada"],
            ["search", "How is my dog called?"],
            ["list", "--limit", "5"],
            ["forget", "m1"],
        ];
        foreach (var command in commands)
        {
            var run = await CliRun.OfAsync(
                [.. command, "--user", "ada", "--json", "--server", server.Address.ToString()]);

            Assert.Equal(0, run.ExitCode);
            Assert.Empty(run.Error);
            Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(run.Output).RootElement.ValueKind);
        }

        Assert.Equal("My dog is called Kiwi", server.Of("ada").Single().Text);
    }

    [Fact]
    public async Task A_fault_leaves_standard_output_empty_and_says_one_line()
    {
        await using var server = await StubServer.StartAsync(Reply.Error(400, "invalid_request", "query"));

        var run = await CliRun.OfAsync("search", "x", "--json", "--server", server.Address.ToString());

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(
            "agents: invalid_request it is (invalid_request, field query, HTTP 400, request req-1)",
            run.Error.TrimEnd());
    }

    [Theory]
    [InlineData("serch", "x")]
    [InlineData("search")]
    [InlineData("search", "x", "--limit", "many")]
    [InlineData("search", "x", "--from", "yesterday")]
    [InlineData("eval", "memdaily", "f", "--noise", "-1")]
    [InlineData("keys", "create")]
    [InlineData("import", "locomo")]
    public async Task A_wrong_command_line_is_exit_code_2_and_one_line(params string[] args)
    {
        var run = await CliRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("forget")]
    [InlineData("forget", "m1", "--erase", "--restore")]
    [InlineData("forget", "--all", "--user", "ada")]
    [InlineData("forget", "--all", "--erase")]
    [InlineData("forget", "m1", "--all", "--erase", "--user", "ada")]
    [InlineData("add", "x", "--server", "ftp://example.org")]
    [InlineData("add", "  ")]
    [InlineData("eval", "locomo", "no-such-file")]
    [InlineData("search", "x")]
    public async Task What_cannot_be_done_is_exit_code_1_and_one_line(params string[] args)
    {
        var run = await CliRun.OfAsync(args);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Server_key_and_user_come_from_the_environment_too()
    {
        await using var server = await MemoryStub.StartAsync();
        var setting = new CliSetting
        {
            Environment = new Dictionary<string, string>
            {
                ["AGENTS_SERVER"] = server.Address.ToString(),
                ["AGENTS_KEY"] = "ak_env",
                ["AGENTS_USER"] = "ada",
            },
        };

        var run = await CliRun.WithAsync(setting, "add", "hello");

        Assert.Equal(0, run.ExitCode);
        Assert.Single(server.Of("ada"));
        Assert.Equal("Bearer ak_env", server.Requests.Last().Headers["Authorization"]);
    }

    [Fact]
    public async Task A_message_may_come_from_standard_input_or_begin_with_an_at_sign()
    {
        await using var server = await MemoryStub.StartAsync();
        var address = server.Address.ToString();

        await CliRun.WithAsync(new CliSetting { Input = "from a pipe\n" }, "add", "--user", "ada", "--server", address);
        await CliRun.OfAsync("add", "@bo says hello", "--user", "ada", "--server", address);

        Assert.Equal(["from a pipe", "@bo says hello"], server.Of("ada").Select(item => item.Text));
    }

    [Fact]
    public async Task Remembered_text_cannot_steer_the_terminal()
    {
        await using var server = await MemoryStub.StartAsync();
        var address = server.Address.ToString();
        await CliRun.OfAsync("add", "red\u001b[31m\nalert", "--user", "ada", "--server", address);

        var run = await CliRun.OfAsync("list", "--user", "ada", "--server", address);

        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Single(run.Output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("2026-10-03T18:30:00+02:00", true)]
    [InlineData("2026-10-03t18:30:00.123z", true)]
    [InlineData("2026-10-03T18:30:00", false)]
    [InlineData("2026-10-03 18:30:00Z", false)]
    [InlineData("2026-13-03T18:30:00Z", false)]
    [InlineData("2026-10-03T18:30:00Z\n", false)]
    public void A_time_needs_its_offset(string text, bool expected)
    {
        Assert.Equal(expected, Times.TryParse(text, out var time));
        Assert.Equal(expected, time != default);
    }

    [Fact]
    public void A_time_is_written_as_it_was_read()
    {
        const string Text = "2026-10-03T18:30:00.1234567+05:30";

        Assert.True(Times.TryParse(Text, out var time));
        Assert.Equal(Text, Times.Format(time));
    }
}

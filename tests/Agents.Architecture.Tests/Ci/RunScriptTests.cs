using System.Diagnostics;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Ci;

/// <summary>Runs <c>.ci/run</c> over a tree of two test programs with a <c>dotnet</c> that only leaves
/// reports.</summary>
public sealed class RunScriptTests : IDisposable
{
    private readonly string _tree = Directory.CreateTempSubdirectory("agents-ci-").FullName;

    public RunScriptTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script needs bash.");
        Write(".ci/run", SourceTree.File(".ci/run").Content);
        Write("tests/A.Tests/A.Tests.csproj", "");
        Write("tests/B.Tests/B.Tests.csproj", "");
    }

    public void Dispose() => Directory.Delete(_tree, recursive: true);

    [Fact]
    public Task All_passed_ends_with_the_totals_and_0() =>
        EndsAsync("7 passed, 0 failed, 1 skipped", 0, [Report("A", 5, 4, 0, 1), Report("B", 3, 3, 0, 0)]);

    [Fact]
    public Task A_failed_test_is_counted_and_fails() =>
        EndsAsync("6 passed, 1 failed, 0 skipped", 1, [Report("A", 4, 3, 1, 0), Report("B", 3, 3, 0, 0)]);

    [Fact]
    public Task A_program_without_a_report_fails_although_the_runner_says_passed() =>
        EndsAsync("4 passed, 0 failed, 0 skipped", 1, [Report("A", 4, 4, 0, 0)]);

    [Fact]
    public Task A_program_without_tests_fails() =>
        EndsAsync("4 passed, 0 failed, 0 skipped", 1, [Report("A", 4, 4, 0, 0), Report("B", 0, 0, 0, 0)]);

    [Fact]
    public Task A_runner_that_fails_fails() =>
        EndsAsync("7 passed, 0 failed, 0 skipped", 1, [Report("A", 4, 4, 0, 0), Report("B", 3, 3, 0, 0)], test: 1);

    [Fact]
    public Task A_wrong_format_fails() =>
        EndsAsync("7 passed, 0 failed, 0 skipped", 1, [Report("A", 4, 4, 0, 0), Report("B", 3, 3, 0, 0)], format: 2);

    private static (string Name, string Content) Report(string name, int total, int passed, int failed, int skipped) =>
    (
        $"{name}.Tests_net10.0_x64.trx",
        $"""<Counters total="{total}" executed="{total - skipped}" passed="{passed}" failed="{failed}" """
            + $"""error="0" notExecuted="{skipped}" disconnected="0" />"""
    );

    private async Task EndsAsync(
        string lastLine, int exitCode, (string Name, string Content)[] reports, int test = 0, int format = 0)
    {
        var copies = reports.Select(report =>
        {
            Write("reports/" + report.Name, report.Content);
            return $"cp reports/{report.Name} artifacts/test-results/";
        });
        Write("bin/dotnet", $"""
            #!/usr/bin/env bash
            [ "$1" = format ] && exit {format}
            mkdir -p artifacts/test-results
            {string.Join('\n', copies)}
            exit {test}

            """);
        var start = new ProcessStartInfo("bash", [Path.Combine(_tree, ".ci", "run")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path.Combine(_tree, "bin") + ":" + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(lastLine, output.TrimEnd().Split('\n')[^1]);
        Assert.True(process.ExitCode == exitCode, $"exit code {process.ExitCode}: {await errors}");
    }

    private void Write(string path, string content)
    {
        var file = Path.Combine(_tree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

using System.Diagnostics;
using Agents.Cli;

namespace Agents.Client.Tests.Transfer;

/// <summary><c>agents</c> as a process of its own.</summary>
internal static class AgentsProcess
{
    private static readonly TimeSpan HangTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        using var process = Start(args);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(HangTimeout, cancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs it until something shows in a folder, and kills it then: SIGKILL, nothing flushed.</summary>
    /// <returns>Whether it was killed; false when it had ended before.</returns>
    public static async Task<bool> KillAsync(
        IReadOnlyList<string> args, string folder, string pattern, int after, CancellationToken cancellationToken)
    {
        var seen = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(folder, pattern) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => Count();
        watcher.Renamed += (_, _) => Count();
        watcher.EnableRaisingEvents = true;
        using var process = Start(args);
        var ended = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(cancellationToken),
            process.StandardError.ReadToEndAsync(cancellationToken));
        await Task.WhenAny(enough.Task, ended).WaitAsync(HangTimeout, cancellationToken);
        var killed = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
        return killed;

        void Count()
        {
            if (Interlocked.Increment(ref seen) == after)
            {
                enough.TrySetResult();
            }
        }
    }

    // With the frameworks and packages of the tests: what the program would bring itself is not beside it here.
    private static Process Start(IReadOnlyList<string> args) => Process.Start(new ProcessStartInfo(
        "dotnet",
        [
            "exec",
            "--depsfile",
            Path.ChangeExtension(typeof(AgentsProcess).Assembly.Location, ".deps.json"),
            "--runtimeconfig",
            Path.ChangeExtension(typeof(AgentsProcess).Assembly.Location, ".runtimeconfig.json"),
            typeof(CliException).Assembly.Location,
            .. args,
        ])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}

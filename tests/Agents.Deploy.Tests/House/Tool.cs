using System.ComponentModel;
using System.Diagnostics;

namespace Agents.Deploy.Tests.House;

/// <summary>Another program that looks at the files.</summary>
internal static class Tool
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>Null where it is not installed.</returns>
    public static async Task<ToolResult?> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new ToolResult(process.ExitCode, output, await errors);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

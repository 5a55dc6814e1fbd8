using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Cli.Hosting;

namespace Agents.Cli.Doctor;

/// <summary><c>agents doctor</c>: says what is missing, and what to do about it.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("doctor", "Check what a silo needs, and say what to do about what is missing.");
        return runner.Bind(command, async context =>
        {
            var findings = await FindAsync(context);
            context.Write(findings, (all, console) =>
            {
                foreach (var finding in all)
                {
                    var remedy = finding.Remedy is null ? string.Empty : $" -> {finding.Remedy}";
                    console.Line($"{(finding.Ok ? "ok  " : "FAIL")}  {finding.Check}: {finding.Detail}{remedy}");
                }
            });
            return findings.All(finding => finding.Ok) ? ExitCodes.Done : ExitCodes.Failed;
        });
    }

    private static async Task<List<Finding>> FindAsync(CommandContext context)
    {
        // A server elsewhere has its own machine; of this one only the way there matters.
        if (context.Target.Server is { } server)
        {
            return [Checks.DotNet(), await Checks.ServerAsync(server, context.CancellationToken)];
        }

        return
        [
            Checks.DotNet(),
            .. await Checks.ModelAsync(SiloFolders.Models(context.Environment), context.CancellationToken),
            .. Checks.Reranker(context.Environment("AGENTS_RERANKER")),
            Checks.DataFolder(SiloFolders.Data(context.Target.Data, context.Environment)),
        ];
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using Agents.Cli.Add;
using Agents.Cli.Chat;
using Agents.Cli.Commands;
using Agents.Cli.Consolidate;
using Agents.Cli.Doctor;
using Agents.Cli.Eval;
using Agents.Cli.Export;
using Agents.Cli.Forget;
using Agents.Cli.Import;
using Agents.Cli.KeyRing;
using Agents.Cli.Keys;
using Agents.Cli.List;
using Agents.Cli.Retention;
using Agents.Cli.Search;
using Agents.Cli.Transfer;

namespace Agents.Cli;

/// <summary>The commands of <c>agents</c>.</summary>
internal static class CliApplication
{
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, CliServices services, CancellationToken cancellationToken)
    {
        // A message may begin with @; it names no response file.
        var parsed = Create(services).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            // The parser's first complaint about a misspelt command is that there is none.
            var fault = parsed.UnmatchedTokens is [var token, ..]
                ? $"'{token}' is no command or option here."
                : parsed.Errors[0].Message;
            services.Console.Error($"{fault} See 'agents --help'.");
            return ExitCodes.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = services.Console.Output,
            Error = services.Console.ErrorOutput,

            // A hosted silo ends within 10 s of the signal; killed earlier it would leave its work to the next start.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
        };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    private static Command Create(CliServices services)
    {
        var runner = new CommandRunner(services);

        // A RootCommand is named by its file, which is not what a user types.
        var root = new Command("agents", "Native memory for any LLM: talk, remember, search, import, measure.")
        {
            new HelpOption { Recursive = true },
            new VersionOption(),
            ChatCommand.Create(runner),
            AddCommand.Create(runner),
            SearchCommand.Create(runner),
            RecallCommand.Create(runner),
            ExplainCommand.Create(runner),
            ListCommand.Create(runner),
            ForgetCommand.Create(runner),
            HoldCommand.Create(runner),
            RetentionCommand.Create(runner),
            ConsolidateCommand.Create(runner),
            ImportCommand.Create(runner),
            ExportCommand.Create(runner),
            EvalCommand.Create(runner),
            BackupCommand.Create(runner),
            RestoreCommand.Create(runner),
            MigrateCommand.Create(runner),
            KeysCommand.Create(runner),
            KeyRingCommand.Create(runner),
            DoctorCommand.Create(runner),
        };
        runner.Globals.AddTo(root);
        return root;
    }
}

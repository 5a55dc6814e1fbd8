using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Cli.Hosting;

namespace Agents.Cli.Forget;

/// <summary><c>agents forget</c>: takes memories out of recall, brings them back, or erases them for good.</summary>
internal static class ForgetCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command(
            "forget", "Take memories out of recall; --restore brings them back, --erase removes them for good.");
        var ids = new Argument<string[]>("id") { Description = "The memories.", Arity = ArgumentArity.ZeroOrMore };
        var erase = new Option<bool>("--erase") { Description = "Erase for good: text, vector, index and snapshot." };
        var restore = new Option<bool>("--restore") { Description = "Bring forgotten or archived memories back." };
        var all = new Option<bool>("--all") { Description = "With --erase and --user: everything of the user." };
        var conversation = new Option<string?>("--conversation")
        {
            Description = "With --all: this conversation only.",
            HelpName = "ID",
        };
        command.Add(ids);
        foreach (var option in (Option[])[erase, restore, all, conversation])
        {
            command.Add(option);
        }

        return runner.Bind(command, async context =>
        {
            var wanted = context.Get(ids) ?? [];
            var whole = context.Get(all);
            Check(wanted, whole, context.Get(erase), context.Get(restore), context.Target);
            await using var session = await context.OpenAsync();
            if (whole)
            {
                var gone = await session.Client.EraseAllAsync(
                    context.Target.User!, context.Get(conversation), context.CancellationToken);
                context.Write(gone, (result, console) => console.Line($"{result.Erased} erased"));
                return;
            }

            var (verb, act) = Choose(session, context.Get(erase), context.Get(restore));
            foreach (var id in wanted)
            {
                await act(id, null, context.CancellationToken);
            }

            context.Write(
                new ForgetResult(verb, wanted), (result, console) => console.Line($"{result.Ids.Count} {result.Done}"));
        });
    }

    private static void Check(string[] ids, bool all, bool erase, bool restore, ServerTarget target)
    {
        if (erase && restore)
        {
            throw new CliException("--erase and --restore exclude each other.");
        }

        if (all == ids.Length > 0)
        {
            throw new CliException("Name the memories, or --all, and not both.");
        }

        // Everything of a user must never be erased by a default.
        if (all && (!erase || target.User is null))
        {
            throw new CliException("--all needs --erase and --user NAME.");
        }
    }

    private static (string Verb, Func<string, string?, CancellationToken, Task> Act) Choose(
        ServerSession session, bool erase, bool restore) => (erase, restore) switch
        {
            (true, _) => ("erased", session.Client.EraseAsync),
            (_, true) => ("restored", session.Client.RestoreAsync),
            _ => ("forgotten", session.Client.ForgetAsync),
        };
}

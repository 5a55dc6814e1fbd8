using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Cli.Output;
using Agents.Gateway.Identity;

namespace Agents.Cli.Keys;

/// <summary><c>agents keys create</c>: makes a key and adds its hash to the key file.</summary>
internal static class KeysCommand
{
    public static Command Create(CommandRunner runner) =>
        new("keys", "Make keys for a server.") { CreateCreate(runner) };

    // The other roles that a key file knows are reserved: a key that has one opens nothing.
    private static void Check(string[] roles)
    {
        string[] given = [ApiKeyRoles.App, ApiKeyRoles.Operator];
        if (roles.FirstOrDefault(role => !given.Contains(role)) is { } other)
        {
            throw new CliException($"--roles: a key cannot have the role '{other}'; use {string.Join(" or ", given)}.");
        }
    }

    private static Command CreateCreate(CommandRunner runner)
    {
        var command = new Command("create", "Print a new key once, and add its SHA-256 to the key file.");
        var tenant = new Option<string>("--tenant")
        {
            Description = "The tenant that the key speaks for.",
            Required = true,
        };
        var roles = new Option<string[]>("--roles", "--role")
        {
            Description = "What the key may do: app speaks for the users of its tenant, operator sees the dashboard.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["app"],
        };
        var file = new Option<string>("--file")
        {
            Description = "The key file, as the silo's --keys names it.",
            DefaultValueFactory = _ => "keys.json",
        };
        var expires = Times.Option("--expires", "When it ends. Default: never");
        foreach (var option in (Option[])[tenant, roles, file, expires])
        {
            command.Add(option);
        }

        return runner.Bind(command, context =>
        {
            Check(context.Get(roles)!);
            var request = new KeyRequest(context.Get(tenant)!, context.Get(roles)!, context.Get(expires));
            var created = KeyCreation.Create(Path.GetFullPath(context.Get(file)!), request);
            context.Write(created, (result, console) =>
            {
                console.Line(result.Key);
                console.Note(
                    $"Key {result.Id} of tenant {OneLine.Of(result.Tenant)} is in {result.File}, and not shown again.");
            });
            return Task.CompletedTask;
        });
    }
}

using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Cli.Hosting;
using Agents.Silo.Configuration;
using Agents.Silo.Transfer;

namespace Agents.Cli.Transfer;

/// <summary>The options that name logs, as a silo's own settings do.</summary>
internal sealed class StoreOptions
{
    private const string Section = "Storage:";
    private const string KindSetting = "Storage:Kind";

    private readonly Option<string?> _kind;
    private readonly Option<string[]> _settings;
    private readonly Option<string?>? _data;

    private StoreOptions(Option<string?> kind, Option<string[]> settings, Option<string?>? data) =>
        (_kind, _settings, _data) = (kind, settings, data);

    /// <summary>Gets the logs that the silo of this environment has: <c>--data</c>, <c>--storage</c>,
    /// <c>--setting</c>.</summary>
    public static StoreOptions Own() => new(Kind("--storage", "where the logs are"), Settings("--setting"), null);

    /// <summary>Gets one side of a migration.</summary>
    /// <param name="side"><c>from</c> or <c>to</c>.</param>
    public static StoreOptions Of(string side) => new(
        Kind($"--{side}", $"where the logs are copied {side}", required: true),
        Settings($"--{side}-setting"),
        new Option<string?>($"--{side}-data")
        {
            Description = "That side's data folder. Default: that of --data.",
            HelpName = "DIR",
        });

    public void AddTo(Command command)
    {
        command.Add(_kind);
        command.Add(_settings);
        if (_data is not null)
        {
            command.Add(_data);
        }
    }

    public string Data(CommandContext context) => Path.GetFullPath(
        (_data is null ? null : context.Get(_data))
        ?? SiloFolders.Data(context.Target.Data, context.Environment));

    /// <summary>Opens the logs.</summary>
    /// <param name="context">The run.</param>
    /// <param name="keyRing">The key ring to copy to its place where there is none.</param>
    /// <exception cref="CliException">They cannot be opened.</exception>
    public async Task<SiloStore> OpenAsync(CommandContext context, string? keyRing)
    {
        try
        {
            return await SiloStore.OpenAsync(Data(context), Parsed(context), keyRing);
        }
        catch (StartupException e)
        {
            throw new CliException(e.Message, e);
        }
    }

    private static Option<string?> Kind(string name, string what, bool required = false) => new(name)
    {
        Description = $"Storage:Kind: {what}, such as files, azure-blobs or postgres.",
        HelpName = "KIND",
        Required = required,
    };

    private static Option<string[]> Settings(string name) => new(name)
    {
        Description = $"A setting of the silo's section Storage, KEY=VALUE; repeatable. The environment has secrets.",
        HelpName = "KEY=VALUE",
    };

    private Dictionary<string, string?> Parsed(CommandContext context)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var given in context.Get(_settings) ?? [])
        {
            var at = given.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !given.StartsWith(Section, StringComparison.OrdinalIgnoreCase))
            {
                throw new CliException(
                    $"{_settings.Name}: '{(at < 1 ? given : given[..at])}' is no KEY=VALUE of the section Storage, "
                    + "such as Storage:AzureBlobs:Container=agents.");
            }

            settings[given[..at]] = given[(at + 1)..];
        }

        if (context.Get(_kind) is { } kind)
        {
            settings[KindSetting] = kind;
        }

        return settings;
    }
}

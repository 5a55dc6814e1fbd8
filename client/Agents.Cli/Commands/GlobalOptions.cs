using System.CommandLine;
using Agents.Cli.Hosting;

namespace Agents.Cli.Commands;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    private const string ServerVariable = "AGENTS_SERVER";
    private const string KeyVariable = "AGENTS_KEY";
    private const string UserVariable = "AGENTS_USER";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"The server's root URL. Default: {ServerVariable}, else a silo hosted in this process.",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"The key. Default: {KeyVariable}, which no process list shows.",
        Recursive = true,
    };

    private readonly Option<string?> _user = new("--user")
    {
        Description = $"Whose memory it is. Default: {UserVariable}, else 'me' for a hosted silo.",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "The data folder of a hosted silo. Default: the silo's own; a temporary one for eval.",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Write the result as JSON, and nothing else, to standard output.",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Add(_server);
        root.Add(_key);
        root.Add(_user);
        root.Add(_data);
        root.Add(_json);
    }

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    public string? Data(ParseResult parsed) => parsed.GetValue(_data);

    /// <summary>The user that the command line itself names, whatever the environment says.</summary>
    public string? NamedUser(ParseResult parsed) => parsed.GetValue(_user);

    public ServerTarget Target(ParseResult parsed, Func<string, string?> environment) => new(
        ServerOf(parsed.GetValue(_server) ?? NonEmpty(environment(ServerVariable))),
        parsed.GetValue(_key) ?? NonEmpty(environment(KeyVariable)),
        parsed.GetValue(_user) ?? NonEmpty(environment(UserVariable)),
        parsed.GetValue(_data));

    private static Uri? ServerOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new CliException($"--server: '{text}' is no http URL such as http://127.0.0.1:5080.");
    }

    private static string? NonEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

using System.Text.RegularExpressions;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Docs;

/// <summary>What the documents say must be so: their links, their commands, their options.</summary>
internal static partial class DocRules
{
    private const string CliRun = "dotnet run --project client/Agents.Cli --";

    /// <summary>Reports links to a file, folder or heading that is not there.</summary>
    /// <param name="documents">The Markdown files.</param>
    /// <param name="tree">Every file of the tree.</param>
    public static IEnumerable<string> BrokenLinks(
        IEnumerable<SourceFile> documents, IReadOnlyCollection<SourceFile> tree) =>
        from document in documents
        from link in Markdown.Links(document)
        where !Leads(document, link, tree)
        select $"{document.Path} links to {link}";

    /// <summary>Reports commands that name a project, a solution or a script that is not there.</summary>
    public static IEnumerable<string> BrokenCommands(
        IEnumerable<SourceFile> documents, IReadOnlyCollection<SourceFile> tree) =>
        from document in documents
        from command in Markdown.Commands(document)
        from Match match in PathArgument().Matches(command)
        let path = match.Groups["path"].Value
        where !tree.Any(file => file.Path == path || IsProjectOf(path, file.Path))
        select $"{document.Path} runs '{command}', and there is no {path}";

    /// <summary>Reports options of the silo and commands of the CLI that a document shows and the program
    /// lacks.</summary>
    /// <param name="documents">The Markdown files.</param>
    /// <param name="options">The silo's options, with hyphens.</param>
    /// <param name="commands">The CLI's commands.</param>
    public static IEnumerable<string> UnknownArguments(
        IEnumerable<SourceFile> documents, IReadOnlyCollection<string> options, IReadOnlyCollection<string> commands) =>
        from document in documents
        from command in Markdown.Commands(document)
        from fault in UnknownOptions(command, options).Concat(UnknownCliCommands(command, commands))
        select $"{document.Path}: {fault}";

    /// <summary>Reports documents that run <c>agents</c> and do not say what it stands for.</summary>
    public static IEnumerable<string> UnexplainedCommands(IEnumerable<SourceFile> documents) =>
        from document in documents
        where Markdown.Commands(document).Any(command => command.StartsWith("agents ", StringComparison.Ordinal))
            && !document.Content.Contains($"`{CliRun}`", StringComparison.Ordinal)
        select $"{document.Path} runs agents and does not say that it is {CliRun}";

    /// <summary>Reports options that only one of the table and the program has.</summary>
    public static IEnumerable<string> TableDiffers(SourceFile document, IReadOnlyCollection<string> options)
    {
        var rows = Markdown.OptionRows(document).ToArray();
        return rows.Except(options).Select(option => $"{document.Path} lists --{option}, which is no option")
            .Concat(options.Except(rows).Select(option => $"{document.Path} does not list --{option}"));
    }

    /// <summary>Spells a property as the command line does: <c>LlmModel</c> as <c>llm-model</c>.</summary>
    public static string Hyphenated(string property) =>
        InnerCapital().Replace(property, match => "-" + match.Value).ToLowerInvariant();

    private static bool Leads(SourceFile document, string link, IReadOnlyCollection<SourceFile> tree)
    {
        var parts = link.Split('#', 2);
        var path = parts[0].Length == 0 ? document.Path : Resolve(document.Path, parts[0]);
        var target = tree.FirstOrDefault(file => file.Path == path);
        return parts.Length > 1
            ? target is not null && Markdown.Anchors(target).Contains(parts[1])
            : target is not null || tree.Any(file => file.Path.StartsWith(path + "/", StringComparison.Ordinal));
    }

    private static IEnumerable<string> UnknownOptions(string command, IReadOnlyCollection<string> options) =>
        SiloArguments().Match(command) is { Success: true } silo
            ? OptionName().Matches(silo.Groups[1].Value).Select(match => match.Groups[1].Value)
                .Where(option => option != "help" && !options.Contains(option))
                .Select(option => $"the silo has no option --{option}")
            : [];

    private static IEnumerable<string> UnknownCliCommands(string command, IReadOnlyCollection<string> commands) =>
        CliCommand().Match(command) is { Success: true } cli && !commands.Contains(cli.Groups[1].Value)
            ? [$"the CLI has no command {cli.Groups[1].Value}"]
            : [];

    private static bool IsProjectOf(string folder, string path) =>
        path.EndsWith(".csproj", StringComparison.Ordinal) && path[..path.LastIndexOf('/')] == folder;

    private static string Resolve(string document, string link)
    {
        var parts = new List<string>(document.Split('/')[..^1]);
        foreach (var part in link.TrimEnd('/').Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex(
        @"(--project|--solution|dotnet (build|format|publish|pack)) (?<path>[A-Za-z][\w./-]*)|^(?<path>\.ci/\S+)")]
    private static partial Regex PathArgument();

    [GeneratedRegex(@"--project silo -- (.*)$")]
    private static partial Regex SiloArguments();

    [GeneratedRegex(@"(?:^|\s)--([a-z-]+)")]
    private static partial Regex OptionName();

    [GeneratedRegex(@"(?:--project client/Agents\.Cli --|^agents) ([a-z]+)")]
    private static partial Regex CliCommand();

    [GeneratedRegex(@"(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}

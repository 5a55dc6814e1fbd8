using System.Text.RegularExpressions;
using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Docs;

public sealed partial class DocRulesTests
{
    private const string TestCommand = "dotnet test --solution Agents.sln";

    private static IEnumerable<SourceFile> Documents => SourceTree.Files.Where(file => file.HasExtension(".md"));

    private static string[] SiloOptions =>
    [
        .. Assemblies.Silo.GetType("Agents.Silo.Configuration.SiloOptions", throwOnError: true)!
            .GetProperties().Select(property => DocRules.Hyphenated(property.Name)),
    ];

    private static string[] CliCommands =>
    [
        .. SourceTree.CSharp.Where(file => file.Path.StartsWith("client/Agents.Cli/", StringComparison.Ordinal))
            .SelectMany(file => NewCommand().Matches(file.Content)).Select(match => match.Groups[1].Value),
    ];

    [Fact]
    public void Links_lead_somewhere() => Violations.None(DocRules.BrokenLinks(Documents, SourceTree.Files));

    [Fact]
    public void Control_broken_links_are_reported() =>
        Violations.Are(
            DocRules.BrokenLinks(
                [Made("docs/a.md", "# A b!\n[x](../b.md) [y](c.md) [z](#a-b) [u](#a-c) [w](../s/)")],
                [Made("b.md", ""), Made("docs/a.md", "# A b!"), Made("s/x.txt", "")]),
            "docs/a.md links to c.md",
            "docs/a.md links to #a-c");

    [Fact]
    public void Commands_name_what_is_there() => Violations.None(DocRules.BrokenCommands(Documents, SourceTree.Files));

    [Fact]
    public void Control_broken_commands_are_reported() =>
        Violations.Are(
            DocRules.BrokenCommands(
                [
                    Made("a.md", """
                        ```bash
                        dotnet run --project silo -- --x
                        dotnet test --project tests/Gone
                        .ci/go
                        ```
                        """),
                ],
                [Made("silo/Agents.Silo.csproj", "")]),
            "a.md runs 'dotnet test --project tests/Gone', and there is no tests/Gone",
            "a.md runs '.ci/go', and there is no .ci/go");

    [Fact]
    public void Options_and_commands_in_examples_exist() =>
        Violations.None(DocRules.UnknownArguments(Documents, SiloOptions, CliCommands));

    [Fact]
    public void Control_unknown_options_and_commands_are_reported() =>
        Violations.Are(
            DocRules.UnknownArguments(
                [
                    Made("a.md", """
                        ```bash
                        dotnet run --project silo -- --llm-model m \
                          --colour red
                        dotnet run --project client/Agents.Cli -- sing --loud
                        dotnet run --project client/Agents.Cli -- add --loud
                        agents hum
                        ```
                        """),
                ],
                ["llm-model"],
                ["add"]),
            "a.md: the silo has no option --colour",
            "a.md: the CLI has no command sing",
            "a.md: the CLI has no command hum");

    [Fact]
    public void Documents_that_run_agents_say_what_it_is() => Violations.None(DocRules.UnexplainedCommands(Documents));

    [Fact]
    public void Control_documents_that_run_agents_unexplained_are_reported() =>
        Violations.Are(
            DocRules.UnexplainedCommands(
                [
                    Made("a.md", "```bash\nagents list\n```\n"),
                    Made("b.md", "`dotnet run --project client/Agents.Cli --`\n```bash\nagents list\n```\n"),
                    Made("c.md", "```bash\ncurl agents\n```\n"),
                ]),
            "a.md runs agents and does not say that it is dotnet run --project client/Agents.Cli --");

    [Fact]
    public void The_table_of_options_is_whole() =>
        Violations.None(DocRules.TableDiffers(SourceTree.File("docs/configuration.md"), SiloOptions));

    [Fact]
    public void Control_a_table_with_a_wrong_row_is_reported() =>
        Violations.Are(
            DocRules.TableDiffers(Made("a.md", "| `--llm` | none |\n| `--colour` | red |\n"), ["llm", "llm-model"]),
            "a.md lists --colour, which is no option",
            "a.md does not list --llm-model");

    [Fact]
    public void Ci_and_the_README_run_the_same_tests()
    {
        Assert.Contains(TestCommand, Markdown.Commands(SourceTree.File("README.md")));
        Assert.Contains(
            SourceTree.File(".ci/run").Lines, line => line.StartsWith(TestCommand + " ", StringComparison.Ordinal));
    }

    private static SourceFile Made(string path, string content) => SourceFile.Of(path, content);

    [GeneratedRegex(@"new(?: Command)?\(\s*""([a-z]+)"",\s")]
    private static partial Regex NewCommand();
}

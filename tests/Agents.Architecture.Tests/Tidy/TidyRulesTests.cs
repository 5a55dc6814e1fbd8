using Agents.Architecture.Tests.House;
using Agents.Architecture.Tests.Projects;

namespace Agents.Architecture.Tests.Tidy;

public sealed class TidyRulesTests
{
    [Fact]
    public void Files_are_short() => Violations.None(TidyRules.LongFiles(SourceTree.CSharp));

    [Fact]
    public void Control_a_long_file_is_reported() =>
        Violations.Are(
            TidyRules.LongFiles([Made("a.cs", Repeat("x;\n", 400)), Made("b.cs", Repeat("x;\n", 401))]),
            "b.cs has 401 lines of at most 400");

    [Fact]
    public void Functions_are_short() => Violations.None(TidyRules.LongFunctions(SourceTree.CSharp));

    [Fact]
    public void Control_a_long_function_is_reported() =>
        Violations.Are(
            TidyRules.LongFunctions(
            [
                Made("a.cs", "class A\n{\n    void F()\n    {\n" + Repeat("x();\n", 68) + "    }\n}\n"),
                Made("b.cs", "class B\n{\n    int G() => Sum(\n" + Repeat("1,\n", 66) + "    2);\n}\n"),
            ]),
            "a.cs:3 has 71 lines of at most 70");

    [Fact]
    public void Lines_are_short() => Violations.None(TidyRules.LongLines(SourceTree.CSharp));

    [Fact]
    public void Control_a_long_line_is_reported() =>
        Violations.Are(
            TidyRules.LongLines(
            [
                Made("a.cs", "\n" + Repeat("x", 121) + "\n" + Repeat("x", 120)),
                Made("b.cs", "// " + Repeat("x", 120) + "\n\"" + Repeat("x", 120) + "\","),
                Made("c.cs", "f(\"\"\"\n" + Repeat("x", 121) + "\n\"\"\");\n\"\"\"" + Repeat("x", 120) + "\"\"\","),
            ]),
            "a.cs:2 has 121 characters of at most 120",
            "b.cs:1 has 123 characters of at most 120",
            "b.cs:2 has 123 characters of at most 120");

    [Fact]
    public void Nothing_is_left_over() => Violations.None(TidyRules.Leftovers(SourceTree.CSharp));

    [Fact]
    public void Control_a_leftover_is_reported() =>
        Violations.Are(
            TidyRules.Leftovers(
                [Made("a.cs", "// TO" + "DO: later\nthrow new NotImplemented" + "Exception();\nSkipped = \"a\";")]),
            "a.cs:1 has TO" + "DO",
            "a.cs:2 has NotImplemented" + "Exception");

    [Fact]
    public void No_file_names_a_path_of_one_machine() => Violations.None(TidyRules.MachinePaths(SourceTree.Text));

    [Fact]
    public void Control_a_path_of_one_machine_is_reported() =>
        Violations.Are(
            TidyRules.MachinePaths(
                [Made("a.md", "see /ro" + "ot/x and $HOME/wo" + "rk/y\nhome/wo" + "rk/z\n(/wo" + "rk/z)")]),
            "a.md:1 has /ro" + "ot/",
            "a.md:3 has /wo" + "rk/");

    [Fact]
    public void Files_name_known_hosts_only() => Violations.None(TidyRules.UnknownHosts(SourceTree.Text));

    [Fact]
    public void Control_an_unknown_host_is_reported() =>
        Violations.Are(
            TidyRules.UnknownHosts(
                [Made("a.json", "http://127.0.0.1:5080/ http://evil.test https://" + "registry.corp.net/x")]),
            "a.json:1 names the host registry.corp.net");

    [Fact]
    public void Files_are_small() => Violations.None(TidyRules.LargeFiles(SourceTree.Files));

    [Fact]
    public void Control_a_large_file_is_reported() =>
        Violations.Are(
            TidyRules.LargeFiles([Made("a.bin", Repeat("x", 1024 * 1024 + 1))]),
            "a.bin has 1048577 bytes of at most 1048576");

    [Fact]
    public void Text_ends_with_a_newline() => Violations.None(TidyRules.WithoutFinalNewline(SourceTree.Text));

    [Fact]
    public void Control_a_missing_newline_is_reported() =>
        Violations.Are(
            TidyRules.WithoutFinalNewline([Made("a.md", "a"), Made("b.md", "b\n"), Made("c.md", "")]),
            "a.md does not end with a newline");

    [Fact]
    public void Grains_memory_and_tests_never_sleep() =>
        Violations.None(TidyRules.Sleeps(SourceTree.CSharp.Where(file =>
            file.Path.StartsWith("grains/", StringComparison.Ordinal)
            || file.Path.StartsWith("memory/", StringComparison.Ordinal)
            || file.Path.StartsWith("tests/", StringComparison.Ordinal))));

    [Fact]
    public void Control_a_sleep_is_reported_and_a_mention_is_not() =>
        Violations.Are(
            TidyRules.Sleeps(
            [
                Made("a.cs", "// Task.Delay\nvar s = \"Thread.Sleep\";\nawait Task.Delay(1);\nThread . Sleep(1);"),
                Made("b.cs", "await Task.Delay(Timeout.Infinite, token);"),
            ]),
            "a.cs:3 sleeps",
            "a.cs:4 sleeps");

    [Fact]
    public void Test_folders_mirror_source_folders() =>
        Violations.None(TidyRules.StrayTestFolders(
            [.. SourceTree.Text],
            [.. SourceTree.Files.Where(file => file.HasExtension(".csproj")).Select(ProjectFile.Parse)
                .Where(project => project.Name != "Agents.Architecture.Tests")]));

    [Fact]
    public void Control_a_stray_test_folder_is_reported() =>
        Violations.Are(
            TidyRules.StrayTestFolders(
                [
                    Made("storage/S/Files/Log.cs", "class Log;"),
                    Made("tests/S.Tests/Files/LogTests.cs", "    [Fact]\n"),
                    Made("tests/S.Tests/Misc/OtherTests.cs", "    [Fact]\n"),
                    Made("deploy/docker/Dockerfile", "FROM scratch AS none\n"),
                    Made("tests/S.Tests/Docker/DockerfileTests.cs", "    [Fact]\n"),
                    Made("tests/S.Tests/Harness/Kit.cs", "class Kit;"),
                ],
                [
                    new ProjectFile("storage/S/S.csproj", [], []),
                    new ProjectFile("tests/S.Tests/S.Tests.csproj", ["S"], []),
                ]),
            "tests/S.Tests/Misc mirrors no folder of what it tests");

    [Fact]
    public void Long_tests_are_explicit() => Violations.None(ExplicitRules.Unasked(SourceTree.CSharp));

    [Fact]
    public void Control_a_long_test_that_runs_by_default_is_reported() =>
        Violations.Are(
            ExplicitRules.Unasked(
            [
                Made("a.cs", "  [Fact(Explicit = true)]\n  [Trait(\"Category\", \"Chaos\")]\n  public void A();\n"),
                Made("b.cs", "  [Fact]\n  [Trait(\"Category\", \"Chaos\")]\n  public void B();\n"),
            ]),
            "b.cs has a test of the category Chaos that is not explicit");

    private static SourceFile Made(string path, string content) => SourceFile.Of(path, content);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}

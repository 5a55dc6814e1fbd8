using Agents.Architecture.Tests.House;

namespace Agents.Architecture.Tests.Projects;

public sealed class ProjectRulesTests
{
    private static IReadOnlyList<ProjectFile> Projects =>
        [.. SourceTree.Files.Where(file => file.HasExtension(".csproj")).Select(ProjectFile.Parse)];

    [Fact]
    public void References_are_the_arrows_and_nothing_else() =>
        Violations.None(ProjectRules.WrongReferences(Projects));

    [Fact]
    public void Every_row_of_the_table_is_a_project() =>
        Assert.Equal(
            ProjectRules.Arrows.Keys.Order(StringComparer.Ordinal),
            Projects.Where(project => project.IsProduct).Select(project => project.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Control_a_reference_too_many_too_few_and_an_unknown_project_are_reported() =>
        Violations.Are(
            ProjectRules.WrongReferences(
            [
                new ProjectFile("gateway/Agents.Gateway.csproj", ["Agents.Contracts", "Agents.Memory"], []),
                new ProjectFile("extra/Agents.Extra.csproj", [], []),
                new ProjectFile("tests/Agents.Extra.Tests/Agents.Extra.Tests.csproj", ["Agents.Silo"], []),
            ]),
            "Agents.Gateway must not reference Agents.Memory",
            "Agents.Gateway must reference Agents.Grains.Abstractions",
            "Agents.Extra is in no row of the table of arrows");

    [Fact]
    public void Contracts_client_and_memory_stay_free_of_packages() =>
        Violations.None(ProjectRules.WrongPackages(Projects));

    [Fact]
    public void Control_a_package_of_the_core_is_reported() =>
        Violations.Are(
            ProjectRules.WrongPackages(
            [
                new ProjectFile("client/Agents.Client/Agents.Client.csproj", [], ["Polly"]),
                new ProjectFile(
                    "memory/Agents.Memory/Agents.Memory.csproj",
                    [],
                    ["Microsoft.Extensions.Logging.Abstractions", "Npgsql"]),
            ]),
            "Agents.Client must not take the package Polly",
            "Agents.Memory must not take the package Npgsql");

    [Fact]
    public void Drivers_belong_to_their_provider() =>
        Violations.None(ProjectRules.MisplacedDrivers(Projects));

    [Fact]
    public void Control_a_driver_in_the_grains_is_reported() =>
        Violations.Are(
            ProjectRules.MisplacedDrivers(
            [
                new ProjectFile("grains/Agents.Grains/Agents.Grains.csproj", [], ["Microsoft.ML.OnnxRuntime"]),
                new ProjectFile("embedding/Agents.Embedding.csproj", [], ["Microsoft.ML.OnnxRuntime"]),
            ]),
            "Agents.Grains must not take the driver Microsoft.ML.OnnxRuntime");

    [Fact]
    public void Every_project_is_in_the_solution() =>
        Violations.None(ProjectRules.MissingFromSolution(Projects, SourceTree.File("Agents.sln").Content));

    [Fact]
    public void Control_a_project_outside_the_solution_is_reported() =>
        Violations.Are(
            ProjectRules.MissingFromSolution(
                [new ProjectFile("a/A.csproj", [], []), new ProjectFile("b/B.csproj", [], [])],
                """Project("{0}") = "A", "a\A.csproj", "{1}" """),
            "b/B.csproj is not in Agents.sln");

    [Fact]
    public void Every_project_lies_where_its_name_says() =>
        Violations.None(ProjectRules.Misplaced(Projects));

    [Fact]
    public void Control_a_project_in_a_folder_of_another_name_is_reported() =>
        Violations.Are(
            ProjectRules.Misplaced(
            [
                new ProjectFile("client/Sdk/Agents.Client.csproj", [], []),
                new ProjectFile("silo/Agents.Silo.csproj", [], []),
            ]),
            "client/Sdk/Agents.Client.csproj lies neither in a top folder nor in a folder of its own name");

    [Fact]
    public void A_project_file_yields_its_references_and_packages()
    {
        var project = ProjectFile.Parse(SourceFile.Of(
            "embedding/Agents.Embedding.csproj",
            """
            <Project><ItemGroup>
              <PackageReference Include="P.Cpu" Condition="'$(Accelerator)' != 'cuda'" />
              <ProjectReference Include="..\client\Agents.Contracts\Agents.Contracts.csproj" />
            </ItemGroup></Project>
            """));

        Assert.Equal("Agents.Embedding", project.Name);
        Assert.Equal(["P.Cpu"], project.Packages);
        Assert.Equal(["Agents.Contracts"], project.References);
    }
}

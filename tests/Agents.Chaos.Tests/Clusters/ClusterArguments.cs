using Agents.TestKit.Azurite;

namespace Agents.Chaos.Tests.Clusters;

/// <summary>The options of silos that share a storage and a membership.</summary>
internal static class ClusterArguments
{
    /// <summary>Keeps the logs in a new container.</summary>
    /// <param name="connectionString">The storage account.</param>
    /// <param name="folder">Where the key ring lies that all share.</param>
    public static IReadOnlyList<string> Blobs(string connectionString, string folder) =>
    [
        "--Storage:Kind=azure-blobs",
        $"--Storage:AzureBlobs:ConnectionString={connectionString}",
        $"--Storage:AzureBlobs:Container={AzuriteServer.NewContainer()}",
        $"--Storage:AzureBlobs:KeyRingFile={KeyRingOf(folder)}",
    ];

    /// <summary>Keeps the membership in a Redis of the test's own.</summary>
    public static IReadOnlyList<string> Redis(string connectionString) =>
        ["--Cluster:Kind=redis", $"--Cluster:ConnectionString={connectionString}"];

    /// <summary>Keeps the logs and the membership in one database.</summary>
    public static IReadOnlyList<string> Postgres(string connectionString, string folder) =>
    [
        "--Storage:Kind=postgres",
        $"--Storage:Postgres:ConnectionString={connectionString}",
        $"--Storage:Postgres:KeyRingFile={KeyRingOf(folder)}",
        "--Cluster:Kind=postgres",
        $"--Cluster:ConnectionString={connectionString}",
    ];

    public static string KeyRingOf(string folder) => Path.Combine(folder, "keyring.json");
}

using Agents.Storage.Cipher;
using Agents.TestKit.Azurite;
using Agents.TestKit.Processes;

namespace Agents.Silo.Tests.Clustering;

/// <summary>The nodes of one cluster over one container of blobs, each a process of its own.</summary>
/// <remarks>They share the folder of the key ring, and nothing else.</remarks>
internal sealed class ClusterNodes : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agents-cluster-").FullName;
    private readonly List<SiloProcess> _started = [];
    private readonly string[] _arguments;
    private readonly StubEmbeddings _stub;

    private ClusterNodes(StubEmbeddings stub, string[] arguments)
    {
        _stub = stub;
        _arguments = arguments;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Prepares a cluster of a kind; no node runs yet.</summary>
    /// <param name="azurite">Where the logs are.</param>
    /// <param name="kind">How the nodes find each other.</param>
    /// <param name="connectionString">Where.</param>
    /// <param name="hasModel">Whether each node embeds with the real model, and not all with a stand-in.</param>
    public static async Task<ClusterNodes> CreateAsync(
        AzuriteServer azurite, string kind, string connectionString, bool hasModel = false)
    {
        var blobs = azurite.ConnectionString;
        var stub = await StubEmbeddings.StartAsync(Cancellation);
        var cluster = AzuriteServer.NewContainer();
        return new ClusterNodes(stub,
        [
            "--Storage:Kind=azure-blobs",
            $"--Storage:AzureBlobs:ConnectionString={blobs}",
            $"--Storage:AzureBlobs:Container={cluster}",
            $"--Cluster:Kind={kind}",
            $"--Cluster:ConnectionString={connectionString}",
            $"--Cluster:ClusterId={cluster}",
            $"--Cluster:ServiceId={cluster}",
            .. hasModel ? [] : stub.Arguments,
        ]);
    }

    /// <summary>Starts a node and waits until it is ready.</summary>
    public Task<SiloProcess> StartAsync(params string[] arguments) => StartAsync(build: null, arguments);

    /// <summary>Starts a node of another build and waits until it is ready.</summary>
    public async Task<SiloProcess> StartAsync(OtherBuild? build, params string[] arguments)
    {
        var node = await SiloProcess.StartAsync(
            _data, [.. _arguments, .. arguments], Cancellation, programFolder: build?.Folder);
        _started.Add(node);
        return node;
    }

    /// <summary>Starts a node and does not wait for it.</summary>
    public SiloProcess Launch(params string[] arguments)
    {
        var node = SiloProcess.Launch(_data, [.. _arguments, .. arguments]);
        _started.Add(node);
        return node;
    }

    /// <summary>Makes a key ring that is not the one of this cluster.</summary>
    /// <returns>Its file, which is removed with the cluster.</returns>
    public string MakeAnotherKeyRing()
    {
        var file = Path.Combine(_data, "another.json");
        LocalKeyRing.Create(file, TimeProvider.System).Dispose();
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _started)
        {
            await node.DisposeAsync();
        }

        await _stub.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}

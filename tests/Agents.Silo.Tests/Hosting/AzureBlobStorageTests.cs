using Agents.TestKit.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteServer))]

namespace Agents.Silo.Tests.Hosting;

/// <summary>Two silos that know nothing of each other over one container: the storage alone keeps them apart.</summary>
public sealed class AzureBlobStorageTests(AzuriteServer azurite) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agents-blobs-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task What_one_silo_acknowledged_the_other_one_finds_and_neither_overwrites_it()
    {
        string[] arguments =
        [
            "--Storage:Kind=azure-blobs",
            $"--Storage:AzureBlobs:ConnectionString={azurite.ConnectionString}",
            $"--Storage:AzureBlobs:Container={AzuriteServer.NewContainer()}",
        ];
        await TwoSilos.CheckAsync(_data, arguments);

        Assert.Empty(Directory.GetDirectories(_data));
    }
}

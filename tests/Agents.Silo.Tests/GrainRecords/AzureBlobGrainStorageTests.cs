using System.Text;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.TestKit.Azurite;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Agents.Silo.Tests.GrainRecords;

/// <summary>Clusters of one silo that know nothing of each other, over one container.</summary>
public sealed class AzureBlobGrainStorageTests(AzuriteServer azurite) : IDisposable
{
    private const string Canary = "canary-77c1";
    private const string Ada = "ada " + Canary;

    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();
    private readonly string _container = AzuriteServer.NewContainer();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _ring.Dispose();

    [Fact]
    public async Task Of_two_silos_that_write_one_record_the_stale_one_is_refused_and_reads_again()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        var one = first.Client.GetGrain<INoteGrain>(Ada);
        var other = second.Client.GetGrain<INoteGrain>(Ada);
        Assert.Null(await one.ReadAsync());
        Assert.Null(await other.ReadAsync());
        await one.WriteAsync("one");
        await Assert.ThrowsAsync<InconsistentStateException>(() => other.WriteAsync("lost"));
        Assert.Equal("one", await other.ReadAsync());
        await other.WriteAsync("two");
        await Assert.ThrowsAsync<InconsistentStateException>(() => one.ClearAsync());
        Assert.Equal("two", await one.ReadAsync());
        await one.ClearAsync();
        Assert.Null(await one.ReadAsync());
        await Assert.ThrowsAsync<InconsistentStateException>(() => other.WriteAsync("lost"));
        Assert.Null(await other.ReadAsync());
        await other.WriteAsync("three");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restart_finds_what_was_written_and_the_container_shows_nothing_of_it(bool binary)
    {
        await using (var first = await StartAsync(binary))
        {
            await first.Client.GetGrain<INoteGrain>(Ada).WriteAsync(Canary);
        }

        await using (var second = await StartAsync(binary))
        {
            Assert.Equal(Canary, await second.Client.GetGrain<INoteGrain>(Ada).ReadAsync());
            Assert.Null(await second.Client.GetGrain<INoteGrain>("eve").ReadAsync());
        }

        var blob = await SingleBlobAsync();
        Assert.DoesNotContain(Canary, blob.Name, StringComparison.Ordinal);
        Assert.True((await BytesAsync(blob)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)) < 0);
    }

    [Fact]
    public async Task A_damaged_record_refuses_the_grain_and_is_left_as_it_is()
    {
        await using (var first = await StartAsync())
        {
            await first.Client.GetGrain<INoteGrain>(Ada).WriteAsync("one");
        }

        var blob = await SingleBlobAsync();
        var bytes = await BytesAsync(blob);
        bytes[^20] ^= 1;
        await blob.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, Cancel);
        await using var second = await StartAsync();
        var note = second.Client.GetGrain<INoteGrain>(Ada);
        var refusal = await Assert.ThrowsAsync<OrleansException>(() => note.ReadAsync());
        Assert.Contains("is damaged", refusal.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<OrleansException>(() => note.WriteAsync("over it"));
        Assert.Equal(bytes, await BytesAsync(blob));
    }

    [Fact]
    public async Task A_state_that_is_too_long_is_refused_by_its_size()
    {
        await using var cluster = await StartAsync();
        var note = cluster.Client.GetGrain<INoteGrain>(Ada);
        var refusal = await Assert.ThrowsAsync<OrleansException>(() => note.WriteAsync(new string('x', 5000)));
        Assert.Contains(
            "the limit of the store notes is 4096 (RecordBytesMax)", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> BytesAsync(BlobClient blob) =>
        (await blob.DownloadContentAsync(Cancel)).Value.Content.ToArray();

    private async Task<BlobClient> SingleBlobAsync()
    {
        var container = new BlobContainerClient(azurite.ConnectionString, _container);
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: Cancel))
        {
            names.Add(blob.Name);
        }

        return container.GetBlobClient(Assert.Single(names));
    }

    private async Task<InProcessTestCluster> StartAsync(bool binary = false)
    {
        var connection = azurite.ConnectionString;
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IKeyRing>(_ring);
            silo.Services.AddAzureBlobStorage(blobs =>
            {
                blobs.ConnectionString = connection;
                blobs.Container = _container;
            });
            if (binary)
            {
                silo.Services.AddSingleton<IGrainStorageSerializer, OrleansGrainStorageSerializer>();
            }

            silo.AddAzureBlobGrainStorage("notes", notes => notes.RecordBytesMax = 4096);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync(Cancel);
        return cluster;
    }
}

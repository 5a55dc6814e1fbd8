using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.TestKit.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agents.Storage.AzureBlobs.Tests;

public sealed class RegistrationTests(AzuriteServer azurite) : IDisposable
{
    private const string Uri = "https://account.example";

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-blobs-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_silos_that_share_a_key_ring_share_the_logs()
    {
        var options = NewStorage.On(azurite);
        var file = Path.Combine(_folder, "keyring.json");
        for (var silo = 0; silo < 2; silo++)
        {
            await using var services = Build(options, file);
            await using var log = await services.GetRequiredService<IMemoryLogProvider>()
                .OpenAsync(new MemoryScope("t", "u"), Cancel);
            NewFrame[] group = [new NewFrame(FrameType.Episode, "x"u8.ToArray())];
            Assert.Equal(silo + 1, await log.AppendAsync(silo, group, Cancel));
        }
    }

    [Fact]
    public async Task A_missing_key_ring_and_another_one_are_refused_beside_logs()
    {
        var options = NewStorage.On(azurite);
        await using (var first = Build(options, Path.Combine(_folder, "keyring.json")))
        {
            first.GetRequiredService<IMemoryLogProvider>();
        }

        var missing = Path.Combine(_folder, "missing.json");
        await using var second = Build(options, missing);
        var error = Assert.Throws<DataFolderException>(() => second.GetRequiredService<IMemoryLogProvider>());
        Assert.Contains("copy it from another silo", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
        var other = Path.Combine(_folder, "other.json");
        LocalKeyRing.Create(other, TimeProvider.System).Dispose();
        await using var third = Build(options, other);
        error = Assert.Throws<DataFolderException>(() => third.GetRequiredService<IMemoryLogProvider>());
        Assert.Contains("is not the one of the container", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionString", null, null)]
    [InlineData("ConnectionString", "AccountName=a", null)]
    [InlineData("ConnectionString", "UseDevelopmentStorage=true", Uri)]
    [InlineData("ServiceUri", null, "http://account.example")]
    [InlineData("ServiceUri", null, "account")]
    [InlineData("ServiceUri", null, Uri + "?sig=secret")]
    [InlineData("Container", null, Uri, "Agents")]
    [InlineData("Container", null, Uri, "a--b")]
    [InlineData("KeyRingFile", null, Uri, "agents", " ")]
    public async Task Options_that_make_no_sense_are_refused_by_name(
        string named, string? connection, string? uri, string container = "agents", string? keyRing = null)
    {
        await using var services = new ServiceCollection().AddLogging().AddAzureBlobStorage(options =>
        {
            options.ConnectionString = connection;
            options.ServiceUri = uri;
            options.Container = container;
            options.KeyRingFile = keyRing;
        }).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IMemoryLogProvider>());
        var failure = Assert.Single(error.Failures);
        Assert.StartsWith(named, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_size_has_a_range()
    {
        await using var services = new ServiceCollection().AddLogging().AddAzureBlobStorage(options =>
        {
            options.ServiceUri = Uri;
            options.RequestTimeout = TimeSpan.Zero;
            options.RetryDelay = TimeSpan.FromHours(1);
            options.RetriesMax = 99;
            options.SegmentBytesMax = 1;
            options.SegmentBlocksMax = 50_000;
            options.BlockBytesMax = 1;
            options.ReadBytes = 1;
        }).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IMemoryLogProvider>());
        Assert.Equal(7, error.Failures.Count());
        Assert.Contains("SegmentBlocksMax is 50000; it must be 1 to 49900.", error.Failures);
    }

    [Fact]
    public async Task A_key_ring_of_the_host_takes_the_place_of_the_file()
    {
        using var ring = LocalKeyRing.CreateInMemory();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IKeyRing>(ring)
            .AddAzureBlobStorage(options => options.ServiceUri = Uri).BuildServiceProvider();
        var provider = Assert.IsType<RecordingLogProvider>(services.GetRequiredService<IMemoryLogProvider>());
        Assert.Equal(typeof(AzureBlobMemoryLogProvider), provider.Keeper);
        await using var without = new ServiceCollection().AddLogging()
            .AddAzureBlobStorage(options => options.ServiceUri = Uri).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => without.GetRequiredService<IMemoryLogProvider>());
        Assert.StartsWith("KeyRingFile is not set", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(AzureBlobStorageOptions from, string keyRing) => new ServiceCollection()
        .AddLogging()
        .AddAzureBlobStorage(options =>
        {
            options.ConnectionString = from.ConnectionString;
            options.Container = from.Container;
            options.KeyRingFile = keyRing;
        })
        .BuildServiceProvider();
}

using Agents.Memory.Log;
using Agents.TestKit.Azurite;
using Agents.TestKit.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agents.Storage.AzureBlobs.Tests;

public sealed class RegistrationTests(AzuriteServer azurite) : RegistrationConformance<AzureBlobMemoryLogProvider>
{
    private const string Uri = "https://account.example";

    private readonly AzureBlobStorageOptions _options = NewStorage.On(azurite);

    protected override string Place => "container";

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

    protected override IServiceCollection Add(IServiceCollection services, string? keyRingFile) =>
        services.AddAzureBlobStorage(options =>
        {
            options.ConnectionString = _options.ConnectionString;
            options.Container = _options.Container;
            options.KeyRingFile = keyRingFile;
        });
}

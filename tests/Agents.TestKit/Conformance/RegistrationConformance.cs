using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Agents.TestKit.Conformance;

/// <summary>What every storage that silos share must do when a host registers it.</summary>
/// <typeparam name="TProvider">The provider that it registers.</typeparam>
public abstract class RegistrationConformance<TProvider> : IDisposable
    where TProvider : IMemoryLogProvider
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agents-keys-").FullName;

    /// <summary>Gets what errors call the place that holds the logs.</summary>
    protected abstract string Place { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Two_silos_that_share_a_key_ring_share_the_logs()
    {
        for (var silo = 0; silo < 2; silo++)
        {
            await using var services = Build(FileOf("keyring.json"));
            await using var log = await services.GetRequiredService<IMemoryLogProvider>()
                .OpenAsync(new MemoryScope("t", "u"), Cancel);
            NewFrame[] group = [new NewFrame(FrameType.Episode, "x"u8.ToArray())];
            Assert.Equal(silo + 1, await log.AppendAsync(silo, group, Cancel));
        }
    }

    [Fact]
    public async Task A_missing_key_ring_and_another_one_are_refused_beside_logs()
    {
        await using (var first = Build(FileOf("keyring.json")))
        {
            first.GetRequiredService<IMemoryLogProvider>();
        }

        var missing = FileOf("missing.json");
        await using var second = Build(missing);
        var error = Assert.Throws<DataFolderException>(() => second.GetRequiredService<IMemoryLogProvider>());
        Assert.Contains("copy it from another silo", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
        var other = FileOf("other.json");
        LocalKeyRing.Create(other, TimeProvider.System).Dispose();
        await using var third = Build(other);
        error = Assert.Throws<DataFolderException>(() => third.GetRequiredService<IMemoryLogProvider>());
        Assert.Contains($"is not the one of the {Place}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_ring_of_the_host_takes_the_place_of_the_file()
    {
        using var ring = LocalKeyRing.CreateInMemory();
        await using var services = Add(new ServiceCollection().AddLogging().AddSingleton<IKeyRing>(ring), null)
            .BuildServiceProvider();
        var provider = Assert.IsType<RecordingLogProvider>(services.GetRequiredService<IMemoryLogProvider>());
        Assert.Equal(typeof(TProvider), provider.Keeper);
        await using var without = Build(keyRingFile: null);
        var error = Assert.Throws<OptionsValidationException>(() => without.GetRequiredService<IMemoryLogProvider>());
        Assert.StartsWith("KeyRingFile is not set", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    /// <summary>Registers the storage over a place that is empty when the test starts.</summary>
    protected abstract IServiceCollection Add(IServiceCollection services, string? keyRingFile);

    /// <summary>Names a file that is deleted after the test.</summary>
    protected string FileOf(string name) => Path.Combine(_folder, name);

    private ServiceProvider Build(string? keyRingFile) =>
        Add(new ServiceCollection().AddLogging(), keyRingFile).BuildServiceProvider();
}

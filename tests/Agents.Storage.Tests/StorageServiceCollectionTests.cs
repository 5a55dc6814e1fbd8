using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.InMemory;
using Agents.Storage.Tests.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agents.Storage.Tests;

public sealed class StorageServiceCollectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_storage_survives_a_restart_of_the_container_in_one_process()
    {
        using var folder = new TemporaryFolder();
        for (var run = 0; run < 2; run++)
        {
            await using var services = Build(folder.Location);
            var logs = services.GetRequiredService<IMemoryLogProvider>();
            Assert.IsType<RecordingLogProvider>(logs);
            Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(folder.Location));
            await using var log = await logs.OpenAsync(new MemoryScope("t", "u"), Cancel);
            Assert.Equal(run + 1, await log.AppendAsync(run, DiskFixture.Group("text"), Cancel));
        }
    }

    [Fact]
    public async Task An_open_log_is_closed_with_the_container()
    {
        using var folder = new TemporaryFolder();
        IMemoryLog log;
        await using (var services = Build(folder.Location))
        {
            log = await services.GetRequiredService<IMemoryLogProvider>().OpenAsync(new MemoryScope("t", "u"), Cancel);
            await log.AppendAsync(0, DiskFixture.Group("text"), Cancel);
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await log.AppendAsync(1, DiskFixture.Group("late"), Cancel));
    }

    [Theory]
    [InlineData("", null, 64 * 1024, "DataFolder")]
    [InlineData("data", " ", 64 * 1024, "KeyRingFile")]
    [InlineData("data", null, 1, "SegmentBytesMax")]
    [InlineData("data", null, long.MaxValue, "SegmentBytesMax")]
    public async Task Options_that_make_no_sense_are_refused_by_name(
        string folder, string? keyRing, long segment, string named)
    {
        await using var services = new ServiceCollection().AddLogging().AddFileStorage(options =>
        {
            options.DataFolder = folder;
            options.KeyRingFile = keyRing;
            options.SegmentBytesMax = segment;
        }).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IMemoryLogProvider>());
        Assert.StartsWith(named, Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_memory_storage_registers_one_provider_under_both_types()
    {
        await using var services = new ServiceCollection().AddInMemoryStorage().BuildServiceProvider();
        Assert.Same(
            services.GetRequiredService<InMemoryMemoryLogProvider>(),
            services.GetRequiredService<IMemoryLogProvider>());
        Assert.Equal(64, services.GetRequiredService<IKeyRing>().NameOf(new MemoryScope("t", "u")).Length);
    }

    private static ServiceProvider Build(string folder) => new ServiceCollection()
        .AddLogging()
        .AddFileStorage(options => options.DataFolder = folder)
        .BuildServiceProvider();
}

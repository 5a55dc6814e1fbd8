using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Silo.Configuration;
using Agents.Silo.Hosting;
using Agents.Storage.Cipher;
using Agents.TestKit.Azurite;
using Agents.TestKit.Postgres;

namespace Agents.Silo.Tests.Hosting;

public sealed class StorageHostTests(AzuriteServer azurite, PostgresServer postgres) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agents-storage-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Logs_in_blobs_and_records_beside_them_are_wrapped_anew_by_the_settings_of_a_silo()
    {
        string[] arguments =
        [
            "--data", _data,
            "--Storage:Kind=azure-blobs",
            $"--Storage:AzureBlobs:ConnectionString={azurite.ConnectionString}",
            $"--Storage:AzureBlobs:Container={AzuriteServer.NewContainer()}",
            $"--Storage:AzureBlobs:KeyRingFile={Path.Combine(_data, "shared.json")}",
        ];
        Assert.Equal([("logs", 1), ("records of Default", 0)], await RewrapAsync(arguments, "shared.json"));
    }

    [Fact]
    public async Task Logs_in_PostgreSQL_are_wrapped_anew_by_the_settings_of_a_silo()
    {
        string[] arguments =
        [
            "--data", _data,
            "--Storage:Kind=postgres",
            $"--Storage:Postgres:ConnectionString={await postgres.NewDatabaseAsync()}",
        ];
        Assert.Equal([("logs", 1)], await RewrapAsync(arguments, "keyring.json"));
    }

    [Fact]
    public async Task Logs_in_files_are_wrapped_anew_by_the_settings_of_a_silo() =>
        Assert.Equal([("logs", 1)], await RewrapAsync(["--data", _data], "keyring.json"));

    [Fact]
    public void A_setting_that_is_none_and_a_folder_in_use_are_one_line()
    {
        var error = Assert.Throws<StartupException>(
            () => StorageHost.Create(["--data", _data, "--Storage:Kindd=files"]));
        Assert.StartsWith("There is no setting Storage:Kindd", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<StartupException>(() => StorageHost.Create(["--data", _data, "--Storage:Kind=floppy"]));
        Assert.StartsWith("Storage:Kind is 'floppy'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Writes a log, rotates the ring, and wraps anew.</summary>
    /// <returns>What has keys, and how many were wrapped.</returns>
    private async Task<List<(string Kind, long Rewrapped)>> RewrapAsync(string[] arguments, string keyRing)
    {
        await using (var storage = StorageHost.Create(arguments))
        {
            var logs = (IMemoryLogProvider)storage.OpenDataKeys()[0];
            await using var log = await logs.OpenAsync(new MemoryScope("t", "u"), Cancel);
            await log.AppendAsync(0, [new NewFrame(FrameType.Episode, "x"u8.ToArray())], Cancel);
            Assert.Equal(Path.Combine(_data, keyRing), storage.KeyRingFile);
        }

        LocalKeyRing.Rotate(Path.Combine(_data, keyRing), TimeProvider.System);
        await using var again = StorageHost.Create(arguments);
        var kinds = new List<(string Kind, long Rewrapped)>();
        foreach (var store in again.OpenDataKeys())
        {
            kinds.Add((store.Kind, (await KeyRewrap.RunAsync(store, null, _ => { }, Cancel)).Rewrapped));
        }

        return kinds;
    }
}

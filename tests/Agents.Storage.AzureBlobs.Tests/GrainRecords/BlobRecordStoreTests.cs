using System.Text;
using Agents.Memory.Log;
using Agents.Storage.AzureBlobs.GrainRecords;
using Agents.Storage.AzureBlobs.Tests.Faults;
using Agents.Storage.Cipher;
using Agents.TestKit.Azurite;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.AzureBlobs.Tests.GrainRecords;

public sealed class BlobRecordStoreTests : IDisposable
{
    private const string Canary = "canary-5b1f";
    private const string Type = "profile";
    private const string Id = "user/ada-lovelace";

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-records-").FullName;
    private readonly List<IDisposable> _owned = [];
    private readonly AzureBlobStorageOptions _options;
    private readonly BlobContainerClient _container;

    public BlobRecordStoreTests(AzuriteServer azurite)
    {
        _options = NewStorage.On(azurite);
        _container = AzureBlobClients.Create(_options, credential: null);
        LocalKeyRing.Create(RingFile, TimeProvider.System).Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string RingFile => Path.Combine(_folder, "keyring.json");

    public void Dispose()
    {
        _owned.ForEach(owned => owned.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_record_is_found_by_the_next_process_and_replaced_under_its_tag()
    {
        Assert.Null(await NewProcess().Store.ReadAsync(Type, Id, Cancel));
        Assert.False(await _container.ExistsAsync(Cancel));
        var first = await NewProcess().Store.WriteAsync(Type, Id, Bytes("one"), tag: null, Cancel);
        var found = await NewProcess().Store.ReadAsync(Type, Id, Cancel);
        Assert.Equal(("one", first), (Text(found), found!.Tag));
        var second = await NewProcess().Store.WriteAsync(Type, Id, Bytes("two"), first, Cancel);
        Assert.NotEqual(first, second);
        Assert.Equal("two", Text(await NewProcess().Store.ReadAsync(Type, Id, Cancel)));
        await NewProcess().Store.RemoveAsync(Type, Id, second, Cancel);
        Assert.Null(await NewProcess().Store.ReadAsync(Type, Id, Cancel));
        Assert.Empty(await BlobsAsync());
    }

    [Fact]
    public async Task A_stale_tag_neither_writes_nor_removes()
    {
        var store = NewProcess().Store;
        var first = await store.WriteAsync(Type, Id, Bytes("one"), tag: null, Cancel);
        var second = await store.WriteAsync(Type, Id, Bytes("two"), first, Cancel);
        foreach (var stale in new[] { first, null })
        {
            var conflict = await Assert.ThrowsAsync<RecordConflictException>(
                async () => await NewProcess().Store.WriteAsync(Type, Id, Bytes("lost"), stale, Cancel));
            Assert.Equal((second, stale), (conflict.Stored, conflict.Known));
            await Assert.ThrowsAsync<RecordConflictException>(
                async () => await NewProcess().Store.RemoveAsync(Type, Id, stale, Cancel));
        }

        Assert.Equal("two", Text(await store.ReadAsync(Type, Id, Cancel)));
        await store.RemoveAsync(Type, Id, second, Cancel);
        var gone = await Assert.ThrowsAsync<RecordConflictException>(
            async () => await store.WriteAsync(Type, Id, Bytes("lost"), second, Cancel));
        Assert.Null(gone.Stored);
        await store.RemoveAsync(Type, Id, tag: null, Cancel);
    }

    [Fact]
    public async Task Of_many_writers_that_know_the_same_state_one_gets_through()
    {
        var tag = await NewProcess().Store.WriteAsync(Type, Id, Bytes("0"), tag: null, Cancel);
        for (var round = 0; round < 5; round++)
        {
            var known = tag;
            var writes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
            {
                try
                {
                    return await NewProcess().Store.WriteAsync(Type, Id, Bytes($"{writer}"), known, Cancel);
                }
                catch (RecordConflictException)
                {
                    return null;
                }
            }));
            tag = Assert.Single(writes, write => write is not null);
            Assert.Equal($"{Array.IndexOf(writes, tag)}", Text(await NewProcess().Store.ReadAsync(Type, Id, Cancel)));
        }
    }

    [Theory]
    [InlineData(FaultKind.BeforeRequest)]
    [InlineData(FaultKind.AfterRequest)]
    [InlineData(FaultKind.Busy)]
    public async Task A_request_that_is_lost_once_takes_effect_once(FaultKind fault)
    {
        var (store, transport) = NewProcess();
        transport.Fails = (_, count) => count == 0 ? fault : null;
        var tag = await store.WriteAsync(Type, Id, Bytes("one"), tag: null, Cancel);
        transport.Forget();
        tag = await store.WriteAsync(Type, Id, Bytes("two"), tag, Cancel);
        transport.Forget();
        Assert.Equal("two", Text(await store.ReadAsync(Type, Id, Cancel)));
        transport.Forget();
        transport.Fails = (operation, _) => operation == "delete" && transport.Sent.Count < 3 ? fault : null;
        await store.RemoveAsync(Type, Id, tag, Cancel);
        Assert.Null(await NewProcess().Store.ReadAsync(Type, Id, Cancel));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_unavailable()
    {
        var (store, transport) = NewProcess();
        transport.Fails = (_, _) => FaultKind.BeforeRequest;
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await store.ReadAsync(Type, Id, Cancel));
        await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await store.WriteAsync(Type, Id, Bytes("one"), tag: null, Cancel));
        await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await store.RemoveAsync(Type, Id, tag: null, Cancel));
    }

    [Fact]
    public async Task Neither_the_payload_nor_whose_it_is_shows_in_the_container()
    {
        await NewProcess().Store.WriteAsync(Type, $"user/{Canary}", Bytes(Canary), tag: null, Cancel);
        var (name, bytes) = Assert.Single(await BlobsAsync());
        Assert.Matches("^records/profiles/[0-9a-f]{64}$", name);
        Assert.True(bytes.AsSpan().IndexOf(Bytes(Canary)) < 0);
        var properties = await _container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: Cancel);
        Assert.Empty(properties.Value.Metadata);
    }

    [Fact]
    public async Task A_damaged_record_is_refused_and_left_as_it_is()
    {
        var store = NewProcess().Store;
        await store.WriteAsync(Type, Id, Bytes("one"), tag: null, Cancel);
        var (name, bytes) = Assert.Single(await BlobsAsync());
        for (var at = 0; at < bytes.Length; at += 7)
        {
            bytes[at] ^= 1;
            await PutAsync(name, bytes);
            await Assert.ThrowsAsync<RecordDamagedException>(async () => await store.ReadAsync(Type, Id, Cancel));
            bytes[at] ^= 1;
        }

        await PutAsync(name, bytes);
        Assert.Equal("one", Text(await store.ReadAsync(Type, Id, Cancel)));
    }

    [Fact]
    public async Task A_record_in_the_place_of_another_one_is_refused()
    {
        var store = NewProcess().Store;
        await store.WriteAsync(Type, Id, Bytes("hers"), tag: null, Cancel);
        var (name, bytes) = Assert.Single(await BlobsAsync());
        await store.WriteAsync(Type, "user/eve", Bytes("mine"), tag: null, Cancel);
        var other = Assert.Single((await BlobsAsync()).Keys, key => key != name);
        await PutAsync(other, bytes);
        await Assert.ThrowsAsync<RecordDamagedException>(async () => await store.ReadAsync(Type, "user/eve", Cancel));
    }

    [Fact]
    public async Task A_record_that_is_too_long_is_refused_by_its_size()
    {
        var store = NewProcess().Store;
        var error = await Assert.ThrowsAsync<ArgumentException>(
            async () => await store.WriteAsync(Type, Id, new byte[2049], tag: null, Cancel));
        Assert.Contains(
            "has 2049 bytes; the limit of the store profiles is 2048 (RecordBytesMax)", error.Message,
            StringComparison.Ordinal);
        await store.WriteAsync(Type, Id, new byte[2048], tag: null, Cancel);
    }

    [Fact]
    public async Task Records_are_wrapped_anew_beside_a_writer_which_goes_on()
    {
        var earlier = NewProcess().Store;
        var tag = await earlier.WriteAsync(Type, Id, Bytes("one"), tag: null, Cancel);
        LocalKeyRing.Rotate(RingFile, TimeProvider.System);
        var report = await KeyRewrap.RunAsync(NewProcess().Store, after: null, _ => { }, Cancel);
        Assert.Equal((1, 0, 0), (report.Rewrapped, report.Current, report.Refused));
        report = await KeyRewrap.RunAsync(NewProcess().Store, after: null, _ => { }, Cancel);
        Assert.Equal((0, 1, 0), (report.Rewrapped, report.Current, report.Refused));
        Assert.Equal("one", Text(await earlier.ReadAsync(Type, Id, Cancel)));
        var later = NewProcess().Store;
        tag = await later.WriteAsync(Type, Id, Bytes("two"), tag, Cancel);
        LocalKeyRing.DropOld(RingFile);
        var last = NewProcess().Store;
        Assert.Equal("two", Text(await last.ReadAsync(Type, Id, Cancel)));
        await last.RemoveAsync(Type, Id, tag, Cancel);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(BlobRecord? record) =>
        record is null ? null : Encoding.UTF8.GetString(record.Payload.Span);

    private async Task PutAsync(string name, byte[] bytes) =>
        await _container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, Cancel);

    private async Task<Dictionary<string, byte[]>> BlobsAsync()
    {
        var blobs = new Dictionary<string, byte[]>();
        await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions(), Cancel))
        {
            blobs[blob.Name] = (await _container.GetBlobClient(blob.Name).DownloadContentAsync(Cancel))
                .Value.Content.ToArray();
        }

        return blobs;
    }

    private (BlobRecordStore Store, FaultyTransport Transport) NewProcess()
    {
        var transport = new FaultyTransport();
        var ring = LocalKeyRing.Open(RingFile);
        lock (_owned)
        {
            _owned.AddRange([transport, ring]);
        }

        var container = AzureBlobClients.Create(_options, credential: null, transport);
        return (new BlobRecordStore(container, ring, "profiles", 2048, NullLogger.Instance), transport);
    }
}

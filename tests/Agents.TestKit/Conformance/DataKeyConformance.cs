using System.Text;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Xunit;

namespace Agents.TestKit.Conformance;

/// <summary>What every provider of logs must do that keeps data keys wrapped by the key ring.</summary>
/// <typeparam name="TProvider">The provider that the heir checks.</typeparam>
public abstract class DataKeyConformance<TProvider> : IAsyncDisposable
    where TProvider : IMemoryLogProvider, IDataKeyStore
{
    private static readonly MemoryScope[] Scopes = [.. "abcde".Select(user => new MemoryScope("tenant", $"{user}"))];

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-keys-").FullName;
    private readonly List<LocalKeyRing> _rings = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string RingFile => Path.Combine(_folder, "keyring.json");

    [Fact]
    public async Task After_rewrapping_all_logs_open_without_the_old_key()
    {
        await WriteAsync(Open(LocalKeyRing.Create(RingFile, TimeProvider.System)));
        LocalKeyRing.Rotate(RingFile, TimeProvider.System);
        var rotated = OpenAgain();
        Assert.Equal((5, 0, 0), await RewrapAsync(rotated));
        Assert.Equal((0, 5, 0), await RewrapAsync(rotated));
        Assert.Equal(["k1"], LocalKeyRing.DropOld(RingFile));
        var later = OpenAgain();
        Assert.Equal((0, 5, 0), await RewrapAsync(later));
        foreach (var scope in Scopes)
        {
            await using var log = await later.OpenAsync(scope, Cancel);
            Assert.Equal(2, await log.AppendAsync(1, Group("more"), Cancel));
            Assert.Equal([scope.User, "more"], await TextsAsync(log));
        }
    }

    [Fact]
    public async Task A_log_that_is_open_goes_on_after_its_key_was_wrapped_anew()
    {
        await WriteAsync(Open(LocalKeyRing.Create(RingFile, TimeProvider.System)));
        LocalKeyRing.Rotate(RingFile, TimeProvider.System);
        var provider = OpenAgain();
        await using (var log = await provider.OpenAsync(Scopes[0], Cancel))
        {
            Assert.Equal((5, 0, 0), await RewrapAsync(provider));
            Assert.Equal(2, await log.AppendAsync(1, Group("while open"), Cancel));
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(2, "state"u8.ToArray()), Cancel));
            await log.EraseAsync([1], Cancel);
            Assert.Equal(3, await log.AppendAsync(2, Group("after"), Cancel));
        }

        LocalKeyRing.DropOld(RingFile);
        await using var again = await OpenAgain().OpenAsync(Scopes[0], Cancel);
        Assert.Equal(["", "while open", "after"], await TextsAsync(again));
    }

    [Fact]
    public async Task A_log_whose_key_is_not_in_the_ring_is_counted_and_left_as_it_is()
    {
        await WriteAsync(Open(LocalKeyRing.Create(RingFile, TimeProvider.System)));
        var backup = Path.Combine(_folder, "backup.json");
        File.Copy(RingFile, backup);
        LocalKeyRing.Rotate(RingFile, TimeProvider.System);
        LocalKeyRing.DropOld(RingFile);
        Assert.Equal((0, 0, 5), await RewrapAsync(OpenAgain()));
        await using var log = await Open(LocalKeyRing.Open(backup)).OpenAsync(Scopes[0], Cancel);
        Assert.Equal([Scopes[0].User], await TextsAsync(log));
    }

    [Fact]
    public async Task A_run_goes_on_behind_a_name_and_a_deleted_log_has_none()
    {
        var first = Open(LocalKeyRing.Create(RingFile, TimeProvider.System));
        Assert.Empty(await NamesAsync(first));
        await WriteAsync(first);
        var names = await NamesAsync(first);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(Scopes.Length, names.Count);
        LocalKeyRing.Rotate(RingFile, TimeProvider.System);
        var rotated = OpenAgain();
        Assert.Equal((2, 0, 0), await RewrapAsync(rotated, after: names[2]));
        Assert.Equal((3, 2, 0), await RewrapAsync(rotated));
        await using (var log = await rotated.OpenAsync(Scopes[0], Cancel))
        {
            await log.DeleteAsync(Cancel);
        }

        Assert.Equal(4, (await NamesAsync(rotated)).Count);
        var gone = names.Except(await NamesAsync(rotated)).Single();
        Assert.Equal(RewrapOutcome.Gone, await rotated.RewrapAsync(gone, Cancel));
    }

    [Fact]
    public async Task A_process_that_was_started_before_a_rotation_opens_what_was_wrapped_since()
    {
        var ring = LocalKeyRing.Create(RingFile, TimeProvider.System);
        var earlier = Open(ring);
        await WriteAsync(earlier);
        LocalKeyRing.Rotate(RingFile, TimeProvider.System);
        Assert.Equal((5, 0, 0), await RewrapAsync(OpenAgain()));
        Assert.Equal("k1", ring.CurrentKeyId);
        await using var log = await earlier.OpenAsync(Scopes[1], Cancel);
        Assert.Equal([Scopes[1].User], await TextsAsync(log));
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await CloseAsync();
        _rings.ForEach(ring => ring.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Opens the storage, which is empty when the test starts, with a key ring.</summary>
    protected abstract TProvider OpenStorage(IKeyRing ring);

    /// <summary>Closes what <see cref="OpenStorage"/> opened.</summary>
    protected abstract ValueTask CloseAsync();

    private TProvider Open(LocalKeyRing ring)
    {
        _rings.Add(ring);
        return OpenStorage(ring);
    }

    private TProvider OpenAgain() => Open(LocalKeyRing.Open(RingFile));

    private static async Task WriteAsync(TProvider provider)
    {
        foreach (var scope in Scopes)
        {
            await using var log = await provider.OpenAsync(scope, Cancel);
            await log.AppendAsync(0, Group(scope.User), Cancel);
        }
    }

    private static async Task<(long Rewrapped, long Current, long Refused)> RewrapAsync(
        TProvider provider, string? after = null)
    {
        var report = await KeyRewrap.RunAsync(provider, after, _ => { }, Cancel);
        return (report.Rewrapped, report.Current, report.Refused);
    }

    private static async Task<List<string>> NamesAsync(TProvider provider)
    {
        var names = new List<string>();
        await foreach (var name in provider.ListAsync(after: null, Cancel))
        {
            names.Add(name);
        }

        return names;
    }

    private static NewFrame[] Group(string text) => [new NewFrame(FrameType.Episode, Encoding.UTF8.GetBytes(text))];

    private static async Task<List<string>> TextsAsync(IMemoryLog log)
    {
        var texts = new List<string>();
        await foreach (var frame in log.ReadAsync(0, Cancel))
        {
            texts.Add(Encoding.UTF8.GetString(frame.Payload.Span));
        }

        return texts;
    }
}

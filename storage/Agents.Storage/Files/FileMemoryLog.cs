using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files.Io;
using Agents.Storage.Logs;

namespace Agents.Storage.Files;

/// <summary>The log of one user in files.</summary>
/// <remarks>File work runs on the thread pool, so a caller's scheduler never waits for a disk.</remarks>
internal sealed class FileMemoryLog : SingleWriterLog<LogState>
{
    private readonly FileMemoryLogProvider _provider;
    private readonly MemoryScope _scope;
    private readonly LogFolder _folder;

    internal FileMemoryLog(
        FileMemoryLogProvider provider, MemoryScope scope, LogFolder folder, LogState? state, LogRecovery recovery)
        : base(folder.Name, state, recovery)
    {
        _provider = provider;
        _scope = scope;
        _folder = folder;
    }

    protected override string StaleWords => "was opened again; this writer is stale";

    protected override string AppendFailedWords => "the append was not written";

    protected override string AccessFailedWords => "a file could not be read or written";

    private IStorageIo Io => _provider.Io;

    /// <summary>Makes this writer stale, and waits for one that runs: the log is about to be opened again.</summary>
    internal Task FenceAsync(CancellationToken cancellationToken) => HoldAsync(
        () =>
        {
            Fence();
            return true;
        },
        cancellationToken);

    /// <summary>Runs an action while nothing else changes the log.</summary>
    internal Task<T> HoldAsync<T>(Func<T> action, CancellationToken cancellationToken) =>
        RunAloneAsync(() => Task.Run(action, CancellationToken.None), cancellationToken);

    protected override IFrameCursor CursorOf(LogState state) => new FileFrameCursor(ReaderOf(state));

    protected override Task<LogFrame[]> FetchAsync(
        LogState state, IReadOnlyList<long> sequences, CancellationToken cancellationToken)
    {
        var reader = ReaderOf(state);

        // One hop to another thread for all of them: the disk may be slow, and a hop costs more than a cached read.
        return Task.Run(() => sequences.Select(Read).ToArray(), cancellationToken);

        LogFrame Read(long sequence)
        {
            byte[] block = [];
            byte[] plain = [];
            var (file, offset, count) = reader.Read(sequence, bytesMax: 0, ref block);
            var bytes = block.AsSpan(0, count);
            return FrameOpener.TryOpen(
                reader.Cipher, file, offset, bytes, sequence, ref plain, out var frame, out _)
                ? frame
                : throw new FileFaultException(file, offset, $"frame {sequence} does not verify");
        }
    }

    protected override Task WriteAsync(IReadOnlyList<NewFrame> group) => Task.Run(() =>
    {
        var writer = new LogWriter(Io, _folder, _provider.Creating, _provider.SegmentBytesMax);
        writer.Append(State ??= writer.Create(_provider.KeyRing, _scope), group);
    });

    protected override Task EraseAsync(LogState state, IReadOnlyCollection<long> sequences) => Task.Run(
        () => new LogEraser(Io, _folder, state, ReaderOf(state)).Erase(sequences, SnapshotsOf(state)));

    protected override Task RemoveAsync(LogState state) => Task.Run(() =>
    {
        state.Active.Handle?.Dispose();
        LogRemover.Remove(Io, _folder, _provider.Deleted, state.Cipher.Generation);
    });

    protected override Task<LogSnapshot?> FetchSnapshotAsync(LogState state, CancellationToken cancellationToken) =>
        Task.Run(() => SnapshotsOf(state).Read(), cancellationToken);

    protected override Task<bool> KeepSnapshotAsync(
        LogState state, LogSnapshot snapshot, CancellationToken cancellationToken) =>
        Task.Run(() => SnapshotsOf(state).Write(snapshot), cancellationToken);

    /// <remarks>
    /// A reader that the log's deletion overtook may have read files of a later life, whose names are the same: that
    /// one is not damaged. Otherwise nobody else can have been here, so the log refuses before the mark is on the disk.
    /// </remarks>
    protected override Task<LogDamagedException> MarkAsync(FileFaultException fault) => Task.Run(() =>
    {
        if (IsOfAnotherLife())
        {
            throw new StaleWriterException("the log was deleted, and another life of it began");
        }

        RefuseAsDamaged();
        _provider.ReportDamage(_folder, fault);
        return Quarantine.Mark(Io, _folder, fault);
    });

    /// <remarks>A read that the log's disposal overtook finds the file closed.</remarks>
    protected override bool IsStorage(Exception e, CancellationToken cancellationToken) =>
        StorageErrors.IsStorage(e) || e is ObjectDisposedException;

    protected override LogUnavailableException Unavailable(string what, Exception e) =>
        StorageErrors.Unavailable(Name, what, e);

    protected override LogUnavailableException ChangeFailed(string what, Exception e) => StorageErrors.IsStorage(e)
        ? Unavailable(what, e)
        : new LogUnavailableException($"The log {Name} failed: {what}. ({e.Message})", full: false, e);

    protected override void OnDisposed() => _provider.Forget(this);

    private bool IsOfAnotherLife()
    {
        try
        {
            var bytes = Io.ReadAll(_folder.Of(LogHeader.FileName), LogHeader.FileBytesMax);
            return LogHeader.Parse(bytes).Generation != State?.Generation;
        }
        catch (Exception e) when (e is FileFaultException || StorageErrors.IsStorage(e))
        {
            // No header that can be read is none of another life.
            return false;
        }
    }

    private LogReader ReaderOf(LogState state) => new(Io, _folder, state);

    private SnapshotStore SnapshotsOf(LogState state) => new(Io, _folder, state, ReaderOf(state));
}

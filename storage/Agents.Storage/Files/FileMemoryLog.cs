using System.Runtime.CompilerServices;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Erasures;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>The log of one user in files. It exists on disk from the first append on.</summary>
/// <remarks>
/// One gate holds whatever changes the log, another one snapshots; an erasure holds both. Readers hold neither: they
/// see
/// the last published view. File work runs on the thread pool, so a caller's scheduler never waits for a disk.
/// </remarks>
internal sealed class FileMemoryLog : IRecordableLog
{
    private const int ReadBytes = 1024 * 1024;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SemaphoreSlim _snapshotGate = new(1, 1);
    private readonly FileMemoryLogProvider _provider;
    private readonly MemoryScope _scope;
    private readonly LogFolder _folder;
    private volatile LogState? _state;
    private volatile string? _refusal;
    private volatile bool _fenced;
    private volatile bool _disposed;

    internal FileMemoryLog(
        FileMemoryLogProvider provider, MemoryScope scope, LogFolder folder, LogState? state, LogRecovery recovery)
    {
        _provider = provider;
        _scope = scope;
        _folder = folder;
        _state = state;
        Recovery = recovery;
    }

    public long Position => View.Position;

    public long Bytes => View.Bytes;

    public LogRecovery Recovery { get; }

    public long? Generation => _state?.Cipher.Generation;

    internal string Name => _folder.Name;

    private LogView View => _state?.View ?? LogView.Empty;

    private IStorageIo Io => _provider.Io;

    public async IAsyncEnumerable<LogFrame> ReadAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        var last = Position;
        byte[] block = [];
        byte[] plain = [];
        var sequence = afterSequence + 1;
        while (sequence <= last)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reader = Reader();
            var (file, offset, count) = await Task.Run(
                () => Guard(() => reader.Read(sequence, ReadBytes, ref block)), cancellationToken)
                .ConfigureAwait(false);
            var at = 0;
            while (at < count
                && sequence <= last
                && TryOpen(reader, file, offset + at, block.AsSpan(at, count - at), out var frame, out var length))
            {
                at += length;
                sequence++;
                yield return frame;
            }
        }

        bool TryOpen(
            LogReader reader, string file, long offset, ReadOnlySpan<byte> bytes, out LogFrame frame, out int length)
        {
            try
            {
                return FrameOpener.TryOpen(
                    reader.Cipher, file, offset, bytes, sequence, ref plain, out frame, out length);
            }
            catch (FileFaultException e)
            {
                throw Damaged(e);
            }
        }
    }

    public async ValueTask<LogFrame> ReadFrameAsync(long sequence, CancellationToken cancellationToken) =>
        (await ReadFramesAsync([sequence], cancellationToken).ConfigureAwait(false))[0];

    public async ValueTask<LogFrame[]> ReadFramesAsync(
        IReadOnlyList<long> sequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        foreach (var sequence in sequences)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, Position);
        }

        var reader = Reader();

        // One hop to another thread for all of them: the disk may be slow, and a hop costs more than a cached read.
        return await Task.Run(() => Guard(() => sequences.Select(Read).ToArray()), cancellationToken)
            .ConfigureAwait(false);

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

    public async ValueTask<long> AppendAsync(
        long expectedPosition, IReadOnlyList<NewFrame> group, CancellationToken cancellationToken)
    {
        GroupEncoder.Check(group);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfFenced();
            ThrowIfRefusing();
            cancellationToken.ThrowIfCancellationRequested();
            if (expectedPosition != Position)
            {
                _refusal = "an append was stale";
                throw new LogConflictException($"The log {Name} is at position {Position}, not {expectedPosition}.");
            }

            return await Task.Run(
                () => ChangeOrFail("the append was not written", () => Append(group)), CancellationToken.None)
                .ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask EraseAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Any(sequence => sequence < 1 || sequence > Position))
        {
            throw new ArgumentOutOfRangeException(nameof(sequences), $"The log has the frames 1 to {Position}.");
        }

        await ChangeAloneAsync("an erasure was not finished", Erase, cancellationToken).ConfigureAwait(false);

        void Erase(LogState? state)
        {
            if (state is not null)
            {
                var reader = new LogReader(Io, _folder, state);
                new LogEraser(Io, _folder, state, reader).Erase(sequences, Snapshots(state));
            }
        }
    }

    public async ValueTask DeleteAsync(CancellationToken cancellationToken)
    {
        await ChangeAloneAsync("a deletion was not finished", Delete, cancellationToken).ConfigureAwait(false);

        void Delete(LogState? state)
        {
            if (state is not null)
            {
                state.Active.Handle?.Dispose();
                LogRemover.Remove(Io, _folder, _provider.Deleted, state.Cipher.Generation);
            }

            _refusal = "it was deleted";
        }
    }

    public async ValueTask<LogSnapshot?> ReadSnapshotAsync(CancellationToken cancellationToken)
    {
        await _snapshotGate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfRefusing();
            return _state is { } state
                ? await Task.Run(() => Guard(() => Snapshots(state).Read()), cancellationToken).ConfigureAwait(false)
                : null;
        }
        finally
        {
            _snapshotGate.Release();
        }
    }

    public async ValueTask<bool> WriteSnapshotAsync(LogSnapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(snapshot.Payload.Length, LogLimits.SnapshotBytesMax);
        await _snapshotGate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfRefusing();
            ArgumentOutOfRangeException.ThrowIfLessThan(snapshot.Position, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(snapshot.Position, Position);
            var state = _state!;
            return await Task.Run(() => Guard(() => Snapshots(state).Write(snapshot)), cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            _snapshotGate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        await _snapshotGate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!_disposed)
            {
                _disposed = true;
                _provider.Forget(this);
                _state?.Dispose();
            }
        }
        finally
        {
            _snapshotGate.Release();
            _gate.Release();
        }
    }

    /// <summary>Makes this writer stale, and waits for one that runs: the log is about to be opened again.</summary>
    internal Task FenceAsync(CancellationToken cancellationToken) => HoldAsync(
        () =>
        {
            _refusal = "another writer opened it";
            return _fenced = true;
        },
        cancellationToken);

    /// <summary>Runs an action while nothing else changes the log.</summary>
    internal async Task<T> HoldAsync<T>(Func<T> action, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _snapshotGate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await Task.Run(action, CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _snapshotGate.Release();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs a change that neither an append nor a snapshot may cross.</summary>
    private async Task ChangeAloneAsync(string what, Action<LogState?> change, CancellationToken cancellationToken) =>
        await HoldAsync(
            () =>
            {
                ThrowIfRefusing();
                cancellationToken.ThrowIfCancellationRequested();
                return ChangeOrFail(what, () => Change(change));
            },
            cancellationToken).ConfigureAwait(false);

    private long Change(Action<LogState?> change)
    {
        change(_state);
        return Position;
    }

    private long Append(IReadOnlyList<NewFrame> group)
    {
        var writer = new LogWriter(Io, _folder, _provider.Creating, _provider.SegmentBytesMax);
        return writer.Append(_state ??= writer.Create(_provider.KeyRing, _scope), group);
    }

    private LogReader Reader()
    {
        ThrowIfRefusing();
        return new LogReader(Io, _folder, _state!);
    }

    private SnapshotStore Snapshots(LogState state) => new(Io, _folder, state, new LogReader(Io, _folder, state));

    private void ThrowIfFenced()
    {
        if (_fenced && !_disposed)
        {
            throw new LogConflictException($"The log {Name} was opened again; this writer is stale.");
        }
    }

    private void ThrowIfRefusing()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_refusal is { } refusal)
        {
            throw new LogUnavailableException($"The log {Name} must be opened again: {refusal}.", full: false);
        }
    }

    /// <summary>
    /// Runs what only reads, or writes what the log can do without: a failure leaves the log as it is.
    /// </summary>
    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (FileFaultException e)
        {
            throw Damaged(e);
        }
        catch (Exception e) when (StorageErrors.IsStorage(e) || e is ObjectDisposedException)
        {
            throw StorageErrors.Unavailable(Name, "a file could not be read or written", e);
        }
    }

    /// <summary>Runs what changes the log. After any failure only opening again tells what is on the disk.</summary>
    private T ChangeOrFail<T>(string what, Func<T> change)
    {
        try
        {
            return change();
        }
        catch (Exception e)
        {
            _refusal = what;
            throw e switch
            {
                FileFaultException fault => Damaged(fault),
                _ when StorageErrors.IsStorage(e) => StorageErrors.Unavailable(Name, what, e),
                _ => new LogUnavailableException($"The log {Name} failed: {what}. ({e.Message})", full: false, e),
            };
        }
    }

    private LogDamagedException Damaged(FileFaultException fault)
    {
        _refusal = "it is damaged";
        _provider.ReportDamage(_folder, fault);
        return Quarantine.Mark(Io, _folder, fault);
    }
}

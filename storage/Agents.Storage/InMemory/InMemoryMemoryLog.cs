using System.Runtime.CompilerServices;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Frames;

namespace Agents.Storage.InMemory;

/// <summary>An opened log in memory.</summary>
internal sealed class InMemoryMemoryLog(InMemoryMemoryLogProvider provider, MemoryScope scope, InMemoryStore store)
    : IMemoryLog
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly int _writer = store.Open();
    private volatile string? _refusal;
    private volatile bool _disposed;

    public long Position => store.Position;

    public long Bytes => store.Bytes;

    public LogRecovery Recovery => LogRecovery.None;

    public async IAsyncEnumerable<LogFrame> ReadAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        var last = Position;
        for (var sequence = afterSequence + 1; sequence <= last; sequence++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfRefusing();
            yield return store.Frame(sequence);
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public ValueTask<LogFrame> ReadFrameAsync(long sequence, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, Position);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfRefusing();
        return ValueTask.FromResult(store.Frame(sequence));
    }

    public async ValueTask<LogFrame[]> ReadFramesAsync(
        IReadOnlyList<long> sequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var frames = new LogFrame[sequences.Count];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = await ReadFrameAsync(sequences[i], cancellationToken).ConfigureAwait(false);
        }

        return frames;
    }

    public async ValueTask<long> AppendAsync(
        long expectedPosition, IReadOnlyList<NewFrame> group, CancellationToken cancellationToken)
    {
        GroupEncoder.Check(group);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfStale();
            ThrowIfRefusing();
            cancellationToken.ThrowIfCancellationRequested();
            if (expectedPosition != Position)
            {
                _refusal = "an append was stale";
                throw new LogConflictException($"The log is at position {Position}, not {expectedPosition}.");
            }

            if (provider.BeforeCommit is { } wait)
            {
                await wait(scope, group).ConfigureAwait(false);
                ThrowIfStale();
            }

            return Commit(group);
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

        await ChangeAsync(() => store.Erase(sequences), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DeleteAsync(CancellationToken cancellationToken)
    {
        if (provider.RefusesDeletion)
        {
            throw new LogUnavailableException("A test made this deletion fail.", full: false);
        }

        await ChangeAsync(store.Delete, cancellationToken).ConfigureAwait(false);
        _refusal = "it was deleted";
    }

    public ValueTask<LogSnapshot?> ReadSnapshotAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfRefusing();
        return ValueTask.FromResult(store.ReadSnapshot());
    }

    public ValueTask<bool> WriteSnapshotAsync(LogSnapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfRefusing();
        ArgumentOutOfRangeException.ThrowIfLessThan(snapshot.Position, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(snapshot.Position, Position);
        return ValueTask.FromResult(store.WriteSnapshot(snapshot));
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _disposed = true;
        _gate.Release();
    }

    private long Commit(IReadOnlyList<NewFrame> group)
    {
        var fault = provider.NextFault();
        if (fault is AppendFault.BeforeWrite or AppendFault.DiskFull)
        {
            _refusal = "an append failed";
            throw new LogUnavailableException("A test made this append fail.", full: fault == AppendFault.DiskFull);
        }

        var position = store.Append(group);
        provider.CountGroup();
        if (fault == AppendFault.AfterWrite)
        {
            _refusal = "an append failed";
            throw new LogUnavailableException("A test made this append fail after it was written.", full: false);
        }

        return position;
    }

    private async Task ChangeAsync(Action change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfRefusing();
            change();
        }
        finally
        {
            _gate.Release();
        }
    }

    private void ThrowIfStale()
    {
        if (!_disposed && !store.IsWriter(_writer))
        {
            throw new LogConflictException("The log was opened again; this writer is stale.");
        }
    }

    private void ThrowIfRefusing()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var refusal = store.IsWriter(_writer) ? _refusal : "another writer opened it";
        if (refusal is not null)
        {
            throw new LogUnavailableException($"The log must be opened again: {refusal}.", full: false);
        }
    }
}

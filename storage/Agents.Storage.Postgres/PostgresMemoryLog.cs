using System.Runtime.CompilerServices;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.Postgres;

/// <summary>The log of one user in rows. It exists in the tables from the first append on.</summary>
/// <remarks>
/// One gate holds whatever changes the log, another one snapshots; an erasure holds both. Readers hold neither: they
/// see the last published tail. Who opens the log claims its head, and every statement of an earlier writer changes
/// nothing from then on. A statement whose answer was lost is sent again under the same condition, so it takes effect
/// once or not at all; when nobody answers, the log refuses everything and opening it again tells what is there.
/// </remarks>
internal sealed class PostgresMemoryLog : IRecordableLog
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SemaphoreSlim _snapshotGate = new(1, 1);
    private readonly PostgresMemoryLogProvider _provider;
    private readonly PostgresLogContext _context;
    private readonly MemoryScope _scope;
    private volatile PostgresLogState? _state;
    private volatile string? _refusal;
    private volatile bool _fenced;
    private volatile bool _disposed;

    internal PostgresMemoryLog(
        PostgresMemoryLogProvider provider,
        PostgresLogContext context,
        MemoryScope scope,
        PostgresLogState? state)
    {
        _provider = provider;
        _context = context;
        _scope = scope;
        _state = state;
    }

    public long Position => _state?.Tail.Position ?? 0;

    public long Bytes => _state?.Tail.Bytes ?? 0;

    /// <summary>Gets that nothing was repaired: a transaction leaves no half of a group.</summary>
    public LogRecovery Recovery => LogRecovery.None;

    public long? Generation => _state?.Generation;

    private string Name => _context.Name;

    public async IAsyncEnumerable<LogFrame> ReadAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        var last = Position;
        byte[] plain = [];
        var sequence = afterSequence + 1;
        while (sequence <= last)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reader = Reader();
            var page = await GuardAsync(
                () => reader.ReadAsync(sequence, last, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var (row, bytes) in page.Frames)
            {
                var frame = await GuardAsync(
                    () => Task.FromResult(reader.Open(row, bytes, sequence, ref plain)), cancellationToken)
                    .ConfigureAwait(false);
                sequence++;
                yield return frame;
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

        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfRefusing();
        return sequences.Count == 0
            ? []
            : await GuardAsync(
                () => Reader().ReadFramesAsync(sequences, cancellationToken),
                cancellationToken).ConfigureAwait(false);
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

            return await ChangeOrFailAsync("the append was not acknowledged", AppendAsync).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }

        async Task<long> AppendAsync()
        {
            var writer = new PostgresLogWriter(_context);
            if (_state is { } state)
            {
                await writer.AppendAsync(state, group).ConfigureAwait(false);
            }
            else
            {
                _state = await writer.CreateAsync(_scope, group).ConfigureAwait(false);
            }

            return Position;
        }
    }

    public async ValueTask EraseAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Any(sequence => sequence < 1 || sequence > Position))
        {
            throw new ArgumentOutOfRangeException(nameof(sequences), $"The log has the frames 1 to {Position}.");
        }

        await ChangeAloneAsync("an erasure was not finished", EraseAsync, cancellationToken).ConfigureAwait(false);

        async Task EraseAsync(PostgresLogState? state)
        {
            if (state is not null && sequences.Count > 0)
            {
                await new PostgresLogEraser(_context, state).EraseAsync(sequences).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DeleteAsync(CancellationToken cancellationToken)
    {
        await ChangeAloneAsync("a deletion was not finished", DeleteAsync, cancellationToken).ConfigureAwait(false);

        async Task DeleteAsync(PostgresLogState? state)
        {
            if (state is not null)
            {
                await PostgresLogRemover.RemoveAsync(_context, state).ConfigureAwait(false);
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
                ? await GuardAsync(() => SnapshotsOf(state).ReadAsync(cancellationToken), cancellationToken)
                    .ConfigureAwait(false)
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
            return await GuardAsync(
                () => SnapshotsOf(_state!).WriteAsync(snapshot, cancellationToken), cancellationToken)
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
                _state?.Dispose();
            }
        }
        finally
        {
            _snapshotGate.Release();
            _gate.Release();
        }
    }

    /// <summary>Runs a change that neither an append nor a snapshot may cross.</summary>
    private async Task ChangeAloneAsync(
        string what, Func<PostgresLogState?, Task> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _snapshotGate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                ThrowIfRefusing();
                cancellationToken.ThrowIfCancellationRequested();
                await ChangeOrFailAsync(what, ChangeAsync).ConfigureAwait(false);
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

        async Task<long> ChangeAsync()
        {
            await change(_state).ConfigureAwait(false);
            return Position;
        }
    }

    private PostgresLogReader Reader()
    {
        ThrowIfRefusing();
        return new PostgresLogReader(_context, _state!);
    }

    private PostgresSnapshots SnapshotsOf(PostgresLogState state) => new(_context, state);

    private void ThrowIfFenced()
    {
        if (_fenced && !_disposed)
        {
            throw new LogConflictException($"The log {Name} has another writer; this one is stale.");
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
    private async Task<T> GuardAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (FileFaultException e)
        {
            throw await DamagedAsync(e).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.IsStorage(e, cancellationToken))
        {
            throw PostgresErrors.Unavailable(Name, "its rows could not be read or written", e);
        }
    }

    /// <summary>
    /// Runs what changes the log. After any failure only opening again tells what is in the tables.
    /// </summary>
    private async Task<long> ChangeOrFailAsync(string what, Func<Task<long>> change)
    {
        try
        {
            return await change().ConfigureAwait(false);
        }
        catch (StaleWriterException e)
        {
            _fenced = true;
            _refusal = "another writer opened it";
            throw new LogConflictException($"The log {Name} has another writer; this one is stale.", e);
        }
        catch (Exception e)
        {
            _refusal = what;
            throw e switch
            {
                FileFaultException fault => await DamagedAsync(fault).ConfigureAwait(false),
                LogUnavailableException => e,
                _ => PostgresErrors.Unavailable(Name, what, e),
            };
        }
    }

    /// <remarks>A stale reader finds rows gone that a deletion took: the head tells that from damage.</remarks>
    private async Task<Exception> DamagedAsync(FileFaultException fault)
    {
        try
        {
            var damage = await new LogHeads(_context).MarkAsync(fault, _state!.Writer).ConfigureAwait(false);
            _refusal = "it is damaged";
            _provider.ReportDamage(damage);
            return damage;
        }
        catch (StaleWriterException e)
        {
            _refusal = "another writer changed it";
            return new LogUnavailableException($"The log {Name} must be opened again: {_refusal}.", full: false, e);
        }
    }
}

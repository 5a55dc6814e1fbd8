using System.Runtime.CompilerServices;
using Agents.Memory.Log;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.Logs;

/// <summary>The log of one user, whatever it is kept in. It exists there from the first append on.</summary>
/// <typeparam name="TState">What a provider knows of a log that is there.</typeparam>
/// <remarks>
/// <para>
/// Order: one gate holds whatever changes the log, another one snapshots; an erasure and a deletion hold both. Readers
/// hold neither: they see the last state that was published, which holds committed groups only.
/// </para>
/// <para>
/// Durability: a provider answers when what it was told to do is durable, and no caller hears of it before.
/// </para>
/// <para>
/// After a fault: a change that fails, in whatever way, may have taken effect. The log refuses everything but disposal
/// from then on, and opening it again tells what is there. Reading, and writing a snapshot, leaves the log as it was,
/// unless something does not verify: then the log is marked as damaged, and refuses too. A writer that hears of
/// another one is stale for good: its appends are conflicts, and it refuses the rest.
/// </para>
/// <para>
/// Cancellation: a change heeds it until it begins, and is then carried through. Reading, and writing a snapshot, may
/// end by it at any time.
/// </para>
/// </remarks>
internal abstract class SingleWriterLog<TState>(string name, TState? state, LogRecovery recovery) : IRecordableLog
    where TState : class, ILogState
{
    private readonly SemaphoreSlim _changes = new(1, 1);
    private readonly SemaphoreSlim _snapshots = new(1, 1);
    private volatile TState? _state = state;
    private volatile string? _refusal;
    private volatile bool _fenced;
    private volatile bool _disposed;

    public long Position => _state?.Position ?? 0;

    public long Bytes => _state?.Bytes ?? 0;

    public LogRecovery Recovery { get; } = recovery;

    public long? Generation => _state?.Generation;

    internal string Name { get; } = name;

    /// <summary>Gets what makes a writer stale, as the end of a sentence that begins with the log.</summary>
    protected abstract string StaleWords { get; }

    /// <summary>Gets what is said of an append that failed.</summary>
    protected abstract string AppendFailedWords { get; }

    /// <summary>Gets what is said when reading, or writing a snapshot, failed.</summary>
    protected abstract string AccessFailedWords { get; }

    /// <summary>Gets or sets the log that is there; null until the first append. The log disposes it.</summary>
    protected TState? State
    {
        get => _state;
        set => _state = value;
    }

    public async IAsyncEnumerable<LogFrame> ReadAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        if (_state is not { } state)
        {
            yield break;
        }

        var last = state.Position;
        var cursor = CursorOf(state);
        var sequence = afterSequence + 1;
        while (sequence <= last)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfRefusing();
            await GuardAsync(FetchNextAsync, cancellationToken).ConfigureAwait(false);
            while (sequence <= last)
            {
                bool isWhole;
                LogFrame frame;
                try
                {
                    isWhole = cursor.TryOpen(sequence, out frame);
                }
                catch (FileFaultException e)
                {
                    throw await DamagedAsync(e).ConfigureAwait(false);
                }

                if (!isWhole)
                {
                    break;
                }

                sequence++;
                yield return frame;
            }
        }

        async Task<bool> FetchNextAsync()
        {
            await cursor.FetchAsync(sequence, last, cancellationToken).ConfigureAwait(false);
            return true;
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
            : await GuardAsync(() => FetchAsync(_state!, sequences, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
    }

    public async ValueTask<long> AppendAsync(
        long expectedPosition, IReadOnlyList<NewFrame> group, CancellationToken cancellationToken)
    {
        GroupEncoder.Check(group);
        using var changes = await _changes.EnterAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfFenced();
        ThrowIfRefusing();
        cancellationToken.ThrowIfCancellationRequested();
        if (expectedPosition != Position)
        {
            _refusal = "an append was stale";
            throw new LogConflictException($"The log {Name} is at position {Position}, not {expectedPosition}.");
        }

        await ChangeOrFailAsync(AppendFailedWords, () => WriteAsync(group)).ConfigureAwait(false);
        return Position;
    }

    public async ValueTask EraseAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Any(sequence => sequence < 1 || sequence > Position))
        {
            throw new ArgumentOutOfRangeException(nameof(sequences), $"The log has the frames 1 to {Position}.");
        }

        await ChangeAloneAsync(
            "an erasure was not finished",
            () => _state is { } state && sequences.Count > 0 ? EraseAsync(state, sequences) : Task.CompletedTask,
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DeleteAsync(CancellationToken cancellationToken)
    {
        await ChangeAloneAsync("a deletion was not finished", DeleteAsync, cancellationToken).ConfigureAwait(false);

        async Task DeleteAsync()
        {
            if (_state is { } state)
            {
                await RemoveAsync(state).ConfigureAwait(false);
            }

            _refusal = "it was deleted";
        }
    }

    public async ValueTask<LogSnapshot?> ReadSnapshotAsync(CancellationToken cancellationToken)
    {
        using var snapshots = await _snapshots.EnterAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfRefusing();
        return _state is { } state
            ? await GuardAsync(() => FetchSnapshotAsync(state, cancellationToken), cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    public async ValueTask<bool> WriteSnapshotAsync(LogSnapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(snapshot.Payload.Length, LogLimits.SnapshotBytesMax);
        using var snapshots = await _snapshots.EnterAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfRefusing();
        ArgumentOutOfRangeException.ThrowIfLessThan(snapshot.Position, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(snapshot.Position, Position);
        return await GuardAsync(() => KeepSnapshotAsync(_state!, snapshot, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        using var changes = await _changes.EnterAsync(CancellationToken.None).ConfigureAwait(false);
        using var snapshots = await _snapshots.EnterAsync(CancellationToken.None).ConfigureAwait(false);
        if (!_disposed)
        {
            _disposed = true;
            OnDisposed();
            _state?.Dispose();
        }
    }

    /// <summary>Begins to walk through committed frames, beside the writer.</summary>
    protected abstract IFrameCursor CursorOf(TState state);

    /// <summary>Reads committed frames in the order asked for; each payload is a copy of its own.</summary>
    /// <exception cref="FileFaultException">One does not verify.</exception>
    protected abstract Task<LogFrame[]> FetchAsync(
        TState state, IReadOnlyList<long> sequences, CancellationToken cancellationToken);

    /// <summary>Appends a group durably, then publishes it. Where there is no log yet this creates it and sets
    /// <see cref="State"/>, as soon as there is something to dispose of.</summary>
    /// <exception cref="StaleWriterException">Another writer was here.</exception>
    protected abstract Task WriteAsync(IReadOnlyList<NewFrame> group);

    /// <summary>Takes payloads out of the log, and every snapshot, for good.</summary>
    /// <exception cref="StaleWriterException">Another writer was here.</exception>
    protected abstract Task EraseAsync(TState state, IReadOnlyCollection<long> sequences);

    /// <summary>Deletes the log and all that belongs to it, its key first.</summary>
    /// <exception cref="StaleWriterException">Another writer was here.</exception>
    protected abstract Task RemoveAsync(TState state);

    /// <summary>Reads the newest snapshot that verifies, or null.</summary>
    protected abstract Task<LogSnapshot?> FetchSnapshotAsync(TState state, CancellationToken cancellationToken);

    /// <summary>Writes a snapshot durably.</summary>
    /// <returns>Whether it was kept.</returns>
    protected abstract Task<bool> KeepSnapshotAsync(
        TState state, LogSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Marks the log as damaged, so that every open refuses, and reports it.</summary>
    /// <exception cref="StaleWriterException">Another writer was here: it may not be damaged at all.</exception>
    protected abstract Task<LogDamagedException> MarkAsync(FileFaultException fault);

    /// <summary>Whether the storage failed, and neither the caller gave up nor the program is wrong.</summary>
    protected abstract bool IsStorage(Exception e, CancellationToken cancellationToken);

    /// <summary>Makes the refusal that says what the storage failed to do, and what to do about it.</summary>
    protected abstract LogUnavailableException Unavailable(string what, Exception e);

    /// <summary>Makes the refusal of a change that failed, of the storage or otherwise.</summary>
    protected virtual LogUnavailableException ChangeFailed(string what, Exception e) =>
        e as LogUnavailableException ?? Unavailable(what, e);

    /// <summary>Is told of the disposal while nothing else runs, before the state is disposed of.</summary>
    protected virtual void OnDisposed()
    {
    }

    /// <summary>Refuses everything but disposal from now on.</summary>
    protected void RefuseAsDamaged() => _refusal = "it is damaged";

    /// <summary>Makes this writer stale.</summary>
    protected void Fence()
    {
        _fenced = true;
        _refusal = "another writer opened it";
    }

    /// <summary>Runs what neither a change nor a snapshot may cross.</summary>
    protected async Task<T> RunAloneAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        using var changes = await _changes.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var snapshots = await _snapshots.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await action().ConfigureAwait(false);
    }

    /// <summary>Runs a change that neither an append nor a snapshot may cross.</summary>
    private async Task ChangeAloneAsync(string what, Func<Task> change, CancellationToken cancellationToken)
    {
        using var changes = await _changes.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var snapshots = await _snapshots.EnterAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfRefusing();
        cancellationToken.ThrowIfCancellationRequested();
        await ChangeOrFailAsync(what, change).ConfigureAwait(false);
    }

    private void ThrowIfFenced()
    {
        if (_fenced && !_disposed)
        {
            throw Stale(null);
        }
    }

    private void ThrowIfRefusing()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_refusal is { } refusal)
        {
            throw Refused(refusal, null);
        }
    }

    private LogConflictException Stale(Exception? e) => new($"The log {Name} {StaleWords}.", e);

    private LogUnavailableException Refused(string refusal, Exception? e) =>
        new($"The log {Name} must be opened again: {refusal}.", full: false, e);

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
        catch (Exception e) when (IsStorage(e, cancellationToken))
        {
            throw Unavailable(AccessFailedWords, e);
        }
    }

    /// <summary>Runs what changes the log. After any failure only opening again tells what is there.</summary>
    private async Task ChangeOrFailAsync(string what, Func<Task> change)
    {
        try
        {
            await change().ConfigureAwait(false);
        }
        catch (StaleWriterException e)
        {
            Fence();
            throw Stale(e);
        }
        catch (Exception e)
        {
            _refusal = what;
            throw e is FileFaultException fault
                ? await DamagedAsync(fault).ConfigureAwait(false)
                : ChangeFailed(what, e);
        }
    }

    /// <remarks>A stale reader finds gone what another writer replaced: the mark tells that from damage.</remarks>
    private async Task<Exception> DamagedAsync(FileFaultException fault)
    {
        try
        {
            var damage = await MarkAsync(fault).ConfigureAwait(false);
            RefuseAsDamaged();
            return damage;
        }
        catch (StaleWriterException e)
        {
            return Refused(_refusal ??= "another writer changed it", e);
        }
    }
}

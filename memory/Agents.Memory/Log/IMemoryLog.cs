namespace Agents.Memory.Log;

/// <summary>The append-only log of one user, opened by its single writer.</summary>
/// <remarks>
/// Payloads are opaque: the log frames, chains and encrypts them. One append at a time; reads may run beside an append
/// and see committed frames only. After an append failed, the log refuses everything but disposal: the writer drops its
/// state and opens it again.
/// </remarks>
public interface IMemoryLog : IAsyncDisposable
{
    /// <summary>Gets the sequence of the last committed frame; 0 when the log is empty.</summary>
    long Position { get; }

    /// <summary>Gets the size of the log in bytes, snapshots not counted.</summary>
    long Bytes { get; }

    /// <summary>Gets what opening the log had to repair.</summary>
    LogRecovery Recovery { get; }

    /// <summary>Reads the committed frames after a sequence, in order. Frames committed after the call starts may be
    /// missing.</summary>
    IAsyncEnumerable<LogFrame> ReadAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>Reads one committed frame.</summary>
    /// <exception cref="LogDamagedException">The frame does not verify.</exception>
    ValueTask<LogFrame> ReadFrameAsync(long sequence, CancellationToken cancellationToken);

    /// <summary>Reads committed frames, in the order asked for. Each payload is a copy of its own.</summary>
    /// <exception cref="LogDamagedException">One of the frames does not verify.</exception>
    ValueTask<LogFrame[]> ReadFramesAsync(IReadOnlyList<long> sequences, CancellationToken cancellationToken);

    /// <summary>Appends a group of frames as one: after a crash either all of them are there or none.</summary>
    /// <returns>The sequence of the group's last frame. The group is durable when the task completes.</returns>
    /// <exception cref="LogConflictException"><paramref name="expectedPosition"/> is not the log's position: another
    /// writer was here.</exception>
    /// <exception cref="LogUnavailableException">Nothing of the group is acknowledged; it may or may not be found after
    /// reopening.</exception>
    /// <remarks>Cancellation is honoured only until the first byte is written.</remarks>
    ValueTask<long> AppendAsync(
        long expectedPosition, IReadOnlyList<NewFrame> group, CancellationToken cancellationToken);

    /// <summary>Removes the payloads of frames for good, and every snapshot. Repeating it changes nothing.</summary>
    /// <remarks>When the task completes no file of the log holds the ciphertext any more.</remarks>
    ValueTask EraseAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken);

    /// <summary>Deletes the log, its snapshots, its key and whatever was kept aside. The log can be used no
    /// more.</summary>
    ValueTask DeleteAsync(CancellationToken cancellationToken);

    /// <summary>Reads the newest snapshot that verifies, or null; a damaged one is set aside, never returned.</summary>
    ValueTask<LogSnapshot?> ReadSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Stores a snapshot durably and atomically, and drops older ones.</summary>
    /// <returns>Whether it was kept: one that is older than the last erasure is dropped, since it may hold what was
    /// erased.</returns>
    ValueTask<bool> WriteSnapshotAsync(LogSnapshot snapshot, CancellationToken cancellationToken);
}

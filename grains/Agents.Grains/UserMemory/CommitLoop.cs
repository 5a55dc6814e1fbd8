using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>The one writer of a user's log: callers enqueue, the loop writes one group for all that wait.</summary>
/// <remarks>
/// Runs on the grain's own scheduler, so nothing here is locked. The projection changes only in a synchronous apply
/// after its group is durable; that is the invariant which lets the grain be reentrant. After a failure nothing is
/// written any more: what the log holds is unknown until it is opened again.
/// </remarks>
internal sealed class CommitLoop(
    IMemoryLog log,
    MemoryProjection projection,
    UserMemoryOptions options,
    UserMemoryTelemetry telemetry,
    TimeProvider clock)
{
    private readonly Queue<Work> _waiting = new();
    private readonly UseLog _uses = new();
    private long _waitingFrames;
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _running;

    /// <summary>Gets the position that the log will have when all that was accepted is durable.</summary>
    public long Accepted => projection.Position + _waitingFrames;

    /// <summary>Gets what ended the loop, or null while it lives.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Gets what completes when nothing is being written any more.</summary>
    public Task Idle => _running ? _idle.Task : Task.CompletedTask;

    /// <summary>Gets a value indicating whether no more writes are taken for now.</summary>
    public bool Full => _waiting.Count >= options.WaitingWritesMax;

    /// <summary>Occurs after a group was applied.</summary>
    public event Action? Committed;

    /// <summary>Appends frames as one atomic group, alone or with those of others. Completes once they are durable and
    /// applied.</summary>
    public Task AppendAsync(IReadOnlyList<NewFrame> frames) => EnqueueAsync(new Work(WithUses(frames), null, null));

    /// <summary>Appends episodes as <see cref="AppendAsync(IReadOnlyList{NewFrame})"/> does frames.</summary>
    /// <param name="episodes">The episodes, one a frame.</param>
    /// <param name="settled">Called in the loop itself once they are applied or lost, before any caller goes
    /// on.</param>
    public Task AppendAsync(IReadOnlyList<EpisodeRecord> episodes, Action settled) => EnqueueAsync(new Work(
        WithUses([.. episodes.Select(episode => new NewFrame(FrameType.Episode, RecordJson.Encode(episode)))]),
        null,
        settled,
        episodes));

    /// <summary>Notes that memories were given to a prompt. It is written behind the next frames that anybody appends,
    /// and lost where none come: it is worth no write of its own.</summary>
    public void Use(DateTimeOffset at, IEnumerable<long> sequences) => _uses.Add(at, sequences);

    /// <summary>Runs an operation on the log while nothing is appended, after all that was accepted before
    /// it.</summary>
    public Task RunAloneAsync(Func<Task> operation) => EnqueueAsync(new Work([], operation, null));

    /// <summary>Refuses every write from now on, with the reason.</summary>
    public void Stop(Exception reason) => Fail(reason, []);

    /// <remarks>Behind the frames, whose sequences the caller may have told by <see cref="Accepted"/>, and at once, so
    /// that it counts them before anybody reads it again.</remarks>
    private IReadOnlyList<NewFrame> WithUses(IReadOnlyList<NewFrame> frames) =>
        frames.Count == 0 || _uses.Count == 0 ? frames : [.. frames, .. _uses.Take()];

    private Task EnqueueAsync(Work work)
    {
        if (Failure is { } failure)
        {
            return Task.FromException(failure);
        }

        _waiting.Enqueue(work);
        telemetry.Queue.Add(1);
        _waitingFrames += work.Frames.Count;
        if (!_running)
        {
            _running = true;
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = RunAsync();
        }

        return work.Done.Task;
    }

    private async Task RunAsync()
    {
        // The caller of the first write goes on to enqueue its others before the group is closed.
        await Task.Yield();
        while (_waiting.TryPeek(out var next))
        {
            var group = next.Alone is null ? TakeGroup() : [_waiting.Dequeue()];
            telemetry.Queue.Add(-group.Count);
            try
            {
                await (next.Alone is null ? CommitAsync(group) : next.Alone());
                group.ForEach(work => work.Settled?.Invoke());
                group.ForEach(work => work.Done.TrySetResult());
            }
#pragma warning disable CA1031 // Whatever ended the write, its callers must hear of it and nothing may follow it.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Fail(error, group);
                return;
            }
        }

        _running = false;
        _idle.TrySetResult();
    }

    private List<Work> TakeGroup()
    {
        var group = new List<Work>();
        var (bytes, frames) = (0L, 0);
        while (_waiting.TryPeek(out var next) && next.Alone is null)
        {
            bytes += next.Bytes;
            frames += next.Frames.Count;
            if (group.Count > 0 && (bytes > options.GroupBytesMax || frames > LogLimits.GroupFramesMax))
            {
                break;
            }

            group.Add(_waiting.Dequeue());
        }

        return group;
    }

    private async Task CommitAsync(List<Work> group)
    {
        var frames = group.Count == 1 ? group[0].Frames : group.SelectMany(work => work.Frames).ToArray();
        var started = clock.GetTimestamp();
        var position = await log.AppendAsync(projection.Position, frames, CancellationToken.None);
        telemetry.CommitSeconds.Record(clock.GetElapsedTime(started).TotalSeconds);
        telemetry.GroupFrames.Record(frames.Count);
        foreach (var work in group)
        {
            for (var i = 0; i < work.Frames.Count; i++)
            {
                Apply(work, i);
            }
        }

        _waitingFrames -= frames.Count;
        if (projection.Position != position)
        {
            throw new System.Diagnostics.UnreachableException(
                $"The log is at {position} and the projection at {projection.Position}.");
        }

        Committed?.Invoke();
    }

    private void Apply(Work work, int index)
    {
        var sequence = projection.Position + 1;
        var frame = work.Frames[index];
        if (index < work.Episodes?.Count && work.Episodes[index] is { IsWrittenAsIs: true } episode)
        {
            projection.Apply(sequence, episode);
        }
        else
        {
            projection.Apply(new LogFrame(sequence, frame.Type, frame.Payload, Erased: false));
        }
    }

    private void Fail(Exception error, List<Work> group)
    {
        Failure = error;
        _waitingFrames = 0;
        _idle.TrySetResult();
        telemetry.Queue.Add(-_waiting.Count);
        group.AddRange(_waiting);
        _waiting.Clear();
        group.ForEach(work => work.Settled?.Invoke());
        group.ForEach(work => work.Done.TrySetException(error));
    }

    private sealed record Work(
        IReadOnlyList<NewFrame> Frames,
        Func<Task>? Alone,
        Action? Settled,
        IReadOnlyList<EpisodeRecord>? Episodes = null)
    {
        // Callers go on inside the loop, which has changed all that it will by then: a hop for each would cost more
        // than the rest of an append.
        public TaskCompletionSource Done { get; } = new();

        public long Bytes { get; } = Frames.Sum(frame => (long)frame.Payload.Length);
    }
}

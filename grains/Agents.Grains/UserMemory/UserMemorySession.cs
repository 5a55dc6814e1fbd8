using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Memory.Projection;

namespace Agents.Grains.UserMemory;

/// <summary>A user's memory while it is open: the log, its projection and what works on them.</summary>
internal sealed class UserMemorySession : IAsyncDisposable
{
    private static readonly TimeSpan TellAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan YieldMax = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private readonly MeteredLog _log;
    private readonly VectorPump _pump;
    private readonly SnapshotKeeper _snapshots;
    private readonly MemoryGauges _gauges;
    private readonly UserMemoryTelemetry _telemetry;
    private readonly TimeProvider _clock;
    private readonly UserMemoryServices _services;
    private readonly UserMemoryNeighbours _neighbours;
    private bool _isClaimed;
    private long _lastWrite;
    private long _lastTold;

    private UserMemorySession(
        MemoryScope scope,
        MeteredLog log,
        MemoryProjection projection,
        UserMemoryServices services,
        UserMemoryNeighbours neighbours)
    {
        Scope = scope;
        _log = log;
        _telemetry = services.Telemetry;
        _clock = services.Clock;
        _services = services;
        _neighbours = neighbours;
        _lastWrite = _clock.GetTimestamp();
        Projection = projection;
        Commits = new CommitLoop(log, projection, services.Options, services.Telemetry, services.Clock);
        Texts = new TextPages(log, projection, services.Options.TextCacheBytes);
        Present = new MemoryView(log, projection, Texts) { Used = Commits.Use };
        Past = new PastViews(log, projection, services);
        _snapshots = new SnapshotKeeper(
            log,
            services.Recall,
            projection.ModelId,
            services.Options.SnapshotFramesMin,
            services.Logger,
            _stopping.Token);
        _snapshots.StartFrom(projection.Position);
        _pump = new VectorPump(this, services, _stopping.Token);
        Retention = new RetentionKeeper(this, services, neighbours.TenantPolicyAsync, _stopping.Token);
        Commits.Committed += () => _snapshots.Consider(projection.Position);
        Commits.Committed += _pump.Wake;
        Commits.Committed += Tell;
        Commits.Committed += Retention.Consider;
        _isClaimed = log.Position > 0;
        Commits.Committed += Prove;
        _gauges = new MemoryGauges(projection, log, services.Telemetry);
        Commits.Committed += _gauges.Tell;
        log.SnapshotMoved += _gauges.TellOfSnapshot;
    }

    public MemoryScope Scope { get; }

    public MemoryProjection Projection { get; }

    public CommitLoop Commits { get; }

    public TextPages Texts { get; }

    /// <summary>Gets the memory as it is.</summary>
    public MemoryView Present { get; }

    /// <summary>Gets the memory as it was.</summary>
    public PastViews Past { get; }

    /// <summary>Gets what keeps the memory within its policies.</summary>
    public RetentionKeeper Retention { get; }

    /// <summary>Gets the gate of decisions: one at a time, from reading the state to applying the change.</summary>
    /// <remarks>
    /// Without it an edit or a vector could be written for a memory that an erasure in flight has already named, and
    /// its text would stay in the log. It is not disposed of: those who still wait on it go on and find the writer
    /// stopped.
    /// </remarks>
    public SemaphoreSlim Decisions { get; } = new(1, 1);

    /// <summary>Gets the appends in flight, by episode id: a retry shares the pending receipt.</summary>
    public Dictionary<string, (ulong ContentHash, Task Done)> InFlight { get; } = new(StringComparer.Ordinal);

    public long LogBytes => _log.Bytes;

    /// <summary>Gets how often the storage took a change that it would have refused, had another silo opened the log
    /// since this one did.</summary>
    public int Proofs { get; private set; }

    /// <summary>Gets a value indicating whether the log is being deleted or is gone: nothing that runs on it can
    /// succeed any more.</summary>
    public bool IsErased { get; private set; }

    /// <summary>Gets a value indicating whether frames still wait to be erased, since the storage was full.</summary>
    /// <remarks>They are erased by decision and in no answer; only their bytes are still there.</remarks>
    public bool OwesErasures { get; private set; }

    /// <summary>Gets or sets a value indicating whether consolidation writes: that is no sign of a user who is
    /// busy.</summary>
    public bool Merging { get; set; }

    /// <summary>Gets or sets a value indicating whether consolidation knows that texts are owed.</summary>
    public bool Told { get; set; }

    /// <summary>Gets how long the user has still to be quiet before their turns are read.</summary>
    public TimeSpan UntilQuiet
    {
        get
        {
            var quiet = TimeSpan.FromMilliseconds(_services.Options.ConsolidationQuietMs);
            var passed = _clock.GetElapsedTime(_lastWrite);
            return passed < quiet ? quiet - passed : TimeSpan.Zero;
        }
    }

    /// <summary>Opens the log, folds it, and finishes what a crash left half done.</summary>
    public static async Task<UserMemorySession> OpenAsync(
        MemoryScope scope,
        UserMemoryServices services,
        UserMemoryNeighbours neighbours,
        CancellationToken cancellationToken)
    {
        var session = await ReadAsync(scope, services, neighbours, cancellationToken);
        try
        {
            if (session.Projection.OwedErasures.Count > 0)
            {
                await session.EraseFramesAsync(session.Projection.OwedErasures);
            }
        }
        catch (Exception error)
        {
            await session.DisposeAsync();
            if (error is not LogUnavailableException { Full: true })
            {
                throw;
            }

            // A full disk takes no erasure, and would take no read either if every one had to wait for it.
            session = await ReadAsync(scope, services, neighbours, cancellationToken);
            session.OwesErasures = true;
        }

        session._pump.Wake();
        session.Tell();
        session.TellOfRest();
        return session;
    }

    private static async Task<UserMemorySession> ReadAsync(
        MemoryScope scope,
        UserMemoryServices services,
        UserMemoryNeighbours neighbours,
        CancellationToken cancellationToken)
    {
        // The vectors of the log are read for one model, in its dimension, and a silo may still load it.
        await services.Embedder.ReadyAsync(cancellationToken);
        var started = services.Clock.GetTimestamp();
        var log = await services.Logs.OpenAsync(scope, cancellationToken);
        try
        {
            // Frozen while it opened the log, it may just have taken it from the silo that has the user now. That one
            // takes it back with its next call.
            services.EnsureInStanding();
            var projection = await ProjectionLoader.LoadAsync(
                log, services.Recall, services.Embedder.ModelId, log.Position, cancellationToken);
            var session = new UserMemorySession(scope, log, projection, services, neighbours);
            services.Telemetry.Active.Add(1);
            session._gauges.Tell();
            services.Telemetry.ActivationSeconds.Record(services.Clock.GetElapsedTime(started).TotalSeconds);
            return session;
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }
    }

    public ValueTask<LogFrame> ReadFrameAsync(long sequence, CancellationToken cancellationToken) =>
        _log.ReadFrameAsync(sequence, cancellationToken);

    public ValueTask<LogFrame[]> ReadFramesAsync(
        IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        _log.ReadFramesAsync(sequences, cancellationToken);

    /// <remarks>A log that was there was claimed when it was opened. One that this session made was claimed by nobody:
    /// another silo may have the user open without a log, and go on with that.</remarks>
    private void Prove()
    {
        _isClaimed = _isClaimed || _services.IsInStanding;
        Proofs += _isClaimed ? 1 : 0;
    }

    /// <summary>Waits until nobody writes, or for so long that vectors still come under a load that never
    /// pauses.</summary>
    public async Task LetWritersPassAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Commits.Idle.WaitAsync(YieldMax, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Writers never pause; what waits takes its turn beside them.
        }
    }

    /// <summary>Tells consolidation that texts are owed, and again where it may have been lost with its silo.</summary>
    private void Tell()
    {
        _lastWrite = Merging ? _lastWrite : _clock.GetTimestamp();
        var owes = (_services.Options.Consolidation && Projection.Owed > 0) || Projection.Runs.Unfinished is not null;
        if (owes && (!Told || _clock.GetElapsedTime(_lastTold) > TellAgainAfter))
        {
            (Told, _lastTold) = (true, _clock.GetTimestamp());
            _neighbours.Owe();
        }
    }

    /// <summary>Tells consolidation that summaries are owed or conversations rest: after a decision, and once an
    /// activation, since what waited was lost with the one before. An append tells of its text, and need not look.
    /// </summary>
    public void TellOfRest()
    {
        if (_services.Options.Consolidation && !Told && Projection.Count > 0
            && new DigestSteps(this, _services).Owed() is { } owed
            && (owed.Now.Count > 0 || owed.Rest > TimeSpan.Zero))
        {
            _neighbours.Owe();
        }
    }

    /// <summary>Removes payloads from the storage after the decision to do so is durable, and notes that it is
    /// done.</summary>
    public async Task EraseFramesAsync(IReadOnlyCollection<long> sequences)
    {
        long[] owed = [.. sequences];
        Array.ForEach(owed, Texts.Drop);
        await Commits.RunAloneAsync(async () => await _log.EraseAsync(owed, CancellationToken.None));
        await Commits.AppendAsync([DecisionFrames.ErasureDone(_clock.GetUtcNow())]);
    }

    /// <summary>Deletes the log with its key. The session must be disposed of afterwards.</summary>
    public async Task DeleteAsync()
    {
        try
        {
            await Commits.RunAloneAsync(async () =>
            {
                IsErased = true;
                await _stopping.CancelAsync();
                await _snapshots.DrainAsync();
                await _log.DeleteAsync(CancellationToken.None);
                Prove();
            });
        }
        catch
        {
            // What is repeated after an erasure would repeat one that cannot succeed for ever.
            IsErased = false;
            throw;
        }

        Commits.Stop(
            new LogUnavailableException("The user was erased while the call ran; send it again.", full: false));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pump.DrainAsync();
        await Retention.DrainAsync();
        await _snapshots.DrainAsync();
        await _log.DisposeAsync();
        _telemetry.Active.Add(-1);
        _gauges.Withdraw();
        _stopping.Dispose();
    }
}

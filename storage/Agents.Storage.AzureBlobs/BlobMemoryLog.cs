using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Logs;

namespace Agents.Storage.AzureBlobs;

/// <summary>The log of one user in append blobs.</summary>
/// <remarks>
/// Who opens the log claims it, and every write of an earlier writer is refused by the service from then on
/// (<see cref="SegmentBlobs"/>); rolling over and erasing keep that so (<see cref="BlobLogWriter"/>,
/// <see cref="BlobLogEraser"/>). A write whose answer was lost is sent again under the same condition, so it takes
/// effect once or not at all.
/// </remarks>
internal sealed class BlobMemoryLog : SingleWriterLog<BlobLogState>
{
    private readonly AzureBlobMemoryLogProvider _provider;
    private readonly BlobLogContext _context;
    private readonly MemoryScope _scope;
    private BlobSnapshots? _snapshots;

    internal BlobMemoryLog(
        AzureBlobMemoryLogProvider provider,
        BlobLogContext context,
        MemoryScope scope,
        BlobLogState? state,
        LogRecovery recovery)
        : base(context.Name, state, recovery)
    {
        _provider = provider;
        _context = context;
        _scope = scope;
    }

    protected override string StaleWords => "has another writer; this one is stale";

    protected override string AppendFailedWords => "the append was not acknowledged";

    protected override string AccessFailedWords => "a blob could not be read or written";

    protected override IFrameCursor CursorOf(BlobLogState state) =>
        new BlobFrameCursor(new BlobLogReader(state), _context.Options.ReadBytes);

    protected override Task<LogFrame[]> FetchAsync(
        BlobLogState state, IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        new BlobLogReader(state).ReadFramesAsync(sequences, _context.Options.ReadBytes, cancellationToken);

    protected override async Task WriteAsync(IReadOnlyList<NewFrame> group)
    {
        var writer = new BlobLogWriter(_context);
        State ??= await writer.CreateAsync(_scope).ConfigureAwait(false);
        await writer.AppendAsync(State, group).ConfigureAwait(false);
    }

    protected override async Task EraseAsync(BlobLogState state, IReadOnlyCollection<long> sequences)
    {
        await new BlobLogEraser(_context, state).EraseAsync(sequences).ConfigureAwait(false);
        _snapshots?.Forget();
    }

    protected override Task RemoveAsync(BlobLogState state) => BlobLogRemover.RemoveAsync(_context, state);

    protected override Task<LogSnapshot?> FetchSnapshotAsync(
        BlobLogState state, CancellationToken cancellationToken) => SnapshotsOf(state).ReadAsync(cancellationToken);

    protected override Task<bool> KeepSnapshotAsync(
        BlobLogState state, LogSnapshot snapshot, CancellationToken cancellationToken) =>
        SnapshotsOf(state).WriteAsync(snapshot, cancellationToken);

    protected override async Task<LogDamagedException> MarkAsync(FileFaultException fault)
    {
        var damage = await _context.Head.MarkAsync(fault, State!.HeadTag).ConfigureAwait(false);
        _provider.ReportDamage(damage);
        return damage;
    }

    protected override bool IsStorage(Exception e, CancellationToken cancellationToken) =>
        BlobErrors.IsStorage(e, cancellationToken);

    protected override LogUnavailableException Unavailable(string what, Exception e) =>
        BlobErrors.Unavailable($"the log {Name}", what, e);

    private BlobSnapshots SnapshotsOf(BlobLogState state) => _snapshots ??= new BlobSnapshots(_context, state);
}

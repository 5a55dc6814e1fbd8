using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Logs;

namespace Agents.Storage.Postgres;

/// <summary>The log of one user in rows.</summary>
/// <remarks>
/// Who opens the log claims its head, and every statement of an earlier writer changes nothing from then on. A
/// statement whose answer was lost is sent again under the same condition, so it takes effect once or not at all.
/// Opening has nothing to repair: a transaction leaves no half of a group.
/// </remarks>
internal sealed class PostgresMemoryLog : SingleWriterLog<PostgresLogState>
{
    private readonly PostgresMemoryLogProvider _provider;
    private readonly PostgresLogContext _context;
    private readonly MemoryScope _scope;

    internal PostgresMemoryLog(
        PostgresMemoryLogProvider provider,
        PostgresLogContext context,
        MemoryScope scope,
        PostgresLogState? state)
        : base(context.Name, state, LogRecovery.None)
    {
        _provider = provider;
        _context = context;
        _scope = scope;
    }

    protected override string StaleWords => "has another writer; this one is stale";

    protected override string AppendFailedWords => "the append was not acknowledged";

    protected override string AccessFailedWords => "its rows could not be read or written";

    protected override IFrameCursor CursorOf(PostgresLogState state) => new PostgresFrameCursor(ReaderOf(state));

    protected override Task<LogFrame[]> FetchAsync(
        PostgresLogState state, IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        ReaderOf(state).ReadFramesAsync(sequences, cancellationToken);

    protected override async Task WriteAsync(IReadOnlyList<NewFrame> group)
    {
        var writer = new PostgresLogWriter(_context);
        if (State is { } state)
        {
            await writer.AppendAsync(state, group).ConfigureAwait(false);
        }
        else
        {
            State = await writer.CreateAsync(_scope, group).ConfigureAwait(false);
        }
    }

    protected override Task EraseAsync(PostgresLogState state, IReadOnlyCollection<long> sequences) =>
        new PostgresLogEraser(_context, state).EraseAsync(sequences);

    protected override Task RemoveAsync(PostgresLogState state) => PostgresLogRemover.RemoveAsync(_context, state);

    protected override Task<LogSnapshot?> FetchSnapshotAsync(
        PostgresLogState state, CancellationToken cancellationToken) =>
        SnapshotsOf(state).ReadAsync(cancellationToken);

    protected override Task<bool> KeepSnapshotAsync(
        PostgresLogState state, LogSnapshot snapshot, CancellationToken cancellationToken) =>
        SnapshotsOf(state).WriteAsync(snapshot, cancellationToken);

    protected override async Task<LogDamagedException> MarkAsync(FileFaultException fault)
    {
        var damage = await new LogHeads(_context).MarkAsync(fault, State!.Writer).ConfigureAwait(false);
        _provider.ReportDamage(damage);
        return damage;
    }

    protected override bool IsStorage(Exception e, CancellationToken cancellationToken) =>
        PostgresErrors.IsStorage(e, cancellationToken);

    protected override LogUnavailableException Unavailable(string what, Exception e) =>
        PostgresErrors.Unavailable(Name, what, e);

    private PostgresLogReader ReaderOf(PostgresLogState state) => new(_context, state);

    private PostgresSnapshots SnapshotsOf(PostgresLogState state) => new(_context, state);
}

using System.Security.Cryptography;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Microsoft.Extensions.Logging;

namespace Agents.Storage.Postgres;

/// <summary>
/// Opens users' logs in the tables of one schema, under NAME, where NAME is the key ring's name of the scope.
/// </summary>
/// <remarks>
/// A log has one writer, in whatever process: opening it makes every earlier writer stale, and the appends of that one
/// throw <see cref="LogConflictException"/>. Logs and errors carry the HMAC name only.
/// </remarks>
public sealed partial class PostgresMemoryLogProvider : IMemoryLogProvider, IDataKeyStore
{
    private readonly PostgresDatabase _database;
    private readonly IKeyRing _keyRing;
    private readonly PostgresStorageOptions _options;
    private readonly ILogger _logger;

    internal PostgresMemoryLogProvider(
        PostgresDatabase database,
        IKeyRing keyRing,
        PostgresStorageOptions options,
        ILogger<PostgresMemoryLogProvider> logger)
    {
        _database = database;
        _keyRing = keyRing;
        _options = options;
        _logger = logger;
    }

    public string Kind => "logs";

    public async ValueTask<IMemoryLog> OpenAsync(MemoryScope scope, CancellationToken cancellationToken)
    {
        var context = ContextOf(_keyRing.NameOf(scope));
        try
        {
            var state = await new PostgresLogOpener(context).OpenAsync(scope, cancellationToken).ConfigureAwait(false);
            return new PostgresMemoryLog(this, context, scope, state);
        }
        catch (LogDamagedException e)
        {
            ReportDamage(e);
            throw;
        }
        catch (Exception e) when (PostgresErrors.IsStorage(e, cancellationToken))
        {
            throw PostgresErrors.Unavailable(context.Name, "it could not be opened", e);
        }
    }

    public async ValueTask<MemoryScope?> FindAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!LogNames.IsName(name))
        {
            return null;
        }

        try
        {
            var head = await new LogHeads(ContextOf(name)).ReadAsync(cancellationToken).ConfigureAwait(false);
            return head is { Deleted: false }
                ? LogKeys.ScopeOf(_keyRing, name, LogHeader.Parse(head.Header))
                : null;
        }
        catch (Exception e) when (e is FileFaultException or LogDamagedException or CryptographicException)
        {
            return null;
        }
        catch (Exception e) when (PostgresErrors.IsStorage(e, cancellationToken))
        {
            throw PostgresErrors.Unavailable(name, "its head could not be read", e);
        }
    }

    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        LogNames.ListAsync(_database, after, cancellationToken);

    public async ValueTask<RewrapOutcome> RewrapAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return LogNames.IsName(name)
                ? await new LogHeads(ContextOf(name)).RewrapAsync(cancellationToken).ConfigureAwait(false)
                : RewrapOutcome.Gone;
        }
        catch (Exception e) when (e is FileFaultException or CryptographicException)
        {
            LogNotRewrapped(name, e.Message);
            return RewrapOutcome.Refused;
        }
        catch (Exception e) when (PostgresErrors.IsStorage(e, cancellationToken))
        {
            throw PostgresErrors.Unavailable(name, "its key could not be wrapped anew", e);
        }
    }

    internal void ReportDamage(LogDamagedException damage) => LogDamaged(damage.File, damage.Offset, damage.Message);

    private PostgresLogContext ContextOf(string name) => new(_database, name, _keyRing, _options);

    [LoggerMessage(LogLevel.Warning, "Log {Log}: its data key was not wrapped anew: {Reason}")]
    private partial void LogNotRewrapped(string log, string reason);

    [LoggerMessage(LogLevel.Error, "Log row {Row} is damaged at offset {Offset}; the log is quarantined: {Reason}")]
    private partial void LogDamaged(string row, long offset, string reason);
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace Agents.Storage.AzureBlobs;

/// <summary>
/// Opens users' logs in one container of Azure Blob Storage, below <c>NAME/</c>, where NAME is the key ring's name of
/// the scope.
/// </summary>
/// <remarks>
/// A log has one writer, in whatever process: opening it makes every earlier writer stale, and the appends of that one
/// throw <see cref="LogConflictException"/>. Logs and errors carry the HMAC name only.
/// </remarks>
public sealed partial class AzureBlobMemoryLogProvider : IMemoryLogProvider, IDataKeyStore
{
    private readonly BlobContainerClient _container;
    private readonly IKeyRing _keyRing;
    private readonly AzureBlobStorageOptions _options;
    private readonly ILogger _logger;

    /// <summary>Serves the logs of a container. It is created with the first log where it is missing.</summary>
    /// <param name="container">The container, with a bounded retry policy and time-outs.</param>
    /// <param name="keyRing">Wraps the data keys and names the logs; the same one in every process.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="logger">Hears of repairs and damage.</param>
    public AzureBlobMemoryLogProvider(
        BlobContainerClient container,
        IKeyRing keyRing,
        AzureBlobStorageOptions options,
        ILogger<AzureBlobMemoryLogProvider> logger)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(keyRing);
        ArgumentNullException.ThrowIfNull(options);
        _container = container;
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
            var opened = await new BlobLogOpener(context).OpenAsync(scope, cancellationToken).ConfigureAwait(false);
            var recovery = opened?.Recovery ?? LogRecovery.None;
            if (recovery.BytesCut > 0)
            {
                LogRepaired(context.Name, recovery.BytesCut, recovery.KeptAside);
            }

            return new BlobMemoryLog(this, context, scope, opened?.State, recovery);
        }
        catch (LogDamagedException e)
        {
            ReportDamage(e);
            throw;
        }
        catch (Exception e) when (BlobErrors.IsStorage(e, cancellationToken))
        {
            throw BlobErrors.Unavailable($"the log {context.Name}", "it could not be opened", e);
        }
    }

    public async ValueTask<MemoryScope?> FindAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            var read = await ContextOf(name).Head.ReadAsync(cancellationToken).ConfigureAwait(false);
            return read is { } head && LogHead.Parse(head.Bytes).Header is { } header
                ? LogKeys.ScopeOf(_keyRing, name, header)
                : null;
        }
        catch (Exception e) when (e is FileFaultException or LogDamagedException or CryptographicException)
        {
            return null;
        }
        catch (Exception e) when (BlobErrors.IsStorage(e, cancellationToken))
        {
            throw BlobErrors.Unavailable($"the log {name}", "its head could not be read", e);
        }
    }

    public async IAsyncEnumerable<string> ListAsync(
        string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in BlobListing.FoldersAsync(_container, "", cancellationToken).ConfigureAwait(false))
        {
            // The container holds other things beside the logs.
            if (LogName().IsMatch(name) && string.CompareOrdinal(name, after) > 0)
            {
                yield return name;
            }
        }
    }

    public async ValueTask<RewrapOutcome> RewrapAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return await ContextOf(name).Head.RewrapAsync(_keyRing, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileFaultException or CryptographicException)
        {
            LogNotRewrapped(name, e.Message);
            return RewrapOutcome.Refused;
        }
        catch (Exception e) when (BlobErrors.IsStorage(e, cancellationToken))
        {
            throw BlobErrors.Unavailable($"the log {name}", "its key could not be wrapped anew", e);
        }
    }

    internal void ReportDamage(LogDamagedException damage) => LogDamaged(damage.File, damage.Offset, damage.Message);

    private BlobLogContext ContextOf(string name) => new(_container, name, _keyRing, _options);

    [LoggerMessage(LogLevel.Warning, "Log {Log}: {Bytes} bytes of a group that was never committed are left out; "
        + "they lie in {KeptAside} until the next erasure.")]
    private partial void LogRepaired(string log, long bytes, string? keptAside);

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex LogName();

    [LoggerMessage(LogLevel.Warning, "Log {Log}: its data key was not wrapped anew: {Reason}")]
    private partial void LogNotRewrapped(string log, string reason);

    [LoggerMessage(LogLevel.Error, "Log blob {File} is damaged at offset {Offset}; the log is quarantined: {Reason}")]
    private partial void LogDamaged(string file, long offset, string reason);
}

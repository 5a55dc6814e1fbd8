using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Identity;

/// <summary>
/// Holds the keys and reads the file again when it changes, so that a revoked key stops without a restart.
/// </summary>
internal sealed partial class KeyStore
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly ILogger<KeyStore> _logger;
    private readonly string? _path;
    private (DateTime Written, long Length) _version;
    private long _checkedAt;
    private KeyTable? _table;

    public KeyStore(IOptions<GatewayOptions> options, TimeProvider clock, ILogger<KeyStore> logger)
    {
        _clock = clock;
        _logger = logger;
        _path = options.Value.KeyFile;
        if (_path is not null)
        {
            _version = VersionOf(_path);
            _table = KeyFile.TryLoad(_path, out var keys, out var fault)
                ? new KeyTable(keys)
                : throw new InvalidOperationException(fault);
            _checkedAt = clock.GetTimestamp();
        }
    }

    /// <summary>Gets a value indicating whether there is a key file.</summary>
    public bool HasKeys => _path is not null;

    /// <summary>Gets the keys as the file holds them now, at most two seconds late; null without a file.</summary>
    public KeyTable? Current
    {
        get
        {
            if (_path is null)
            {
                return null;
            }

            lock (_gate)
            {
                if (_clock.GetElapsedTime(_checkedAt) >= CheckInterval)
                {
                    _checkedAt = _clock.GetTimestamp();
                    Reload(_path);
                }

                return _table;
            }
        }
    }

    private static (DateTime Written, long Length) VersionOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private void Reload(string path)
    {
        var version = VersionOf(path);
        if (version == _version)
        {
            return;
        }

        // A file that is broken or gone keeps the keys that were valid: half a write must not lock every tenant out.
        if (KeyFile.TryLoad(path, out var keys, out var fault))
        {
            _table = new KeyTable(keys);
            _version = version;
            LogLoaded(keys.Count);
        }
        else
        {
            LogRefused(fault);
        }
    }

    [LoggerMessage(LogLevel.Information, "Loaded {Count} keys.")]
    private partial void LogLoaded(int count);

    [LoggerMessage(LogLevel.Warning, "The changed key file is refused and the keys before it stay: {Fault}")]
    private partial void LogRefused(string fault);
}

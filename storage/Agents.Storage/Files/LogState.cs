using System.Diagnostics;
using Agents.Storage.Cipher;
using Agents.Storage.Files.Io;
using Agents.Storage.Logs;

namespace Agents.Storage.Files;

/// <summary>
/// A log that stands on disk, opened. Only the holder of the log's gate changes it; readers take <see cref="View"/>.
/// </summary>
internal sealed class LogState(LogCipher cipher, Manifest manifest, IReadOnlyList<Segment> segments, byte[] hash)
    : ILogState
{
    private volatile LogView _view = LogView.Empty;

    public LogCipher Cipher { get; } = cipher;

    public Manifest Manifest { get; set; } = manifest;

    public IReadOnlyList<Segment> Segments { get; set; } = segments;

    /// <summary>Gets the chain hash of the last committed frame.</summary>
    public byte[] Hash { get; } = hash;

    public LogView View => _view;

    public long Generation => Cipher.Generation;

    public long Position => _view.Position;

    public long Bytes => _view.Bytes;

    public Segment Active => Segments[^1];

    /// <summary>Gets the open file that takes appends.</summary>
    public IStorageFile ActiveFile => Active.Handle
        ?? throw new UnreachableException("The last segment of an open log has no open file.");

    /// <summary>Lets readers see what is committed.</summary>
    public void Publish(long position) =>
        _view = new LogView(Segments, position, Segments.Sum(segment => segment.Length));

    public void Dispose()
    {
        foreach (var segment in Segments)
        {
            segment.Handle?.Dispose();
        }

        Cipher.Dispose();
    }
}

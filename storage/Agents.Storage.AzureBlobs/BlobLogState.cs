using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.Storage.Logs;
using Azure;

namespace Agents.Storage.AzureBlobs;

/// <summary>
/// A log that stands in blobs, opened. Only the holder of the log's gate changes it; readers take <see cref="Tail"/>.
/// </summary>
internal sealed class BlobLogState(LogCipher cipher, SegmentBlobs blobs, LogHead head, ETag headTag) : ILogState
{
    private volatile BlobLogTail _tail = new(LogView.Empty, []);
    private FetchedSnapshot? _snapshot;

    public LogCipher Cipher { get; } = cipher;

    public SegmentBlobs Blobs { get; } = blobs;

    public LogHead Head { get; private set; } = head;

    public ETag HeadTag { get; private set; } = headTag;

    public Manifest Manifest => Head.Manifest!;

    public IReadOnlyList<Segment> Segments { get; set; } = [];

    /// <summary>Gets or sets what is known of the blob of the last segment.</summary>
    public ActiveBlob Active { get; set; }

    /// <summary>Gets the segments whose blobs hold more than committed groups; an erasure drops that.</summary>
    public HashSet<uint> Torn { get; } = [];

    public Segment Last => Segments[^1];

    /// <summary>Gets a value indicating whether the last blob ends with a group that was never committed.</summary>
    public bool EndsTorn => Torn.Contains(Last.File);

    public BlobLogTail Tail => _tail;

    public long Generation => Cipher.Generation;

    public long Position => _tail.View.Position;

    public long Bytes => _tail.View.Bytes;

    /// <summary>Takes over a head that was written.</summary>
    public void Take((LogHead Head, ETag Tag) written) => (Head, HeadTag) = written;

    /// <summary>Keeps the snapshot's blob that opening read, for the one who asks for the snapshot.</summary>
    public void Keep(FetchedSnapshot snapshot) => _snapshot = snapshot;

    /// <summary>Hands over what <see cref="Keep"/> kept, once; null when it was handed over, or is not true any
    /// more.</summary>
    public FetchedSnapshot? TakeSnapshot() => Interlocked.Exchange(ref _snapshot, null);

    /// <summary>Lets readers see what is committed.</summary>
    public void Publish(long position, byte[] hash) => _tail = new BlobLogTail(
        new LogView(Segments, position, Segments.Sum(segment => segment.Length)), hash);

    public void Dispose() => Cipher.Dispose();
}

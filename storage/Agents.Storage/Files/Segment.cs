using Agents.Storage.Files.Io;

namespace Agents.Storage.Files;

/// <summary>A segment and where its committed frames start: four bytes of memory a frame.</summary>
/// <remarks>One writer adds; readers look up beside it.</remarks>
internal sealed class Segment(uint file, long firstSequence)
{
    private readonly Lock _lock = new();
    private uint[] _starts = [];
    private int _count;
    private long _length = SegmentHeader.Bytes;

    public uint File { get; } = file;

    public string Name { get; } = Manifest.NameOf(file);

    public long FirstSequence { get; } = firstSequence;

    /// <summary>
    /// Gets or sets the open file of the segment that takes appends; null for a sealed one, which is opened to be
    /// read.
    /// </summary>
    public IStorageFile? Handle { get; set; }

    /// <summary>Gets where the last committed group ends.</summary>
    public long Length
    {
        get
        {
            lock (_lock)
            {
                return _length;
            }
        }
    }

    /// <summary>Adds a committed group.</summary>
    /// <param name="starts">Where its frames start, counted from <paramref name="offset"/>.</param>
    /// <param name="offset">Where the group starts in the file.</param>
    /// <param name="bytes">How long the group is.</param>
    public void Add(ReadOnlySpan<int> starts, long offset, long bytes)
    {
        lock (_lock)
        {
            if (_count + starts.Length > _starts.Length)
            {
                // Grows by a half: doubling would leave up to half of the index empty in each active user.
                Array.Resize(ref _starts, Math.Max(_count + starts.Length, _starts.Length + (_starts.Length / 2)));
            }

            foreach (var start in starts)
            {
                _starts[_count++] = checked((uint)(offset + start));
            }

            _length = offset + bytes;
        }
    }

    /// <summary>Where the bytes of a committed frame and of the frames behind it stand.</summary>
    /// <param name="sequence">The frame.</param>
    /// <param name="bytesMax">How many bytes to take; the frame itself is always taken whole.</param>
    public (long Offset, int Length) ExtentFrom(long sequence, int bytesMax)
    {
        lock (_lock)
        {
            var index = checked((int)(sequence - FirstSequence));
            if (index < 0 || index >= _count)
            {
                throw new ArgumentOutOfRangeException(nameof(sequence), sequence, "The segment has no such frame.");
            }

            long start = _starts[index];
            var end = index + 1 < _count ? _starts[index + 1] : _length;
            return (start, (int)Math.Max(end - start, Math.Min(bytesMax, _length - start)));
        }
    }

    /// <summary>Where the committed frames up to one of them start, and where that one ends.</summary>
    /// <param name="lastSequence">The last frame; later ones may be added meanwhile.</param>
    public (uint[] Starts, long End) FramesTo(long lastSequence)
    {
        lock (_lock)
        {
            var count = checked((int)(lastSequence - FirstSequence + 1));
            return (_starts[..count], count < _count ? _starts[count] : _length);
        }
    }

    /// <summary>Drops what growing left empty.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            Array.Resize(ref _starts, _count);
        }
    }
}

namespace Agents.Storage.Files;

/// <summary>What readers see: the committed frames as they were when it was published. It never changes.</summary>
internal sealed record LogView(IReadOnlyList<Segment> Segments, long Position, long Bytes)
{
    public static LogView Empty { get; } = new([], 0, 0);

    /// <summary>Finds the segment that holds a committed frame.</summary>
    public Segment SegmentOf(long sequence)
    {
        var low = 0;
        var high = Segments.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Segments[middle].FirstSequence <= sequence)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Segments[low];
    }
}

using Agents.Storage.Files;

namespace Agents.Storage.AzureBlobs;

/// <summary>A segment as an index knows it.</summary>
/// <param name="File">Its number.</param>
/// <param name="FirstSequence">The sequence of its first frame.</param>
/// <param name="Torn">Whether its blob holds more than committed groups.</param>
/// <param name="Lengths">How long its frames are.</param>
internal sealed record IndexedSegment(uint File, long FirstSequence, bool Torn, int[] Lengths)
{
    public static IndexedSegment Of(Segment segment, long lastSequence, bool torn)
    {
        var (starts, end) = segment.FramesTo(lastSequence);
        var lengths = new int[starts.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = (int)((i + 1 < starts.Length ? starts[i + 1] : end) - starts[i]);
        }

        return new IndexedSegment(segment.File, segment.FirstSequence, torn, lengths);
    }

    public Segment ToSegment()
    {
        var segment = new Segment(File, FirstSequence);
        var starts = new int[Lengths.Length];
        var at = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = at;
            at = checked(at + Lengths[i]);
        }

        segment.Add(starts, SegmentHeader.Bytes, at);
        return segment;
    }
}

namespace Agents.Memory.Recall.Columns;

/// <summary>How far an array grows that holds something of every memory.</summary>
/// <remarks>A user who comes back adds one memory to arrays of just the right size: doubled, or half as long again,
/// most of a large user would be room for memories that never come.</remarks>
internal static class Growth
{
    private const int Small = 4_096;

    /// <summary>Gives the next length of an array: twice as long while it is small, then a quarter longer.</summary>
    public static int Next(int length, int atLeast)
    {
        var grown = length < Small ? length * 2L : length + (length / 4L);
        return (int)Math.Min(Array.MaxLength, Math.Max(atLeast, grown));
    }
}

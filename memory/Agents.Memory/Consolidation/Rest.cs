namespace Agents.Memory.Consolidation;

/// <summary>Tells what has rested long enough, and when the next will have.</summary>
/// <remarks>A clock that was set back a year makes things rest early and never keeps them from it.</remarks>
internal sealed class Rest(DateTimeOffset now, TimeSpan quiet)
{
    /// <summary>Gets how long the one that is next has still to rest; zero where none waits.</summary>
    public TimeSpan Next { get; private set; }

    /// <summary>Tells whether what was last recorded at a moment has rested.</summary>
    public bool Has(DateTimeOffset last)
    {
        var left = quiet - (now - last).Duration();
        if (left > TimeSpan.Zero)
        {
            Next = Next == TimeSpan.Zero || left < Next ? left : Next;
        }

        return left <= TimeSpan.Zero;
    }
}

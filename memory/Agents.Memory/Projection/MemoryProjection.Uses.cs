using Agents.Contracts;
using Agents.Memory.Activation;
using Agents.Memory.Records;

namespace Agents.Memory.Projection;

/// <content>How present memories are, and how much of them the user wants kept.</content>
public sealed partial class MemoryProjection
{
    /// <summary>Gets when memories were used: given to a prompt, said again, rewritten or restored.</summary>
    public UseTable Uses { get; private init; } = new();

    /// <summary>Gets the user's own retention policy; null where there is none.</summary>
    public RetentionPolicy? Policy { get; private set; }

    /// <summary>Gives how present a memory is: the base level of ACT-R, a natural logarithm.</summary>
    public double ActivationOf(int ordinal, DateTimeOffset now) =>
        Uses.LevelOf(ordinal, MadeAt(ordinal), now.UtcTicks);

    /// <summary>Gives when a memory was made, in UTC ticks: a turn when it was said, as far as that is past, an item
    /// when it was taken.</summary>
    public long MadeAt(int ordinal) => Index.MadeAt(ordinal);

    private void Use(UseRecord use)
    {
        foreach (var sequence in use.Sequences)
        {
            // What is gone by now has nothing left to be used.
            if (TryFindRecord(sequence, out var ordinal))
            {
                Uses.Add(ordinal, use.At.UtcTicks);
            }
        }
    }

    /// <summary>What is said again is used, and comes back where it was put away.</summary>
    /// <remarks>Whatever becomes of the turn that says it: the rebuilt projection never sees one that was
    /// erased.</remarks>
    private void Rehearse(long item, DateTimeOffset at)
    {
        if (TryFindRecord(item, out var ordinal))
        {
            Uses.Add(ordinal, at.UtcTicks);
            ItemRef(ordinal).Archived = false;
        }
    }
}

using Agents.Contracts;
using Agents.Memory.Projection;

namespace Agents.Grains.UserMemory;

/// <summary>Adds what one user's memory holds to the gauges of its silo, and takes it off when it is put to
/// rest.</summary>
/// <remarks>Called once for each commit: it compares a few dozen counts and tells of those that changed.</remarks>
internal sealed class MemoryGauges(MemoryProjection projection, UserMemoryTelemetry telemetry)
{
    private static readonly (MemoryKind Kind, MemoryState State)[] Cells =
    [
        .. from kind in Enum.GetValues<MemoryKind>()
           from state in Enum.GetValues<MemoryState>()
           select (kind, state),
    ];

    private readonly int[] _told = new int[Cells.Length];
    private int _owed;

    /// <summary>Tells what changed since the last time.</summary>
    public void Tell() => Tell(projection.Counts, projection.Owed);

    /// <summary>Takes off all that was told.</summary>
    public void Withdraw() => Tell(null, 0);

    private void Tell(MemoryCounts? counts, int owed)
    {
        for (var i = 0; i < Cells.Length; i++)
        {
            var (kind, state) = Cells[i];
            var count = counts?[kind, state] ?? 0;
            if (count != _told[i])
            {
                telemetry.Count(kind, state, count - _told[i]);
                _told[i] = count;
            }
        }

        if (owed != _owed)
        {
            telemetry.Owed.Add(owed - _owed);
            _owed = owed;
        }
    }
}

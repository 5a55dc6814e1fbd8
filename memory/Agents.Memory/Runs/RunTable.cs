using Agents.Memory.Records;

namespace Agents.Memory.Runs;

/// <summary>The runs of consolidation, each known by the frame of its first step: a part of the projection, folded as
/// it is.</summary>
/// <remarks>Kept small, since there may be as many as the user had quiet moments; what a run did is read from its
/// frames.</remarks>
public sealed class RunTable
{
    private readonly List<Run> _runs = [];
    private readonly Dictionary<long, List<long>> _later = [];

    public int Count => _runs.Count;

    /// <summary>Gets a run in the order of starting.</summary>
    public Run this[int index] => _runs[index];

    /// <summary>Gets the run that a caller started last and that has not ended, or null.</summary>
    /// <remarks>Kept, since every commit asks for it.</remarks>
    public Run? Unfinished { get; private set; }

    /// <summary>Finds a run by the frame of its first step.</summary>
    public Run? Find(long first)
    {
        var index = IndexOf(first);
        return index < 0 ? null : _runs[index];
    }

    /// <summary>Gets the frames of a run's steps, oldest first.</summary>
    public IEnumerable<long> StepsOf(Run run) => _later.GetValueOrDefault(run.First)?.Prepend(run.First) ?? [run.First];

    internal void Add(long sequence, ConsolidationRecord step)
    {
        if (step.First == 0)
        {
            _runs.Add(new Run(sequence, step.Trigger, step.End));
            Unfinished = IsUnfinished(_runs[^1]) ? _runs[^1] : Unfinished;
            return;
        }

        var index = IndexOf(step.First);
        if (index < 0)
        {
            return;
        }

        _runs[index] = _runs[index] with { End = step.End ?? _runs[index].End };
        Unfinished = step.End is null ? Unfinished : LastUnfinished();
        if (!_later.TryGetValue(step.First, out var steps))
        {
            _later.Add(step.First, steps = []);
        }

        steps.Add(sequence);
    }

    internal void WriteTo(BinaryWriter writer)
    {
        writer.Write(_runs.Count);
        foreach (var run in _runs)
        {
            writer.Write(run.First);
            writer.Write((byte)run.Trigger);
            writer.Write(run.End is { } end ? (byte)end : byte.MaxValue);
            var later = _later.GetValueOrDefault(run.First);
            writer.Write(later?.Count ?? 0);
            later?.ForEach(writer.Write);
        }
    }

    internal static RunTable Read(BinaryReader reader)
    {
        var table = new RunTable();
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            var (first, trigger, end) = (reader.ReadInt64(), (RunTrigger)reader.ReadByte(), reader.ReadByte());
            table._runs.Add(new Run(first, trigger, end == byte.MaxValue ? null : (RunEnd)end));
            var later = new long[reader.ReadInt32()];
            for (var step = 0; step < later.Length; step++)
            {
                later[step] = reader.ReadInt64();
            }

            if (later.Length > 0)
            {
                table._later.Add(first, [.. later]);
            }
        }

        table.Unfinished = table.LastUnfinished();
        return table;
    }

    private Run? LastUnfinished()
    {
        var index = _runs.FindLastIndex(IsUnfinished);
        return index < 0 ? null : _runs[index];
    }

    private static bool IsUnfinished(Run run) => run is { Trigger: RunTrigger.Request, End: null };

    private int IndexOf(long first)
    {
        var (low, high) = (0, _runs.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_runs[middle].First == first)
            {
                return middle;
            }

            (low, high) = _runs[middle].First < first ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}

/// <summary>A run of consolidation.</summary>
/// <param name="First">The frame of its first step.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="End">How it ended; null while it goes on, and for one that a crash has ended.</param>
public readonly record struct Run(long First, RunTrigger Trigger, RunEnd? End);

using Agents.Contracts;
using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Snapshots;

/// <summary>The columns of the documents in a snapshot.</summary>
/// <remarks>Strings are numbered by their first use, so that equal columns are equal bytes whatever their
/// history.</remarks>
internal static class ColumnsSection
{
    private const int OffsetMax = 14 * 60;
    private static readonly ulong MaxTicks = (ulong)DateTime.MaxValue.Ticks;

    public static void Write(SnapshotWriter writer, DocumentColumns columns)
    {
        var count = columns.Count;
        writer.Write(count);
        writer.Write<DocumentFlags>(columns.Flags.AsSpan(0, count));
        writer.Write<byte>(Array.ConvertAll(columns.Kinds[..count], kind => (byte)kind));
        writer.Write<byte>(columns.Asking.AsSpan(0, count));
        writer.Write<long>(columns.Times.AsSpan(0, count));
        writer.Write<short>(columns.Offsets.AsSpan(0, count));
        writer.Write<long>(columns.Recorded.AsSpan(0, count));
        WriteStrings(writer, columns.RoleNames, columns.Roles.AsSpan(0, count));
        WriteStrings(writer, columns.AuthorNames, columns.Authors.AsSpan(0, count));
        WriteStrings(writer, columns.ConversationNames, columns.Conversations.AsSpan(0, count));
        WriteStrings(writer, columns.AgentNames, columns.Agents.AsSpan(0, count));
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            writer.Write(columns.Has(ordinal, DocumentFlags.Removed) ? string.Empty : columns.Ids.Text(ordinal));
        }
    }

    public static void Read(ref SnapshotReader reader, DocumentColumns columns)
    {
        var count = reader.ReadCount(sizeof(long));
        var flags = reader.Read<DocumentFlags>(count);
        var kinds = reader.Read<byte>(count);
        var asking = reader.Read<byte>(count);
        var times = reader.Read<long>(count);
        var offsets = reader.Read<short>(count);
        var recorded = reader.Read<long>(count);
        var roles = ReadStrings(ref reader, count);
        var authors = ReadStrings(ref reader, count);
        var conversations = ReadStrings(ref reader, count);
        var agents = ReadStrings(ref reader, count);
        columns.Reserve(count);
        for (var i = 0; i < count; i++)
        {
            var id = reader.ReadString();
            if ((flags[i] & DocumentFlags.Removed) != 0)
            {
                columns.AddRemoved();
                continue;
            }

            ThrowIfNoTime(times[i], offsets[i]);
            ThrowIfNoTime(recorded[i], 0);
            columns.Add(
                id, flags[i], (MemoryKind)kinds[i], asking[i], times[i], offsets[i], recorded[i],
                (roles[i], authors[i], conversations[i], agents[i]));
        }
    }

    private static void ThrowIfNoTime(long ticks, short offset)
    {
        var local = ticks + (offset * TimeSpan.TicksPerMinute);
        if (Math.Abs(offset) > OffsetMax || (ulong)ticks > MaxTicks || (ulong)local > MaxTicks)
        {
            throw SnapshotReader.Damaged();
        }
    }

    private static void WriteStrings(SnapshotWriter writer, InternedStrings names, ReadOnlySpan<int> numbers)
    {
        var renumbered = new Dictionary<int, int>();
        var used = new List<string>();
        var column = new int[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = numbers[i];
            if (number != InternedStrings.None && !renumbered.ContainsKey(number))
            {
                renumbered.Add(number, used.Count);
                used.Add(names[number]!);
            }

            column[i] = number == InternedStrings.None ? InternedStrings.None : renumbered[number];
        }

        writer.Write(used.Count);
        foreach (var name in used)
        {
            writer.Write(name);
        }

        writer.Write<int>(column);
    }

    private static string?[] ReadStrings(ref SnapshotReader reader, int count)
    {
        var names = new string[reader.ReadCount(sizeof(int))];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.ReadString();
        }

        var column = new string?[count];
        var numbers = reader.Read<int>(count);
        for (var i = 0; i < count; i++)
        {
            column[i] = numbers[i] == InternedStrings.None ? null
                : (uint)numbers[i] < (uint)names.Length ? names[numbers[i]]
                : throw SnapshotReader.Damaged();
        }

        return column;
    }
}

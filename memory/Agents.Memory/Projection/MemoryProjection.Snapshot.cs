using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Agents.Contracts;
using Agents.Memory.Activation;
using Agents.Memory.Items;
using Agents.Memory.Recall;
using Agents.Memory.Runs;

namespace Agents.Memory.Projection;

/// <content>The projection as the payload of a snapshot: a cache of the fold, thrown away when anything about it
/// differs.</content>
public sealed partial class MemoryProjection
{
    private const int SnapshotVersion = 5;

    /// <summary>Writes the projection. Equal projections write equal bytes.</summary>
    public ReadOnlyMemory<byte> ToSnapshot()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(SnapshotVersion);
            writer.Write(ModelId);
            writer.Write(Position);
            WriteItems(writer);
            WriteSets(writer);
        }

        var output = new ArrayBufferWriter<byte>();
        output.Write(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        Index.WriteTo(output);
        return output.WrittenMemory;
    }

    /// <summary>Reads a projection back; false when it was written by another version or for another model, or cannot
    /// be read. The log has everything that it held.</summary>
    public static bool TryFromSnapshot(
        ReadOnlyMemory<byte> payload, RecallOptions options, string modelId, out MemoryProjection? projection)
    {
        try
        {
            projection = FromSnapshot(payload, options, modelId);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            projection = null;
        }

        return projection is not null;
    }

    private static MemoryProjection? FromSnapshot(ReadOnlyMemory<byte> payload, RecallOptions options, string modelId)
    {
        if (!MemoryMarshal.TryGetArray(payload, out var segment))
        {
            segment = payload.ToArray();
        }

        using var stream = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        if (reader.ReadInt32() != SnapshotVersion || reader.ReadString() != modelId)
        {
            return null;
        }

        var position = reader.ReadInt64();
        var items = ReadItems(reader);
        var sets = new SetReader(reader);
        var known = ItemTable.Read(reader);
        var runs = RunTable.Read(reader);
        var uses = UseTable.Read(reader, items.Length);
        var policy = ReadPolicy(reader);
        var read = new MemoryProjection(
            options, modelId, RecallIndex.ReadFrom(payload.Span[(int)stream.Position..], options))
        {
            Position = position,
            Runs = runs,
            Uses = uses,
            Policy = policy,
        };
        known.ForEach(read.Items.Put);
        read.Restore(items, sets);
        return read;
    }

    private void WriteItems(BinaryWriter writer)
    {
        writer.Write(_items.Count);
        foreach (var item in _items)
        {
            writer.Write(item.Sequence);
            writer.Write(item.TextSequence);
            writer.Write(item.VectorSequence);
            writer.Write(item.ExpiresTicks);
            writer.Write(item.ContentHash);
            writer.Write(item.Bits);
        }
    }

    private static ItemHeader[] ReadItems(BinaryReader reader)
    {
        var items = new ItemHeader[reader.ReadInt32()];
        for (var i = 0; i < items.Length; i++)
        {
            ref var item = ref items[i];
            item.Sequence = reader.ReadInt64();
            item.TextSequence = reader.ReadInt64();
            item.VectorSequence = reader.ReadInt64();
            item.ExpiresTicks = reader.ReadInt64();
            item.ContentHash = reader.ReadUInt64();
            item.Bits = reader.ReadUInt32();
        }

        return items;
    }

    private void WriteSets(BinaryWriter writer)
    {
        writer.Write(_related.Count);
        foreach (var (ordinal, frames) in _related.OrderBy(pair => pair.Key))
        {
            writer.Write(ordinal);
            WriteAll(writer, frames, writer.Write);
        }

        WriteAll(
            writer, _edits.OrderBy(pair => pair.Key).SelectMany(pair => new[] { pair.Key, pair.Value }), writer.Write);
        writer.Write(_calls.Count);
        foreach (var (key, (body, ordinal)) in _calls.OrderBy(pair => pair.Key))
        {
            writer.Write(key);
            writer.Write(body);
            writer.Write(ordinal);
        }

        WriteAll(writer, _erasedIds.Order(), writer.Write);
        writer.Write(_erasedItems.Count);
        foreach (var (item, erased) in _erasedItems.OrderBy(pair => pair.Key))
        {
            writer.Write(item);
            writer.Write(erased);
        }

        WriteAll(writer, _owedErasures, writer.Write);
        WriteAll(writer, _pending, ordinal => writer.Write(ordinal));
        WriteAll(writer, _owed, ordinal => writer.Write(ordinal));
        Items.WriteTo(writer);
        Runs.WriteTo(writer);
        Uses.WriteTo(writer);
        WritePolicy(writer, Policy);
    }

    private static void WritePolicy(BinaryWriter writer, RetentionPolicy? policy)
    {
        writer.Write(policy is not null);
        if (policy is not null)
        {
            writer.Write(policy.MemoriesMax ?? -1);
            writer.Write(policy.BytesMax ?? -1);
            writer.Write(policy.ExpireAfterDays ?? -1);
        }
    }

    private static RetentionPolicy? ReadPolicy(BinaryReader reader)
    {
        if (!reader.ReadBoolean())
        {
            return null;
        }

        var (memories, bytes, days) = (reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt32());
        return new RetentionPolicy
        {
            MemoriesMax = memories < 0 ? null : memories,
            BytesMax = bytes < 0 ? null : bytes,
            ExpireAfterDays = days < 0 ? null : days,
        };
    }

    private static void WriteAll<T>(BinaryWriter writer, IEnumerable<T> values, Action<T> write)
    {
        var all = values.ToArray();
        writer.Write(all.Length);
        Array.ForEach(all, write);
    }

    private void Restore(ItemHeader[] items, SetReader sets)
    {
        _items.AddRange(items);
        for (var ordinal = 0; ordinal < items.Length; ordinal++)
        {
            if (items[ordinal].Erased)
            {
                continue;
            }

            Live++;
            Recount(ordinal, DateTimeOffset.MinValue);

            // Those that were hidden already are hidden again by the next Expire, which changes nothing.
            if (items[ordinal].ExpiresTicks != 0)
            {
                _expiries.Add((items[ordinal].ExpiresTicks, ordinal));
            }
        }

        foreach (var (ordinal, frames) in sets.Related)
        {
            _related.Add(ordinal, [.. frames]);
        }

        for (var i = 0; i < sets.Edits.Length; i += 2)
        {
            _edits.Add(sets.Edits[i], (int)sets.Edits[i + 1]);
        }

        foreach (var (key, body, ordinal) in sets.Calls)
        {
            _calls.Add(key, (body, ordinal));
        }

        _erasedIds.UnionWith(sets.ErasedIds);
        foreach (var (item, erased) in sets.ErasedItems)
        {
            _erasedItems.Add(item, erased);
        }

        _owedErasures.AddRange(sets.OwedErasures);
        _pending.UnionWith(sets.Pending);
        _owed.UnionWith(sets.Owed);
    }

    /// <summary>The sets in the order in which <see cref="WriteSets"/> writes them.</summary>
    private sealed class SetReader
    {
        public SetReader(BinaryReader reader)
        {
            Related = ReadAll(reader, () => (reader.ReadInt32(), ReadAll(reader, reader.ReadInt64)));
            Edits = ReadAll(reader, reader.ReadInt64);
            Calls = ReadAll(reader, () => (reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadInt32()));
            ErasedIds = ReadAll(reader, reader.ReadUInt64);
            ErasedItems = ReadAll(reader, () => (reader.ReadUInt64(), reader.ReadInt64()));
            OwedErasures = ReadAll(reader, reader.ReadInt64);
            Pending = ReadAll(reader, reader.ReadInt32);
            Owed = ReadAll(reader, reader.ReadInt32);
        }

        public (int Ordinal, long[] Frames)[] Related { get; }

        public long[] Edits { get; }

        public (ulong Key, ulong Body, int Ordinal)[] Calls { get; }

        public ulong[] ErasedIds { get; }

        public (ulong Item, long Erased)[] ErasedItems { get; }

        public long[] OwedErasures { get; }

        public int[] Pending { get; }

        public int[] Owed { get; }

        private static T[] ReadAll<T>(BinaryReader reader, Func<T> read)
        {
            var all = new T[reader.ReadInt32()];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = read();
            }

            return all;
        }
    }
}

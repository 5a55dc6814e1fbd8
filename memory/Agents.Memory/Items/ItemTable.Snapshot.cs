using Agents.Memory.Extraction;
using Agents.Memory.Records;

namespace Agents.Memory.Items;

/// <content>The table as a part of a snapshot.</content>
public sealed partial class ItemTable
{
    internal void WriteTo(BinaryWriter writer)
    {
        writer.Write(_items.Count);
        foreach (var item in _items.Values)
        {
            Write(writer, item);
        }
    }

    internal static List<ItemState> Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        var items = new List<ItemState>();
        for (var i = 0; i < count; i++)
        {
            items.Add(ReadItem(reader));
        }

        return items;
    }

    private static void Write(BinaryWriter writer, ItemState item)
    {
        writer.Write(item.Value);
        writer.Write(item.Edited);
        writer.Write(item.Sources.Count);
        foreach (var source in item.Sources)
        {
            writer.Write(source.Sequence);
            writer.Write(source.Start);
            writer.Write(source.End);
            writer.Write(source.Length);
        }

        writer.Write(item.Sequence);
        writer.Write(item.Subject);
        writer.Write(item.Slot);
        writer.Write((byte)item.Polarity);
        writer.Write(item.Functional);
        writer.Write(item.IsDigest);
        writer.Write(item.ValidFrom);
        writer.Write(item.Confidence);
        WriteAll(writer, item.RestsOn);
        WriteAll(writer, item.Contradicts);
        writer.Write((byte)item.Standing);
        writer.Write(item.ValidTo);
        writer.Write(item.RetiredAt);
        writer.Write(item.RetiredBy);
    }

    private static ItemState ReadItem(BinaryReader reader)
    {
        var (value, edited) = (reader.ReadString(), reader.ReadBoolean());
        var sources = new EpisodeSpan[reader.ReadInt32()];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = new EpisodeSpan(
                reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        }

        var item = new ItemState(value, edited, sources)
        {
            Sequence = reader.ReadInt64(),
            Subject = reader.ReadString(),
            Slot = reader.ReadString(),
            Polarity = (Polarity)reader.ReadByte(),
            Functional = reader.ReadBoolean(),
            IsDigest = reader.ReadBoolean(),
            ValidFrom = reader.ReadInt64(),
            Confidence = reader.ReadDouble(),
            RestsOn = ReadAll(reader),
            Contradicts = ReadAll(reader),
        };
        var standing = (ItemStanding)reader.ReadByte();
        item.Retire(standing, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        return item;
    }

    private static void WriteAll(BinaryWriter writer, IReadOnlyList<long> sequences)
    {
        writer.Write(sequences.Count);
        foreach (var sequence in sequences)
        {
            writer.Write(sequence);
        }
    }

    private static long[] ReadAll(BinaryReader reader)
    {
        var sequences = new long[reader.ReadInt32()];
        for (var i = 0; i < sequences.Length; i++)
        {
            sequences[i] = reader.ReadInt64();
        }

        return sequences;
    }
}

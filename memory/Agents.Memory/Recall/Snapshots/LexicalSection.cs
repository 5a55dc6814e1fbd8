using System.Buffers;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Lexical;

namespace Agents.Memory.Recall.Snapshots;

/// <summary>The postings in a snapshot: terms by ascending key, their postings as they lie in memory.</summary>
internal static class LexicalSection
{
    public static void Write(SnapshotWriter writer, DocumentColumns columns, LexicalIndex lexical)
    {
        var terms = lexical.Postings.Terms;
        var documents = new int[terms];
        var lengths = new int[terms];
        var postings = new ArrayBufferWriter<byte>(Math.Max(terms, 1) * 4);
        var keys = lexical.Postings.Export(postings, documents, lengths);
        writer.Write(terms);
        writer.Write(postings.WrittenCount);
        writer.Write<ulong>(keys);
        writer.Write<int>(documents);
        writer.Write<int>(lengths);
        writer.Write(postings.WrittenSpan);
        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            if (columns.Has(ordinal, DocumentFlags.Evidence))
            {
                var (words, grams) = lexical.LengthsOf(ordinal);
                writer.Write<ushort>([words, grams]);
                writer.Write(lexical.Phrases[ordinal].Length);
                writer.Write(lexical.Phrases[ordinal]);
            }
        }
    }

    public static void Read(ref SnapshotReader reader, DocumentColumns columns, LexicalIndex lexical)
    {
        var terms = reader.ReadCount(sizeof(ulong) + sizeof(int) + sizeof(int));
        var bytes = reader.ReadInt32();
        var keys = reader.Read<ulong>(terms);
        var documents = reader.Read<int>(terms);
        var lengths = reader.Read<int>(terms);
        var postings = reader.ReadBytes(bytes);
        if (Array.Exists(lengths, length => length < 0) || lengths.Sum(length => (long)length) != postings.Length)
        {
            throw SnapshotReader.Damaged();
        }

        lexical.Postings.Reserve(terms, lengths, documents);
        for (int i = 0, start = 0; i < terms; start += lengths[i++])
        {
            lexical.Postings.Load(keys[i], documents[i], postings.Slice(start, lengths[i]), columns.Count - 1);
        }

        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            if (columns.Has(ordinal, DocumentFlags.Evidence))
            {
                var length = reader.Read<ushort>(2);
                lexical.SetLengths(ordinal, length[0], length[1]);
                lexical.Phrases.Set(ordinal, reader.Read<ushort>(reader.ReadCount(sizeof(ushort))));
            }
        }
    }
}

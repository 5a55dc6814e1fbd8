using Agents.Contracts;
using Agents.Memory.Recall.Columns;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Columns;

public sealed class DocumentColumnsTests
{
    private static readonly Gen<(string? Conversation, bool Evidence)[]> GenRows =
        Gen.Select(Gen.OneOf("one", "two", null!), Gen.Bool)
            .Select(row => ((string?)row.Item1, row.Item2)).Array[0, 40];

    [Fact]
    public void Each_memory_follows_the_evidence_before_it_in_its_conversation_whatever_was_removed() =>
        Gen.Select(GenRows, GenRows, Gen.Int[0, 39].Array[0, 40]).Sample((rows, more, gone) =>
        {
            var columns = new DocumentColumns();
            AddAll(columns, rows);
            int[] removed = [.. gone.Where(ordinal => ordinal < rows.Length).Distinct()];
            Array.ForEach(removed, columns.Remove);

            // What is added later follows what was left.
            AddAll(columns, more);
            (string? Conversation, bool Evidence)[] all = [.. rows, .. more];

            Assert.Equal(Expected(all, removed), columns.Previous[..columns.Count]);
        });

    [Fact]
    public void The_row_of_a_document_that_was_gone_before_it_was_read_links_nothing()
    {
        var columns = new DocumentColumns();
        AddAll(columns, [("one", true)]);
        columns.AddRemoved();
        AddAll(columns, [("one", true)]);

        Assert.Equal([-1, -1, 0], columns.Previous[..3]);
    }

    [Fact]
    public void What_was_taken_from_turns_stands_between_none_of_them()
    {
        var columns = new DocumentColumns();
        AddAll(columns, [("one", true)]);
        columns.Add(
            SomeRecall.Document("?", SomeRecall.Id(1)) with { Conversation = "one", Kind = MemoryKind.Fact }, 0);
        AddAll(columns, [("one", true)]);

        Assert.Equal([-1, -1, 0], columns.Previous[..3]);
        columns.Remove(1);
        columns.Remove(2);
        AddAll(columns, [("one", true)]);
        Assert.Equal(0, columns.Previous[3]);
    }

    [Fact]
    public void A_name_is_in_use_until_its_last_document_goes()
    {
        var columns = new DocumentColumns();
        AddAll(columns, [("one", true), ("two", true), ("one", false), (null, true)]);

        columns.Remove(0);
        var after = columns.ConversationNames.Used;
        columns.Remove(2);

        Assert.Equal((2, 1), (after, columns.ConversationNames.Used));
    }

    private static int[] Expected((string? Conversation, bool Evidence)[] rows, int[] removed)
    {
        var previous = new int[rows.Length];
        var lasts = new Dictionary<string, int>();
        for (var i = 0; i < rows.Length; i++)
        {
            previous[i] = -1;
            if (rows[i] is ({ } conversation, true) && !removed.Contains(i))
            {
                previous[i] = lasts.GetValueOrDefault(conversation, -1);
                lasts[conversation] = i;
            }
        }

        return previous;
    }

    private static void AddAll(DocumentColumns columns, (string? Conversation, bool Evidence)[] rows)
    {
        foreach (var (conversation, evidence) in rows)
        {
            var document = SomeRecall.Document("?", SomeRecall.Id(columns.Count));
            columns.Add(document with { Conversation = conversation, Evidence = evidence }, 0);
        }
    }
}

using System.Buffers;
using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Memory.Tests.Recall;

/// <summary>Histories of changes against an index that was built of their outcome alone.</summary>
public sealed class RecallIndexPropertyTests
{
    private static readonly string[] Vocabulary =
        ["dog", "dogs", "beagle", "Berlin", "flight", "Friday", "2026", "我的", "电影", "图书馆", "钢琴", "今天", "is", "?", "。"];

    private static readonly Gen<string> GenText =
        Gen.OneOf(Vocabulary).Array[0, 12].Select(words => string.Join(' ', words));

    private static readonly Gen<Change> GenChange =
        from kind in Gen.Enum<ChangeKind>()
        from at in Gen.Int[0, 1000]
        from text in GenText
        from axis in Gen.Int[0, SomeRecall.Dimension - 1]
        from author in Gen.OneOf("Ann", "Bo", "user")
        select new Change(kind, at, text, axis, author);

    private static readonly Gen<(Change[] Changes, string Question, int Axis)> GenHistory =
        Gen.Select(GenChange.Array[1, 40], GenText, Gen.Int[0, SomeRecall.Dimension - 1]);

    [Fact]
    public void An_index_after_any_changes_answers_as_one_built_of_their_outcome() =>
        GenHistory.Sample(history =>
        {
            var model = new List<Outcome>();
            var index = Play(history.Changes, model);
            var rebuilt = Build(model.Where(outcome => !outcome.Removed));

            Assert.Equal(
                Answers(rebuilt, history.Question, history.Axis), Answers(index, history.Question, history.Axis));
        });

    [Fact]
    public void A_snapshot_is_read_back_to_the_same_answers_and_the_same_bytes() =>
        GenHistory.Sample(history =>
        {
            var index = Play(history.Changes, []);

            var read = RecallIndex.ReadFrom(Bytes(index), SomeRecall.Options);

            Assert.Equal(Bytes(index), Bytes(read));
            Assert.Equal(
                Exactly(index, history.Question, history.Axis), Exactly(read, history.Question, history.Axis));
            Assert.Equal(index.PendingNewest(100), read.PendingNewest(100));
            Assert.Equal(
                Enumerable.Range(0, index.Count).Select(i => index[i]),
                Enumerable.Range(0, read.Count).Select(i => read[i]));
        });

    [Fact]
    public void Equal_indexes_give_equal_bytes_whatever_their_history() =>
        GenHistory.Sample(history =>
        {
            var model = new List<Outcome>();
            var index = Play(history.Changes, model);
            var rebuilt = Build(model);
            for (var i = 0; i < model.Count; i++)
            {
                if (model[i].Removed)
                {
                    rebuilt.Remove(i);
                }
            }

            Assert.Equal(Bytes(rebuilt), Bytes(index));
        });

    [Fact]
    public void The_order_of_adding_does_not_change_the_answers() =>
        Gen.Select(GenText.Array[1, 20], GenText).Sample((texts, question) =>
        {
            var outcomes = texts.Select((text, i) => new Outcome(SomeRecall.Id(i), "user") { Text = text }).ToArray();

            var forwards = Build(outcomes);
            var backwards = Build(outcomes.Reverse());

            Assert.Equal(
                Answers(forwards, question, 0).Select(answer => answer.Id),
                Answers(backwards, question, 0).Select(answer => answer.Id));
        });

    [Fact]
    public void A_cut_snapshot_is_refused()
    {
        var bytes = Bytes(Play([new Change(ChangeKind.Add, 0, "a dog in Berlin", 1, "Ann")], []));

        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<InvalidDataException>(() => RecallIndex.ReadFrom(cut, SomeRecall.Options));
        }
    }

    [Fact]
    public void A_damaged_snapshot_is_refused_or_read_and_never_throws_anything_else()
    {
        var index = SomeRecall.Index("a dog in Berlin", "我的电影和 dogs", "dog");
        index.SetVector(0, PackedVector.Pack(SomeRecall.Axis(3)));
        index.Remove(1);
        var whole = Bytes(index);
        Gen.Select(Gen.Int[8, whole.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var damaged = whole.ToArray();
            damaged[at] = value;
            try
            {
                _ = Exactly(RecallIndex.ReadFrom(damaged, SomeRecall.Options), "dogs of Berlin", 3);
            }
            catch (InvalidDataException)
            {
                // Refused, as it should be.
            }
        });
    }

    [Fact]
    public void A_snapshot_of_another_version_or_dimension_is_refused_with_both_numbers()
    {
        var bytes = Bytes(SomeRecall.Index("one"));
        var other = SomeRecall.Options with { Dimension = 32 };

        var dimension = Assert.Throws<InvalidDataException>(() => RecallIndex.ReadFrom(bytes, other));
        bytes[4] = 99;
        var version = Assert.Throws<InvalidDataException>(() => RecallIndex.ReadFrom(bytes, SomeRecall.Options));

        Assert.Contains("dimension 16", dimension.Message, StringComparison.Ordinal);
        Assert.Contains("version 99", version.Message, StringComparison.Ordinal);
    }

    private static RecallIndex Play(Change[] changes, List<Outcome> model)
    {
        var index = new RecallIndex(SomeRecall.Options);
        foreach (var change in changes)
        {
            if (change.Kind == ChangeKind.Add || model.Count == 0)
            {
                var added = new Outcome(SomeRecall.Id(model.Count), change.Author) { Text = change.Text };
                model.Add(added);
                index.Add(added.ToDocument());
                continue;
            }

            var ordinal = change.At % model.Count;
            if (!model[ordinal].Removed)
            {
                Apply(change, index, ordinal, model[ordinal]);
            }
        }

        return index;
    }

    private static void Apply(Change change, RecallIndex index, int ordinal, Outcome outcome)
    {
        switch (change.Kind)
        {
            case ChangeKind.Replace:
                index.Replace(ordinal, change.Text);
                (outcome.Text, outcome.Axis, outcome.Unreadable) = (change.Text, -1, false);
                break;
            case ChangeKind.Vector:
                index.SetVector(ordinal, PackedVector.Pack(SomeRecall.Axis(change.Axis)));
                (outcome.Axis, outcome.Unreadable) = (change.Axis, false);
                break;
            case ChangeKind.Unreadable:
                index.SetUnreadable(ordinal);
                (outcome.Axis, outcome.Unreadable) = (-1, true);
                break;
            case ChangeKind.Hide:
                outcome.Visible = !outcome.Visible;
                index.SetVisible(ordinal, outcome.Visible);
                break;
            case ChangeKind.Remove:
                index.Remove(ordinal);
                outcome.Removed = true;
                break;
        }
    }

    private static RecallIndex Build(IEnumerable<Outcome> outcomes)
    {
        var index = new RecallIndex(SomeRecall.Options);
        foreach (var outcome in outcomes)
        {
            var ordinal = index.Add(outcome.ToDocument());
            index.SetVisible(ordinal, outcome.Visible);
            if (outcome.Axis >= 0)
            {
                index.SetVector(ordinal, PackedVector.Pack(SomeRecall.Axis(outcome.Axis)));
            }

            if (outcome.Unreadable)
            {
                index.SetUnreadable(ordinal);
            }
        }

        return index;
    }

    // Moments are summed by ordinal, so after a removal the last digits may differ; within a snapshot they do not.
    private static (string Id, double Score, double Confidence)[] Answers(
        RecallIndex index, string question, int axis) =>
        Array.ConvertAll(
            Exactly(index, question, axis),
            answer => (answer.Id, Math.Round(answer.Score, 6), Math.Round(answer.Confidence, 5)));

    private static (string Id, double Score, double Confidence)[] Exactly(RecallIndex index, string question, int axis)
    {
        var query = SomeRecall.Query(question + " Ann") with { Vector = SomeRecall.Axis(axis), Limit = 50 };
        return [.. index.Search(query).Hits.Select(hit => (index[hit.Ordinal].Id, hit.Score, hit.Confidence))];
    }

    private static byte[] Bytes(RecallIndex index)
    {
        var buffer = new ArrayBufferWriter<byte>();
        index.WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private enum ChangeKind
    {
        Add,
        Replace,
        Vector,
        Unreadable,
        Hide,
        Remove,
    }

    private sealed record Change(ChangeKind Kind, int At, string Text, int Axis, string Author);

    private sealed class Outcome(string id, string author)
    {
        public string Text { get; set; } = string.Empty;

        public int Axis { get; set; } = -1;

        public bool Unreadable { get; set; }

        public bool Visible { get; set; } = true;

        public bool Removed { get; set; }

        public RecallDocument ToDocument() => SomeRecall.Document(Text, id) with { Author = author };
    }
}

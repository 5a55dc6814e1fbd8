using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;
using Agents.Memory.Items;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;
using Agents.Memory.Runs;
using Agents.Memory.Tests.Projection;

namespace Agents.Memory.Tests.Consolidation;

/// <summary>A user whose turns are read for items as soon as they are said, without a grain.</summary>
internal sealed class TalkingUser
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    public FrameScript Script { get; } = new();

    public MemoryProjection Known { get; } = new(
        new RecallOptions { Dimension = FrameScript.Dimension }, FrameScript.Model);

    /// <summary>Gets what was chosen of drafts of summaries, by their ids.</summary>
    public Dictionary<string, SummaryChoice> Choices { get; } = [];

    /// <summary>Says something, and takes what it says.</summary>
    /// <returns>The ordinal of the turn.</returns>
    public int Say(
        string text,
        DateTimeOffset? time = null,
        string role = "user",
        string author = "user",
        string? conversation = null,
        bool read = true)
    {
        var said = time ?? Start.AddHours(Known.Count);
        var ordinal = Known.Count;
        Apply(FrameType.Episode, RecordJson.Encode(new EpisodeRecord
        {
            Id = $"turn-{ordinal}",
            Role = role,
            Author = author,
            Text = text,
            Time = said,
            RecordedAt = said,
            Conversation = conversation,
            ContentHash = Fingerprint.Of(text),
        }));
        if (read)
        {
            Read(text);
        }

        return ordinal;
    }

    public void Decide(DecisionKind kind, string id, string? text = null)
    {
        Assert.True(Known.TryFind(id, out var ordinal));
        Apply(FrameType.Decision, RecordJson.Encode(new DecisionRecord
        {
            Kind = kind,
            At = Start.AddHours(Known.Count),
            Subject = Known[ordinal].Sequence,
            Text = text,
        }));
        Read(text);
    }

    /// <summary>Gives a memory to a prompt.</summary>
    public void Use(string id)
    {
        Assert.True(Known.TryFind(id, out var ordinal));
        Known.Apply(Script.Use([Known[ordinal].Sequence]));
    }

    /// <summary>Erases as the grain does, the storage included.</summary>
    public int Erase(params int[] ordinals)
    {
        var erasure = new Erasure(Known, ordinals);
        foreach (var decision in erasure.Decisions(Start.AddHours(Known.Count)).ToArray())
        {
            Apply(FrameType.Decision, RecordJson.Encode(decision));
        }

        Script.Empty(Known.OwedErasures);
        Apply(FrameType.Decision, RecordJson.Encode(
            new DecisionRecord { Kind = DecisionKind.ErasureDone, At = Start }));
        return erasure.Ordinals.Count;
    }

    /// <summary>Erases a conversation as the grain does.</summary>
    public int EraseConversation(string conversation) => Erase(
    [
        .. Enumerable.Range(0, Known.Count).Where(ordinal =>
            !Known[ordinal].Erased && Known.Index[ordinal].Conversation == conversation),
    ]);

    /// <summary>Gives the text of a memory as it stands in its frame.</summary>
    public string TextOf(int ordinal) =>
        RecordJson.DecodeText(Script.Frames[(int)Known[ordinal].TextSequence - 1].Payload.Span);

    /// <summary>Gives what is current of a slot.</summary>
    public string[] Now(string subject, string slot, Polarity polarity = Polarity.Holds) =>
    [
        .. Known.Items.Of(subject, slot)
            .Where(item => item.Standing == ItemStanding.Current && item.Polarity == polarity)
            .Select(item => item.Value),
    ];

    public ItemState Item(string slot, string value) =>
        Known.Items.All.Single(item => item.Slot == slot && item.Value == value);

    public string IdOf(ItemState item)
    {
        Assert.True(Known.TryFindRecord(item.Sequence, out var ordinal));
        return Known.Index[ordinal].Id;
    }

    /// <summary>Reads the texts that are owed; <paramref name="text"/> stands for all of them.</summary>
    public void Read(string? text)
    {
        foreach (var ordinal in Enumerable.Range(0, Known.Count).Where(ordinal => Known.Owes(ordinal)).ToArray())
        {
            var entry = Known.Index[ordinal];
            var source = new SourceText(
                Known[ordinal].Sequence, Known[ordinal].TextSequence, text ?? "", entry.Time, entry.Author, entry.Role,
                entry.Conversation, null);
            var batch = new ConsolidationBatch(Known, () => Known.Position + 1);
            var read = new ReadText(source, RuleExtractor.Extract(source.Text, source.Time), RuleExtractor.Name);
            foreach (var group in batch.Groups(
                [read], new ConsolidationRecord { At = entry.RecordedAt, Done = [], End = RunEnd.Completed }))
            {
                foreach (var frame in group)
                {
                    Apply(frame.Type, frame.Payload.ToArray());
                }
            }
        }
    }

    /// <summary>Gives the drafts of the summaries that are owed.</summary>
    public SummaryDraft[] Drafts() =>
        [.. Owed().Select(digest => digest.Draft([.. digest.Turns.Select(SourceOf)])).OfType<SummaryDraft>()];

    /// <summary>Makes the summaries and habits that are owed, as if all had rested.</summary>
    /// <returns>How many were made.</returns>
    public int Digest()
    {
        var before = Known.Items.All.Count;
        for (var steps = 0; Owed() is { Count: > 0 } owed; steps++)
        {
            Assert.True(steps < 3, "What was made is owed again.");
            var made = owed.Select(digest => digest.Make(
                [.. digest.Turns.Select(SourceOf)], Start.AddHours(Known.Count), Choices))
                .OfType<ItemRecord>();
            var (frames, _) = Digests.Frames(
                [.. made],
                [.. owed.SelectMany(digest => digest.Again)],
                new ConsolidationRecord { At = Start.AddHours(Known.Count), Done = [], End = RunEnd.Completed },
                Known.Position + 1);
            foreach (var frame in frames)
            {
                Apply(frame.Type, frame.Payload.ToArray());
            }
        }

        return Known.Items.All.Count - before;
    }

    /// <summary>Gives the texts of what is current and made of several places, of one slot.</summary>
    public string[] DigestsNow(string slot) =>
    [
        .. Known.Items.All
            .Where(item => item is { IsDigest: true, Standing: ItemStanding.Current } && item.Slot == slot)
            .Select(TextOf),
    ];

    public string TextOf(ItemState item)
    {
        Assert.True(Known.TryFindRecord(item.Sequence, out var ordinal));
        return TextOf(ordinal);
    }

    /// <summary>Takes back what a run did.</summary>
    public void Undo(Run run)
    {
        var steps = Known.Runs.StepsOf(run)
            .Select(step => RecordJson.DecodeConsolidation(Script.Frames[(int)step - 1].Payload.Span)).ToArray();
        foreach (var decision in RunUndo.Decisions(Known, steps, Start.AddHours(Known.Count)))
        {
            Apply(FrameType.Decision, RecordJson.Encode(decision));
        }

        Apply(FrameType.Consolidation, RecordJson.Encode(
            new ConsolidationRecord { At = Start, First = run.First, Done = [], End = RunEnd.Undone }));
    }

    private IReadOnlyList<OwedDigest> Owed() => new Digests(Known, TimeSpan.Zero).Owed(Start.AddYears(1)).Now;

    private SourceText SourceOf(int ordinal)
    {
        var entry = Known.Index[ordinal];
        return new SourceText(
            Known[ordinal].Sequence, Known[ordinal].TextSequence, TextOf(ordinal), entry.Time, entry.Author, entry.Role,
            entry.Conversation, null);
    }

    private void Apply(FrameType type, byte[] payload) => Known.Apply(Script.Add(type, payload));
}

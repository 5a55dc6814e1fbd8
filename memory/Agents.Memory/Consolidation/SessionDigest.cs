using System.Text;
using Agents.Contracts;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>The summary of a conversation: the sentences of it that cover most, as they were said and in their
/// order.</summary>
internal sealed class SessionDigest(string id, string conversation, int turns, long[]? replaced) : OwedDigest
{
    public const string Slot = "summary";

    /// <summary>Finds what a digest of a slot takes the place of.</summary>
    public static long[]? Replaced(MemoryProjection known, string subject, string slot = Slot)
    {
        long[] current =
        [
            .. known.Items.Of(subject, slot).Where(item => item is { IsDigest: true, Standing: ItemStanding.Current })
                .Select(item => item.Sequence),
        ];
        return current.Length == 0 ? null : current;
    }

    public override SummaryDraft? Draft(IReadOnlyList<SourceText> texts) => new(
        id,
        [
            .. SentencePicker.Choices(texts).Select(sentence => new DraftSentence(
                texts[sentence.Turn].Sequence, sentence.Start, sentence.End, texts[sentence.Turn].Author,
                texts[sentence.Turn].Role, texts[sentence.Turn].Text[sentence.Start..sentence.End])),
        ]);

    public override ItemRecord? Make(
        IReadOnlyList<SourceText> texts, DateTimeOffset now, IReadOnlyDictionary<string, SummaryChoice> choices)
    {
        var choice = choices.GetValueOrDefault(id);
        var chosen = choice is null ? [] : SentencePicker.Keep(texts, choice.Sentences);
        var picked = chosen.Count > 0 ? chosen : SentencePicker.Pick(texts);
        if (picked.Count == 0)
        {
            return null;
        }

        EpisodeSpan[] spans = [.. picked.Select(sentence => new EpisodeSpan(
            texts[sentence.Turn].Sequence, sentence.Start, sentence.End, texts[sentence.Turn].Text.Length))];
        SourceText[] quoted = [.. picked.Select(sentence => texts[sentence.Turn]).Distinct()];
        return new ItemRecord
        {
            Id = id,
            Kind = MemoryKind.Summary,
            Subject = conversation,
            Slot = Slot,
            Value = $"{turns} turns",
            Text = Quote(texts, picked),
            Time = texts[^1].Time,
            RecordedAt = now,
            Author = Same(quoted, text => text.Author) ?? MessageRoles.User,
            Role = Array.TrueForAll(quoted, text => text.Role == MessageRoles.User)
                ? MessageRoles.User
                : MessageRoles.Assistant,
            Conversation = conversation,
            Agent = Same(quoted, text => text.Agent),
            Source = spans[0],
            Further = spans[1..],
            Functional = true,
            Replaces = replaced,
            Extractor = chosen.Count > 0 ? choice!.Extractor : Digests.Extractor,
        };
    }

    private static string Quote(IReadOnlyList<SourceText> texts, IReadOnlyList<Sentence> picked)
    {
        var summary = new StringBuilder();
        for (var i = 0; i < picked.Count; i++)
        {
            var (turn, start, end) = picked[i];
            if (i > 0 && picked[i - 1].Turn == turn)
            {
                summary.Append(string.IsNullOrWhiteSpace(texts[turn].Text[picked[i - 1].End..start]) ? " " : " … ");
            }
            else
            {
                summary.Append(i > 0 ? "\n" : "").Append(NameOf(texts[turn])).Append(": ");
            }

            summary.Append(texts[turn].Text, start, end - start);
        }

        return summary.ToString();
    }

    // What an assistant said is second class, and is marked.
    private static string NameOf(SourceText text) => text.Role == MessageRoles.User || text.Author == text.Role
        ? text.Author
        : $"{text.Author} ({text.Role})";

    private static string? Same(SourceText[] quoted, Func<SourceText, string?> of) =>
        Array.TrueForAll(quoted, text => of(text) == of(quoted[0])) ? of(quoted[0]) : null;
}

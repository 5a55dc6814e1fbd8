using Agents.Memory.Recall.Lexical;
using Agents.Memory.Recall.Names;
using Agents.Memory.Recall.Text;
using Agents.Memory.Recall.Times;

namespace Agents.Memory.Recall.Fusion;

/// <summary>What is read out of a question before anything is looked up.</summary>
internal sealed record Question
{
    /// <summary>Gets the numbers of the participants whom the question names.</summary>
    public required IReadOnlyList<int> Named { get; init; }

    /// <summary>Gets the terms of the whole question, without the words of names.</summary>
    public required LexicalQuery Whole { get; init; }

    /// <summary>Gets the terms of each thing that is asked; empty where the question is one.</summary>
    public required IReadOnlyList<LexicalQuery> Parts { get; init; }

    /// <summary>Gets the times that it speaks of.</summary>
    public required IReadOnlyList<CivilRange> Times { get; init; }

    /// <summary>Gets the sort of answer that it expects.</summary>
    public required AnswerTypes Expected { get; init; }

    /// <summary>Gets whether it speaks of whoever asks it, and not to an assistant as well.</summary>
    public required bool OfAskerAlone { get; init; }

    /// <summary>Gets whether it asks for something as it stands now.</summary>
    public required PresentQuestion Present { get; init; }

    /// <param name="query">The question.</param>
    /// <param name="people">The participants by number; null for roles.</param>
    public static Question Read(RecallQuery query, IReadOnlyList<string?> people)
    {
        var mentions = Participants.Find(query.Text, people);
        var nameless = mentions.Count == 0 ? query.Text : Participants.TakeOut(query.Text, mentions);
        return new Question
        {
            Named = [.. mentions.Select(mention => mention.Author).Distinct()],
            Whole = LexicalQuery.Read(nameless),
            Parts = [.. Sentences.Asked(nameless).Select(LexicalQuery.Read)],
            Times = TimeExpressions.Find(nameless, query.Now),
            Expected = AnswerTypeReader.ExpectedBy(nameless),
            OfAskerAlone = Pronouns.OfAskerAlone(nameless),
            Present = PresentQuestion.Read(nameless),
        };
    }
}

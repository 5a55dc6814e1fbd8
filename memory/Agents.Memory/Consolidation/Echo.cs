using Agents.Memory.Recall.Text;

namespace Agents.Memory.Consolidation;

/// <summary>Tells whether an answer that was given a memory repeats it: erased words that an answer keeps are not
/// erased.</summary>
/// <remarks>What the question said before is no news of the memory's. Of what is left of a sentence, at least half has
/// to come from the memory, so that an answer is not lost for a common word; a paraphrase that shares no word with it
/// is not found.</remarks>
public static class Echo
{
    /// <summary>Tells it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="question">What it answered; empty where that goes too.</param>
    /// <param name="erased">The texts that go.</param>
    public static bool Repeats(string answer, string question, IEnumerable<string> erased)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(erased);
        var gone = erased.SelectMany(Terms).ToHashSet();
        var asked = Terms(question).ToHashSet();
        for (var start = 0; start < answer.Length;)
        {
            var end = Sentences.EndOf(answer, start, out _);
            var told = Terms(answer[start..end]).Where(term => !asked.Contains(term)).ToArray();
            var repeated = told.Count(gone.Contains);
            if (repeated > 0 && 2 * repeated >= told.Length)
            {
                return true;
            }

            start = end;
        }

        return false;
    }

    private static IEnumerable<ulong> Terms(string text) => TextAnalysis.Analyze(text).Terms.Select(term => term.Key);
}

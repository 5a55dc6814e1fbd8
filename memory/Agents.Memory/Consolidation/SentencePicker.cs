using System.Text;
using Agents.Contracts;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Consolidation;

/// <summary>Picks the few sentences that say most of what a conversation is about.</summary>
/// <remarks>
/// The greedy choice of maximal coverage under a budget of words (Lin and Bilmes, 2011): each next sentence is the one
/// whose terms that none before it had weigh most, for its length. A term weighs most when a part of the turns has it:
/// in one it is chance, in all it tells nothing apart. Deterministic, and equal ones stand by their order.
/// </remarks>
internal sealed class SentencePicker
{
    private const int SentencesMax = 5;
    private const double WordsMax = 120;
    private const double WordsOfSentenceMin = 3;
    private const double WordsOfSentenceMax = 50;
    private const int CharsOfTurnMax = 4_000;
    private const int CharsOfRestMax = 200;
    private const double AskingShare = 0.3;
    private const double AssistantShare = 0.4;
    private const double FirstPersonShare = 1.3;
    private const double LengthOffset = 6;

    private readonly IReadOnlyList<SourceText> _turns;
    private readonly List<Candidate> _candidates = [];
    private readonly Dictionary<ulong, double> _weights = [];

    private SentencePicker(IReadOnlyList<SourceText> turns)
    {
        _turns = turns;
        for (var turn = 0; turn < turns.Count; turn++)
        {
            AddTurn(turn);
        }

        foreach (var term in _weights.Keys.ToArray())
        {
            _weights[term] *= Math.Log((turns.Count + 1) / _weights[term]);
        }
    }

    /// <summary>Picks up to five sentences, in their order; none only where no user has said anything.</summary>
    public static IReadOnlyList<Sentence> Pick(IReadOnlyList<SourceText> turns)
    {
        var picked = new SentencePicker(turns).Pick();
        return picked.Count > 0 ? picked : First(turns);
    }

    /// <summary>Gives the sentences that a summary may be made of, in their order.</summary>
    public static IEnumerable<Sentence> Choices(IReadOnlyList<SourceText> turns) =>
        new SentencePicker(turns)._candidates.Select(candidate => candidate.Sentence);

    /// <summary>Keeps what may stand in a summary of what was chosen: sentences that the turns have, within the same
    /// limits, and none where no user said one of them.</summary>
    public static IReadOnlyList<Sentence> Keep(
        IReadOnlyList<SourceText> turns, IReadOnlyList<DraftSentence> chosen)
    {
        var spans = chosen.Select(sentence => (sentence.Turn, sentence.Start, sentence.End)).ToHashSet();
        var kept = new List<Candidate>();
        var left = WordsMax;
        foreach (var candidate in new SentencePicker(turns)._candidates)
        {
            var (turn, start, end) = candidate.Sentence;
            if (kept.Count < SentencesMax && candidate.Words <= left
                && spans.Contains((turns[turn].Sequence, start, end))
                && !(candidate.IsAssistant && kept.Exists(one => one.IsAssistant)))
            {
                kept.Add(candidate);
                left -= candidate.Words;
            }
        }

        return kept.TrueForAll(candidate => candidate.IsAssistant)
            ? []
            : [.. kept.Select(candidate => candidate.Sentence)];
    }

    private List<Sentence> Pick()
    {
        var picked = new List<Candidate>();
        var covered = new HashSet<ulong>();
        var left = WordsMax;
        while (picked.Count < SentencesMax && Best(covered, left, picked) is { } best)
        {
            picked.Add(best);
            covered.UnionWith(best.Terms);
            left -= best.Words;
        }

        return [.. picked.Select(candidate => candidate.Sentence).OrderBy(sentence => (sentence.Turn, sentence.Start))];
    }

    private Candidate? Best(HashSet<ulong> covered, double left, List<Candidate> picked)
    {
        Candidate? best = null;
        var most = 0.0;
        foreach (var candidate in _candidates)
        {
            // One sentence of an assistant may help to understand what the user said, and none stands alone.
            if (candidate.Words > left
                || (candidate.IsAssistant && (picked.Count == 0 || picked.Exists(one => one.IsAssistant))))
            {
                continue;
            }

            var gain = 0.0;
            foreach (var term in candidate.Terms)
            {
                gain += covered.Contains(term) ? 0 : _weights[term];
            }

            gain *= candidate.Share / (candidate.Words + LengthOffset);
            if (gain > most)
            {
                (best, most) = (candidate, gain);
            }
        }

        return best;
    }

    private void AddTurn(int turn)
    {
        if (_turns[turn].Role is not (MessageRoles.User or MessageRoles.Assistant))
        {
            return;
        }

        var assistant = _turns[turn].Role == MessageRoles.Assistant;
        var terms = new HashSet<ulong>();
        var text = _turns[turn].Text;
        var code = false;
        for (var start = 0; start < Math.Min(text.Length, CharsOfTurnMax);)
        {
            var end = Sentences.EndOf(text, start, out var asks);
            var span = text.AsSpan(start, end - start);
            code ^= IsFence(span.Trim());
            if (!code && Words(span) is >= WordsOfSentenceMin and <= WordsOfSentenceMax and var words && IsProse(span))
            {
                var first = start + (span.Length - span.TrimStart().Length);
                var said = text[first..(first + span.Trim().Length)];
                ulong[] keys = [.. TextAnalysis.Analyze(said).Terms.Select(term => term.Key)];
                terms.UnionWith(keys);
                _candidates.Add(new Candidate(
                    new Sentence(turn, first, first + said.Length), keys, words, ShareOf(said, asks, assistant),
                    assistant));
            }

            start = end;
        }

        foreach (var term in terms)
        {
            _weights[term] = _weights.GetValueOrDefault(term) + (assistant ? AssistantShare : 1);
        }
    }

    private static double ShareOf(string sentence, bool asks, bool assistant) => (asks ? AskingShare : 1)
        * (assistant ? AssistantShare : Pronouns.OfAuthor(sentence) ? FirstPersonShare : 1);

    // Where all is code, questions of two words or one endless line, the beginning stands for it.
    private static Sentence[] First(IReadOnlyList<SourceText> turns)
    {
        for (var turn = 0; turn < turns.Count; turn++)
        {
            var text = turns[turn].Text;
            if (turns[turn].Role == MessageRoles.User)
            {
                var end = Math.Min(Sentences.EndOf(text, 0, out _), CharsOfRestMax);
                return [new Sentence(turn, 0, end < text.Length && char.IsLowSurrogate(text[end]) ? end - 1 : end)];
            }
        }

        return [];
    }

    /// <summary>Counts words, two characters of Chinese as one.</summary>
    private static double Words(ReadOnlySpan<char> text)
    {
        var words = 0.0;
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var cjk = CjkScript.Contains(rune);
            var letter = !cjk && !Rune.IsWhiteSpace(rune);
            words += cjk ? 0.5 : letter && !inWord ? 1 : 0;
            inWord = letter;
        }

        return words;
    }

    private static bool IsFence(ReadOnlySpan<char> line) =>
        line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal);

    // Code, tables and addresses are mostly signs; what is quoted from others is not what was said.
    private static bool IsProse(ReadOnlySpan<char> text)
    {
        var letters = 0;
        var signs = 0;
        foreach (var c in text)
        {
            letters += char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? 1 : 0;
            signs += c is '{' or '}' or '|' or '<' or '>' or '=' or '_' or '\\' ? 1 : 0;
        }

        return letters > 2 * text.Length / 3 && 20 * signs <= text.Length && text.TrimStart()[0] != '>';
    }

    private sealed record Candidate(
        Sentence Sentence, ulong[] Terms, double Words, double Share, bool IsAssistant);
}

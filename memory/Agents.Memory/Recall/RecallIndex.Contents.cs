using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall;

/// <content>What documents are and say, without a question.</content>
public sealed partial class RecallIndex
{
    /// <summary>Gives what is known of every document's text, by ordinal, in one pass over the postings.</summary>
    public RecallContent[] Contents()
    {
        var rarities = new long[Count];
        _lexical.AddRarities(rarities);
        var contents = new RecallContent[Count];
        for (var ordinal = 0; ordinal < contents.Length; ordinal++)
        {
            var before = _columns.Previous[ordinal];
            contents[ordinal] = new RecallContent(
                rarities[ordinal],
                AskingOf(ordinal),
                before < 0 ? 0 : AskingOf(before),
                _columns.Has(ordinal, DocumentFlags.FirstPerson),
                _columns.Has(ordinal, DocumentFlags.SaysWhen),
                _columns.RoleNames[_columns.Roles[ordinal]]);
        }

        return contents;
    }

    /// <summary>Gets when a document was made, in UTC ticks: a turn when it was said, as far as that is past, anything
    /// else when it was recorded.</summary>
    public long MadeAt(int ordinal)
    {
        ThrowIfUnknown(ordinal);
        return _columns.MadeAt(ordinal);
    }

    /// <summary>Gets when a document was recorded, in UTC ticks.</summary>
    public long RecordedAt(int ordinal)
    {
        ThrowIfUnknown(ordinal);
        return _columns.Recorded[ordinal];
    }

    /// <summary>Tells whether a document is evidence: no other is ever returned.</summary>
    public bool IsEvidence(int ordinal)
    {
        ThrowIfUnknown(ordinal);
        return _columns.Has(ordinal, DocumentFlags.Evidence);
    }

    /// <summary>Tells whether one document holds all that a few words tell.</summary>
    /// <param name="words">The words.</param>
    /// <param name="counts">Tells by its ordinal whether a document counts.</param>
    public bool IsSaid(string words, Predicate<int> counts)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(counts);
        HashSet<int>? holding = null;
        foreach (var (key, _) in TextAnalysis.Analyze(words).Terms)
        {
            var holds = new HashSet<int>();
            if (_lexical.Postings.TryGet(key, out var cursor))
            {
                while (cursor.MoveNext())
                {
                    if (holding?.Contains(cursor.Ordinal) ?? counts(cursor.Ordinal))
                    {
                        holds.Add(cursor.Ordinal);
                    }
                }
            }

            holding = holds;
            if (holding.Count == 0)
            {
                return false;
            }
        }

        return holding is not null;
    }

    /// <summary>Gives the documents that share most of the rarer words with a few words: two at least.</summary>
    /// <param name="words">The words.</param>
    /// <param name="documentsMax">In how many documents a word may stand to count.</param>
    /// <param name="counts">Tells by its ordinal whether a document counts.</param>
    public IReadOnlyList<int> Sharing(string words, int documentsMax, Predicate<int> counts)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(counts);
        var shared = new SortedDictionary<int, int>();
        foreach (var (key, _) in TextAnalysis.Analyze(words).Terms)
        {
            if (TermKey.IsUnigram(key) || !_lexical.Postings.TryGet(key, out var cursor)
                || cursor.Documents > documentsMax)
            {
                continue;
            }

            while (cursor.MoveNext())
            {
                if (counts(cursor.Ordinal))
                {
                    shared[cursor.Ordinal] = shared.GetValueOrDefault(cursor.Ordinal) + 1;
                }
            }
        }

        var most = shared.Count == 0 ? 0 : shared.Values.Max();
        return most < 2 ? [] : [.. shared.Where(document => document.Value == most).Select(document => document.Key)];
    }

    private double AskingOf(int ordinal) => _columns.Asking[ordinal] / (double)byte.MaxValue;
}

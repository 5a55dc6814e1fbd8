using Agents.Contracts;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Lexical;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The document says anew what an earlier one above it says: it is raised just above that one.</summary>
/// <remarks>
/// <para>What is asked for as it stands now is often said in the words of the first statement ("my first sprint on
/// layout and navigation"), and what changed it says the rest only ("the new deadline is 5 April"): so the old one
/// matches better. Compared are the best few. The later of two takes the place of the earlier where the same user says
/// both, a sentence of the later tells of a change (for a number or a time: and holds one), and it says enough of what
/// the earlier one says of the question, whose subject above all.</para>
/// <para>The two only change places: nothing else sinks by more than one place, and what lies further behind than the
/// weight stays there.</para>
/// </remarks>
internal sealed class NewerSignal : ISignal
{
    // As many as are looked at by whoever reads the answer.
    private const int Compared = 8;

    // Above, and by no more.
    private const double Step = 0.01;

    // The share of what the earlier one says of the question that the later one says too. Chinese has no capitals that
    // tell of whom it speaks, so where it does not speak of the asker nearly all has to be the same.
    private const double SharedMin = 0.25;
    private const double SharedChineseMin = 0.75;

    private const DocumentFlags Value = DocumentFlags.SaysHowMany | DocumentFlags.SaysWhen;

    private readonly SearchState _state;
    private readonly int _user;
    private readonly Dictionary<int, (double By, int Above)> _raised = [];

    public NewerSignal(SearchState state)
    {
        _state = state;
        _user = state.Columns.RoleNames.TryFind(MessageRoles.User, out var number) ? number : -1;
        Off = state.Question.Present.Off
            ?? (state.Question.Times.Count > 0 ? "the question names a time"
                : _user < 0 ? "no memory is by a user"
                : null);
    }

    public string Name => "newer";

    public double Weight => _state.Options.NewerWeight;

    public string? Off { get; }

    public double Of(int ordinal) => _raised.GetValueOrDefault(ordinal).By;

    /// <summary>Gives the document whose place one has taken, or -1.</summary>
    public int Replaced(int ordinal) => _raised.TryGetValue(ordinal, out var raised) ? raised.Above : -1;

    /// <summary>Compares what was ranked first without this signal.</summary>
    /// <returns>Whether anything is raised.</returns>
    public bool Compare(ReadOnlySpan<(int Ordinal, double Score)> ranked)
    {
        var best = ranked[..Math.Min(Compared, ranked.Length)].ToArray();
        if (Off is not null || !Array.Exists(best, one => TellsOfChange(one.Ordinal)))
        {
            return false;
        }

        var times = _state.Columns.Times;
        Array.Sort(best, (a, b) => times[a.Ordinal] != times[b.Ordinal]
            ? times[a.Ordinal].CompareTo(times[b.Ordinal])
            : a.Ordinal.CompareTo(b.Ordinal));
        var shared = new SharedTerms(_state, Array.ConvertAll(best, one => one.Ordinal));
        for (var later = 1; later < best.Length; later++)
        {
            var (ordinal, score) = best[later];
            if (!TellsOfChange(ordinal))
            {
                continue;
            }

            var above = -1;
            for (var earlier = 0; earlier < later; earlier++)
            {
                var reach = best[earlier].Score + Step - score;
                if (reach > Step && reach <= Weight && (above < 0 || best[earlier].Score > best[above].Score)
                    && IsOfSameSort(best[earlier].Ordinal, ordinal) && shared.SaysAnew(earlier, later))
                {
                    above = earlier;
                }
            }

            if (above >= 0)
            {
                best[later].Score = best[above].Score + Step;
                _raised.Add(ordinal, (best[later].Score - score, best[above].Ordinal));
            }
        }

        return _raised.Count > 0;
    }

    private bool TellsOfChange(int ordinal) => _state.Columns.Roles[ordinal] == _user && _state.Columns.Has(
        ordinal, _state.Question.Present.OfMeasure ? DocumentFlags.NewValue : DocumentFlags.Changes);

    private bool IsOfSameSort(int earlier, int later) =>
        _state.Columns.Roles[earlier] == _user
        && _state.Columns.Authors[earlier] == _state.Columns.Authors[later]
        && (!_state.Question.Present.OfMeasure || _state.Columns.Has(earlier, Value));

    /// <summary>What the compared documents say of the question.</summary>
    private sealed class SharedTerms
    {
        private readonly (uint Holders, double Worth)[] _terms;
        private readonly bool[] _subject;
        private readonly int[] _bits;
        private readonly double _min;

        public SharedTerms(SearchState state, int[] ordinals)
        {
            int[] ascending = [.. ordinals.Order()];
            var whole = state.Question.Whole;
            var subjects = LexicalQuery.Read(state.Question.Present.Subjects).Keys;
            _bits = Array.ConvertAll(ordinals, ordinal => Array.BinarySearch(ascending, ordinal));
            _terms = state.Lexical.Holding(whole, ascending);
            _subject = Array.ConvertAll(whole.Keys, key => Array.BinarySearch(subjects, key) >= 0);
            _min = !state.Question.OfAskerAlone && Array.Exists(whole.Keys, TermKey.IsGram)
                ? SharedChineseMin
                : SharedMin;
        }

        public bool SaysAnew(int earlier, int later)
        {
            var (first, second) = (1u << _bits[earlier], 1u << _bits[later]);
            double said = 0;
            double again = 0;
            for (var i = 0; i < _terms.Length; i++)
            {
                var (holders, worth) = _terms[i];
                if ((holders & first) == 0)
                {
                    continue;
                }

                said += worth;
                again += (holders & second) != 0 ? worth : 0;
                if (_subject[i] && (holders & second) == 0)
                {
                    return false;
                }
            }

            return said > 0 && again >= _min * said;
        }
    }
}

using Agents.Memory.Recall.Times;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The document is of a time that the question speaks of: 1 within it, less with the distance.</summary>
/// <remarks>
/// Things are told after they happened: what was said later counts <c>1 / (1 + d / s)</c> at the distance d, what was
/// said before half of that. The scale s is a week, or half the time spoken of where that is longer.
/// </remarks>
internal sealed class TimeSignal : IContext
{
    private static readonly long Week = TimeSpan.FromDays(7).Ticks;

    private readonly SearchState _state;
    private readonly List<(long From, long To, double Scale)> _ranges = [];

    public TimeSignal(SearchState state)
    {
        _state = state;
        var years = new Lazy<(int First, int Last)>(YearsInScope);
        foreach (var range in state.Question.Times)
        {
            if (range.Yearly)
            {
                for (var year = years.Value.First; year <= years.Value.Last; year++)
                {
                    Add(range.InYear(year));
                }
            }
            else
            {
                Add(range);
            }
        }
    }

    public string Name => "time";

    public double Weight => _state.Options.TimeWeight;

    public string? Off => _ranges.Count == 0 ? "the question names no time" : null;

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        foreach (var ordinal in selected)
        {
            fused[ordinal] += (float)Of(ordinal);
        }
    }

    public double Of(int ordinal)
    {
        var time = LocalTicks(ordinal);
        double best = 0;
        foreach (var (from, to, scale) in _ranges)
        {
            var value = time < from ? 0.5 / (1 + ((from - time) / scale))
                : time >= to ? 1 / (1 + ((time - to) / scale))
                : 1;
            best = Math.Max(best, value);
        }

        return Weight * best;
    }

    /// <summary>Tells whether a document is of a time that the question names, and not only near it.</summary>
    public bool Holds(int ordinal)
    {
        var time = LocalTicks(ordinal);
        foreach (var (from, to, _) in _ranges)
        {
            if (time >= from && time < to)
            {
                return true;
            }
        }

        return false;
    }

    private void Add(CivilRange range) => _ranges.Add(
        (range.From.Ticks, range.To.Ticks, Math.Max(Week, (range.To - range.From).Ticks / 2)));

    private long LocalTicks(int ordinal) =>
        _state.Columns.Times[ordinal] + (_state.Columns.Offsets[ordinal] * TimeSpan.TicksPerMinute);

    private (int First, int Last) YearsInScope()
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var ordinal = 0; ordinal < _state.Count; ordinal++)
        {
            if (_state.Scope[ordinal] > 0)
            {
                first = Math.Min(first, LocalTicks(ordinal));
                last = Math.Max(last, LocalTicks(ordinal));
            }
        }

        if (last < 0)
        {
            return (1, 0);
        }

        // Somebody whose memories span a century has not lived through each of its Mays. In January one tells of the
        // December before, and in December of the January to come.
        const int YearsMax = 50;
        var end = new DateTime(last).Year;
        var start = Math.Max(new DateTime(first).Year, end - YearsMax);
        return (Math.Max(start - 1, 1), Math.Min(end + 1, 9998));
    }
}

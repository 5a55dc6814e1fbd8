using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The document holds the sort of thing that is asked for: a time where the question asks when, a number where
/// it asks how many.</summary>
internal sealed class AnswerTypeSignal(SearchState state) : IContext
{
    private readonly DocumentFlags _wanted =
        (state.Question.Expected.HasFlag(AnswerTypes.Time) ? DocumentFlags.SaysWhen : DocumentFlags.None)
        | (state.Question.Expected.HasFlag(AnswerTypes.Number) ? DocumentFlags.SaysHowMany : DocumentFlags.None);

    public string Name => "answer_type";

    public double Weight => state.Options.AnswerTypeWeight;

    public string? Off =>
        state.Question.Expected == AnswerTypes.None ? "the question asks neither when nor how many" : null;

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var weight = (float)Weight;
        var flags = state.Columns.Flags.AsSpan(0, fused.Length);
        foreach (var ordinal in selected)
        {
            fused[ordinal] += (flags[ordinal] & _wanted) != 0 ? weight : 0;
        }
    }

    public double Of(int ordinal) => (state.Columns.Flags[ordinal] & _wanted) != 0 ? Weight : 0;
}

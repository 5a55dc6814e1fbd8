using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The one participant whom the question names speaks of himself: his document holds an I.</summary>
internal sealed class FirstPersonSignal(SearchState state, AuthorSignal author) : IContext
{
    public string Name => "first_person";

    public double Weight => state.Options.FirstPersonWeight;

    public string? Off => author.Off;

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var authors = state.Columns.Authors.AsSpan(0, fused.Length);
        var flags = state.Columns.Flags.AsSpan(0, fused.Length);
        var named = author.Named;
        var weight = (float)Weight;
        foreach (var ordinal in selected)
        {
            var speaks = authors[ordinal] == named && (flags[ordinal] & DocumentFlags.FirstPerson) != 0;
            fused[ordinal] += speaks ? weight : 0;
        }
    }

    public double Of(int ordinal) =>
        state.Columns.Authors[ordinal] == author.Named && state.Columns.Has(ordinal, DocumentFlags.FirstPerson)
            ? Weight
            : 0;
}

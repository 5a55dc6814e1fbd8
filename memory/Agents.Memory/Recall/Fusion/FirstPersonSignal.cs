using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The one participant whom the question names speaks of himself: his document holds an I.</summary>
internal sealed class FirstPersonSignal(SearchState state, AuthorSignal author) : ISignal
{
    public string Name => "first_person";

    public double Weight => state.Options.FirstPersonWeight;

    public string? Off => author.Off;

    public void AddTo(Span<float> fused)
    {
        for (var ordinal = 0; ordinal < fused.Length; ordinal++)
        {
            fused[ordinal] += (float)Of(ordinal);
        }
    }

    public double Of(int ordinal) =>
        state.Columns.Authors[ordinal] == author.Named && state.Columns.Has(ordinal, DocumentFlags.FirstPerson)
            ? Weight
            : 0;
}

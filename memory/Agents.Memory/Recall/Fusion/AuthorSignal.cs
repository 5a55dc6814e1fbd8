namespace Agents.Memory.Recall.Fusion;

/// <summary>The document is by the one participant whom the question names: 1; by another participant: -1.</summary>
/// <remarks>Documents by a role (the assistant, a tool) stand at 0: they speak of anybody.</remarks>
internal sealed class AuthorSignal : IContext
{
    private readonly SearchState _state;

    public AuthorSignal(SearchState state)
    {
        _state = state;
        Named = state.Question.Named.Count == 1 ? state.Question.Named[0] : -1;
        Off = state.People.Count(name => name is not null) < 2 ? "the store has no two participants"
            : state.Question.Named.Count == 0 ? "the question names no participant"
            : state.Question.Named.Count > 1 ? "the question names several participants"
            : null;
    }

    /// <summary>Gets the number of the one participant whom the question names, or -1.</summary>
    public int Named { get; }

    public string Name => "author";

    public double Weight => _state.Options.AuthorWeight;

    public string? Off { get; }

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var contributions = new float[_state.People.Count];
        for (var author = 0; author < contributions.Length; author++)
        {
            contributions[author] = (float)(Weight * ValueOf(author));
        }

        var authors = _state.Columns.Authors.AsSpan(0, fused.Length);
        foreach (var ordinal in selected)
        {
            fused[ordinal] += contributions[authors[ordinal]];
        }
    }

    public double Of(int ordinal) => Weight * ValueOf(_state.Columns.Authors[ordinal]);

    private int ValueOf(int author) => author == Named ? 1 : _state.People[author] is null ? 0 : -1;
}

using Agents.Contracts;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The question speaks of its asker, who is the user: what the user said counts 1, what an assistant or a tool
/// said 0.</summary>
/// <remarks>Silent where the question names a participant, or speaks to an assistant as well ("what did you tell
/// me").</remarks>
internal sealed class AskerSignal : IContext
{
    private readonly SearchState _state;
    private readonly int _user;

    public AskerSignal(SearchState state)
    {
        _state = state;
        _user = state.Columns.RoleNames.TryFind(MessageRoles.User, out var number) ? number : -1;
        Off = _user < 0 || state.Columns.RoleNames.Used < 2 ? "the store has no user beside another role"
            : state.Question.Named.Count > 0 ? "the question names a participant"
            : !state.Question.OfAskerAlone ? "the question does not speak of its asker alone"
            : null;
    }

    public string Name => "asker";

    public double Weight => _state.Options.AuthorWeight;

    public string? Off { get; }

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var weight = (float)Weight;
        var roles = _state.Columns.Roles.AsSpan(0, fused.Length);
        foreach (var ordinal in selected)
        {
            fused[ordinal] += roles[ordinal] == _user ? weight : 0;
        }
    }

    public double Of(int ordinal) => _state.Columns.Roles[ordinal] == _user ? Weight : 0;
}

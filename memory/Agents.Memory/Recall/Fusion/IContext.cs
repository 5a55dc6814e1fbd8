namespace Agents.Memory.Recall.Fusion;

/// <summary>A signal of where, when and by whom something was said, which tells those apart that evidence
/// selected.</summary>
internal interface IContext : ISignal
{
    /// <summary>Adds the weighted contribution of the selected documents, by ascending ordinal.</summary>
    void AddTo(Span<float> fused, ReadOnlySpan<int> selected);
}

namespace Agents.Memory.Recall.Fusion;

/// <summary>A signal of what a document says, which alone can make it worth a look.</summary>
internal interface IEvidence : ISignal
{
    /// <summary>Adds the weighted contribution of every document, as near as a scan of all can tell.</summary>
    void AddTo(Span<float> fused);
}

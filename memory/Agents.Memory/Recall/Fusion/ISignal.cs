namespace Agents.Memory.Recall.Fusion;

/// <summary>One reason for a document to answer one question.</summary>
/// <remarks>
/// Made for one question and used once. A signal that does not apply to a store or a question says so in
/// <see cref="Off"/> and then contributes nothing anywhere. It is an <see cref="IEvidence"/>, an
/// <see cref="IContext"/>, or compares what these have ranked first.
/// </remarks>
internal interface ISignal
{
    /// <summary>Gets the name that explanations give it.</summary>
    string Name { get; }

    /// <summary>Gets how much it counts, in standard deviations.</summary>
    double Weight { get; }

    /// <summary>Gets why it does not run, or null when it does.</summary>
    string? Off { get; }

    /// <summary>Gives the exact weighted contribution of one document in scope.</summary>
    double Of(int ordinal);
}

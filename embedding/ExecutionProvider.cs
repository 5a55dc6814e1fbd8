namespace Agents.Embedding;

/// <summary>What runs the model.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>
    /// An NVIDIA GPU; needs a build with <c>-p:Accelerator=cuda</c>, else the processor takes over with a warning.
    /// </summary>
    Cuda,
}

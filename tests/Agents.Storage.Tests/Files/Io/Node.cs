namespace Agents.Storage.Tests.Files.Io;

/// <summary>A file or a folder of a <see cref="SimulatedDisk"/>.</summary>
internal abstract class Node
{
    /// <summary>Copies what a restart finds of it.</summary>
    public abstract Node CopyFor(Restart restart);
}

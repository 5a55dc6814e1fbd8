namespace Agents.Storage.Logs;

/// <summary>What a provider knows of a log that is there.</summary>
/// <remarks>
/// Only the holder of the log's gate changes it. What is public here is what was last published, and may be read beside
/// that.
/// </remarks>
internal interface ILogState : IDisposable
{
    /// <summary>Gets which life of the log this is.</summary>
    long Generation { get; }

    /// <summary>Gets the sequence of the last committed frame.</summary>
    long Position { get; }

    /// <summary>Gets the size of the log in bytes, snapshots not counted.</summary>
    long Bytes { get; }
}

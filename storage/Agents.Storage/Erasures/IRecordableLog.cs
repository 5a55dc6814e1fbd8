using Agents.Memory.Log;

namespace Agents.Storage.Erasures;

/// <summary>A log whose erasures can be written into a journal: it tells which life of the log it is.</summary>
public interface IRecordableLog : IMemoryLog
{
    /// <summary>Gets the generation; null while there is no log.</summary>
    long? Generation { get; }
}

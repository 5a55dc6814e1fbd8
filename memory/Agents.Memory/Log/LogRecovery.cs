namespace Agents.Memory.Log;

/// <summary>What opening a log had to repair.</summary>
/// <param name="BytesCut">How many bytes of a torn tail were cut and kept aside; 0 when the log was whole.</param>
/// <param name="KeptAside">Where the cut bytes lie, or null.</param>
public sealed record LogRecovery(long BytesCut, string? KeptAside)
{
    /// <summary>Gets the report of a log that needed no repair.</summary>
    public static LogRecovery None { get; } = new(0, null);
}

namespace Agents.Memory.Log;

/// <summary>The log holds bytes that do not verify and that no crash explains.</summary>
/// <param name="file">The file, without any user's name.</param>
/// <param name="offset">The offset of the first byte of the frame that does not verify.</param>
/// <param name="reason">What does not verify.</param>
public sealed class LogDamagedException(string file, long offset, string reason)
    : Exception(
        $"The log file {file} is damaged at offset {offset}: {reason}. It is quarantined; restore it from a backup.")
{
    public string File { get; } = file;

    public long Offset { get; } = offset;
}

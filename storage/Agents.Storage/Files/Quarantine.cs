using System.Text.Json;
using System.Text.Json.Serialization;
using Agents.Memory.Log;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Files;

/// <summary>
/// The mark on a damaged log: every open refuses with the same words until an operator removes the file.
/// </summary>
internal sealed record Quarantine(
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("offset")] long Offset,
    [property: JsonPropertyName("reason")] string Reason)
{
    public const string FileName = "quarantine.json";

    private const int FileBytesMax = 64 * 1024;

    /// <exception cref="LogDamagedException">The log is quarantined.</exception>
    public static void ThrowIfMarked(IStorageIo io, LogFolder folder)
    {
        if (!io.FileExists(folder.Of(FileName)))
        {
            return;
        }

        throw Read(io, folder).ToException();
    }

    /// <summary>
    /// Marks the log. A mark that cannot be written is no loss: the next open finds the damage again.
    /// </summary>
    public static LogDamagedException Mark(IStorageIo io, LogFolder folder, FileFaultException fault)
    {
        var quarantine = new Quarantine(folder.Report(fault.File), fault.Offset, fault.Message);
        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(quarantine, QuarantineJson.Default.Quarantine);
            io.WriteAtomically(folder.Of(FileName), bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return quarantine.ToException();
        }

        return quarantine.ToException();
    }

    private static Quarantine Read(IStorageIo io, LogFolder folder)
    {
        var unreadable = new Quarantine(folder.Report(FileName), 0, "it was marked, and the mark cannot be read");
        try
        {
            return JsonSerializer.Deserialize(
                io.ReadAll(folder.Of(FileName), FileBytesMax), QuarantineJson.Default.Quarantine) ?? unreadable;
        }
        catch (JsonException)
        {
            return unreadable;
        }
    }

    private LogDamagedException ToException() => new(File, Offset, Reason);
}

[JsonSerializable(typeof(Quarantine))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class QuarantineJson : JsonSerializerContext;

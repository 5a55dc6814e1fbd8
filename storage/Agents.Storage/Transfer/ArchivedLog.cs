using System.Text.Json.Serialization;

namespace Agents.Storage.Transfer;

/// <summary>A log of a backup, as a line of its manifest.</summary>
/// <param name="Name">The log.</param>
/// <param name="File">Its file, relative to the backup's folder.</param>
/// <param name="Sha256">The file's digest.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Generation">The life of the log.</param>
/// <param name="Stamp">The version of the log in its store.</param>
/// <param name="Position">The sequence of its last frame.</param>
/// <param name="Chain">The chain hash of its last frame.</param>
/// <param name="State">The digest of the state that it folds to.</param>
/// <param name="Fold">Which code folded it.</param>
/// <param name="At">When it was read.</param>
internal sealed record ArchivedLog(
    string Name,
    string File,
    string Sha256,
    long Bytes,
    long Generation,
    string Stamp,
    long Position,
    string Chain,
    string State,
    string Fold,
    DateTimeOffset At);

/// <summary>The first line of a manifest.</summary>
/// <param name="Format">Always <c>agents-backup</c>.</param>
/// <param name="Version">Always 1.</param>
/// <param name="KeyRing">A digest that tells the key ring apart, and tells nothing of its keys.</param>
/// <param name="At">When the run ended.</param>
internal sealed record BackupHead(string Format, int Version, string KeyRing, DateTimeOffset At);

/// <summary>The last line of a manifest: without it the manifest is not whole.</summary>
/// <param name="Logs">How many lines are between.</param>
/// <param name="Sha256">The digest of everything before this line.</param>
internal sealed record BackupEnd(long Logs, string Sha256);

[JsonSerializable(typeof(ArchivedLog))]
[JsonSerializable(typeof(BackupHead))]
[JsonSerializable(typeof(BackupEnd))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class BackupJson : JsonSerializerContext;

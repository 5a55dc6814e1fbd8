using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.Files.Io;

namespace Agents.Storage.Transfer;

/// <summary>The folder of a backup, locked for this process.</summary>
/// <remarks>
/// The manifest is the backup: what it does not name is no part of it. It is replaced as a whole at the end of a run,
/// and only then are files deleted that the one before named; so a run that is killed leaves the backup as it was.
/// </remarks>
internal sealed class BackupFolder : IDisposable
{
    public const string JournalName = FileLogStore.JournalName;
    public const string KeyRingName = "keyring.json";

    private const string ManifestName = "manifest.jsonl";
    private const string ProgressName = "progress.jsonl";
    private const string LogsName = "logs";
    private const string LockName = "agents.lock";
    private const string Format = "agents-backup";
    private const int Version = 1;
    private const int ShelfChars = 2;

    private readonly IStorageIo _io;
    private readonly FileStream? _lock;

    private BackupFolder(IStorageIo io, string location, FileStream? @lock)
    {
        _io = io;
        Location = location;
        _lock = @lock;
    }

    public string Location { get; }

    /// <exception cref="TransferException">Another process has it open, or it cannot be written.</exception>
    public static BackupFolder Open(IStorageIo io, string location, bool create)
    {
        if (!create && !io.FileExists(Path.Combine(location, ManifestName)))
        {
            throw new TransferException($"{location} holds no finished backup: run 'agents backup --to' to its end");
        }

        try
        {
            return new BackupFolder(io, location, create ? Create(io, location) : Hold(location));
        }
        catch (Exception e) when (StorageErrors.IsStorage(e))
        {
            throw new TransferException($"the folder {location} cannot be used: {e.Message}", e);
        }
    }

    public void Dispose() => _lock?.Dispose();

    public string PathOf(ArchivedLog log) => Path.Combine(Location, log.File);

    /// <summary>Names the file of one version of a log: two versions never share one.</summary>
    public string FileOf(string name, LogVersion version)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{version.Generation:x16} {version.Stamp}")));
        var shelf = Path.Combine(LogsName, name[..ShelfChars]);
        _io.CreateFolder(Path.Combine(Location, shelf));
        return Path.Combine(shelf, $"{name}-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}{LogArchive.Extension}");
    }

    /// <summary>Reads the manifest; null where no run ended yet.</summary>
    /// <exception cref="TransferException">It is damaged.</exception>
    public (BackupHead Head, Dictionary<string, ArchivedLog> Logs)? ReadManifest()
    {
        var path = Path.Combine(Location, ManifestName);
        if (!_io.FileExists(path))
        {
            return null;
        }

        try
        {
            var lines = File.ReadAllLines(path);
            var head = JsonSerializer.Deserialize(lines[0], BackupJson.Default.BackupHead)!;
            if (head is not { Format: Format, Version: Version })
            {
                throw new TransferException($"{path} is of another format or version than this program knows");
            }

            var end = JsonSerializer.Deserialize(lines[^1], BackupJson.Default.BackupEnd)!;
            var logs = lines[1..^1].Select(Parse).ToDictionary(log => log.Name, StringComparer.Ordinal);
            return end.Logs == logs.Count && end.Sha256 == DigestOf(lines[..^1])
                ? (head, logs)
                : throw new TransferException($"{path} is damaged: its digest does not match");
        }
        catch (Exception e) when (e is JsonException or IndexOutOfRangeException or ArgumentException
            or NullReferenceException)
        {
            throw new TransferException($"{path} is damaged, or no manifest of a backup", e);
        }
    }

    /// <summary>Reads what an interrupted run had done. A line that it was writing is passed over.</summary>
    public Dictionary<string, ArchivedLog> ReadProgress()
    {
        var logs = new Dictionary<string, ArchivedLog>(StringComparer.Ordinal);
        var path = Path.Combine(Location, ProgressName);
        if (!_io.FileExists(path))
        {
            return logs;
        }

        foreach (var line in File.ReadLines(path))
        {
            try
            {
                var log = Parse(line);
                logs[log.Name] = log;
            }
            catch (JsonException)
            {
                continue;
            }
        }

        return logs;
    }

    /// <summary>Opens the file that notes each log of this run as it is done.</summary>
    public StreamWriter OpenProgress()
    {
        var stream = new FileStream(
            Path.Combine(Location, ProgressName), FileMode.Append, FileAccess.Write, FileShare.Read);
        return new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
    }

    public static string LineOf(ArchivedLog log) => JsonSerializer.Serialize(log, BackupJson.Default.ArchivedLog);

    /// <summary>Makes a run the backup, and deletes what it does not name.</summary>
    public void Commit(string keyRing, IReadOnlyCollection<ArchivedLog> logs, DateTimeOffset at)
    {
        foreach (var shelf in _io.FoldersOf(Path.Combine(Location, LogsName)))
        {
            _io.FlushFolder(Path.Combine(Location, LogsName, shelf));
        }

        _io.FlushFolder(Path.Combine(Location, LogsName));
        string[] lines =
        [
            JsonSerializer.Serialize(new BackupHead(Format, Version, keyRing, at), BackupJson.Default.BackupHead),
            .. logs.OrderBy(log => log.Name, StringComparer.Ordinal).Select(LineOf),
        ];
        var end = JsonSerializer.Serialize(new BackupEnd(logs.Count, DigestOf(lines)), BackupJson.Default.BackupEnd);
        var text = string.Join('\n', [.. lines, end, ""]);
        _io.WriteAtomically(Path.Combine(Location, ManifestName), Encoding.UTF8.GetBytes(text));
        _io.DeleteFile(Path.Combine(Location, ProgressName));
        Clear(logs);
    }

    public ErasureLedger ReadJournal() => Journals.Read(_io, Path.Combine(Location, JournalName));

    public void WriteJournal(ErasureLedger ledger) =>
        _io.WriteAtomically(Path.Combine(Location, JournalName), ErasureFile.Encode(ledger.Entries));

    public void WriteKeyRing(string file) => _io.WriteAtomically(
        Path.Combine(Location, KeyRingName), File.ReadAllBytes(file));

    private static FileStream Create(IStorageIo io, string location)
    {
        io.CreateFolder(location);
        io.CreateFolder(Path.Combine(location, LogsName));
        var path = Path.Combine(location, LockName);
        return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
    }

    /// <remarks>A backup is also read where nothing can be written.</remarks>
    private static FileStream? Hold(string location)
    {
        var path = Path.Combine(location, LockName);
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0)
            : null;
    }

    private void Clear(IEnumerable<ArchivedLog> logs)
    {
        var named = logs.Select(log => log.File).ToHashSet(StringComparer.Ordinal);
        foreach (var shelf in _io.FoldersOf(Path.Combine(Location, LogsName)))
        {
            var folder = Path.Combine(LogsName, shelf);
            foreach (var file in _io.FilesOf(Path.Combine(Location, folder))
                .Where(file => !named.Contains(Path.Combine(folder, file))))
            {
                _io.DeleteFile(Path.Combine(Location, folder, file));
            }
        }
    }

    private static ArchivedLog Parse(string line) =>
        JsonSerializer.Deserialize(line, BackupJson.Default.ArchivedLog)
            ?? throw new JsonException("The line is null.");

    private static string DigestOf(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}

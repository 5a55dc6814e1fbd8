using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Requests;

namespace Agents.Gateway.Identity;

/// <summary>Reads and writes the key file: <c>{"keys":[{"id","tenant","sha256","roles","expires"}]}</c>.</summary>
public static class KeyFile
{
    private const int BytesMax = 16 * 1024 * 1024;
    private const int KeysMax = 10_000;

    /// <summary>Reads a key file. A fault is one line that names the file, the key and the remedy.</summary>
    public static bool TryLoad(
        string path, [NotNullWhen(true)] out IReadOnlyList<ApiKeyEntry>? keys, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(path);
        keys = null;
        try
        {
            if (new FileInfo(path).Length > BytesMax)
            {
                fault = $"The key file '{path}' is larger than {BytesMax} bytes.";
                return false;
            }

            var document = JsonSerializer.Deserialize<Document>(File.ReadAllBytes(path), AgentsJson.Options);
            fault = FaultOf(path, document?.Keys);
            keys = fault is null ? document!.Keys : null;
            return fault is null;
        }
        catch (JsonException exception)
        {
            fault = $"The key file '{path}' is not valid: line {exception.LineNumber + 1}, {exception.Path}; "
                + """expected {"keys":[{"id","tenant","sha256","roles","expires"}]}.""";
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault = $"The key file '{path}' cannot be read: {exception.Message} Create one with 'agents keys create'.";
            return false;
        }
    }

    /// <summary>
    /// Adds a key to a key file, which is created where it is absent. The file is replaced in one step.
    /// </summary>
    /// <exception cref="InvalidDataException">The file or the entry is not valid; the message says why.</exception>
    public static void Add(string path, ApiKeyEntry entry)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Roles?.FirstOrDefault(role => !ApiKeyRoles.Grantable.Contains(role)) is { } role)
        {
            var why = ApiKeyRoles.All.Contains(role) ? "is reserved and gives no right yet" : "is unknown";
            throw new InvalidDataException(
                $"The role '{role}' {why}; use {string.Join(" or ", ApiKeyRoles.Grantable)}.");
        }

        IReadOnlyList<ApiKeyEntry>? known = [];
        string? fault = null;
        if (File.Exists(path) && !TryLoad(path, out known, out fault))
        {
            throw new InvalidDataException(fault);
        }

        IReadOnlyList<ApiKeyEntry> keys = [.. known!, entry];
        if (FaultOf(path, keys) is { } added)
        {
            throw new InvalidDataException(added);
        }

        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(new Document(keys), AgentsJson.Options));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static string? FaultOf(string path, IReadOnlyList<ApiKeyEntry>? keys)
    {
        if (keys is null || keys.Count > KeysMax)
        {
            return $"The key file '{path}' must hold 'keys', a list of at most {KeysMax}.";
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (FaultOf(key) is { } fault)
            {
                return $"The key file '{path}', key '{key?.Id}': {fault}";
            }

            if (!ids.Add(key.Id))
            {
                return $"The key file '{path}' has two keys with the id '{key.Id}'; rename one.";
            }
        }

        return null;
    }

    private static string? FaultOf(ApiKeyEntry? key)
    {
        if (key is null || string.IsNullOrEmpty(key.Id))
        {
            return "id is missing; name the key.";
        }

        if (TextRules.FaultOfUser(key.Tenant ?? string.Empty) is { } fault)
        {
            return $"tenant {fault}";
        }

        if (key.Sha256 is not { Length: 64 } || key.Sha256.Any(digit => !char.IsAsciiHexDigit(digit)))
        {
            return "sha256 must be 64 hexadecimal digits.";
        }

        var unknown = key.Roles?.FirstOrDefault(role => !ApiKeyRoles.All.Contains(role));
        return unknown is null
            ? null
            : $"role '{unknown}' is unknown; use {string.Join(" or ", ApiKeyRoles.Grantable)}.";
    }

    private sealed record Document(IReadOnlyList<ApiKeyEntry> Keys);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Agents.Cli.Output;
using Agents.Contracts;

namespace Agents.Cli.Keys;

/// <summary>Adds a key to the file that a server reads.</summary>
/// <remarks>
/// The file is replaced in one step, so a server that reads it meanwhile sees the old or the new one, whole. Only its
/// owner may read it. What else stands in it is kept.
/// </remarks>
internal static class KeyFile
{
    private static readonly JsonSerializerOptions Indented = new(AgentsJson.Options) { WriteIndented = true };

    public static CreatedKey Add(string path, KeyRequest request)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var turn = Lock(path);
        var file = Read(path);
        var key = NewKey.Create();
        var id = NewKey.CreateId();
        file["keys"]!.AsArray().Add(new JsonObject
        {
            ["id"] = id,
            ["tenant"] = request.Tenant,
            ["sha256"] = NewKey.HashOf(key),
            ["roles"] = new JsonArray([.. request.Roles.Select(role => (JsonNode)role)]),
            ["expires"] = request.Expires is { } expires ? Commands.Times.Format(expires) : null,
        });
        Replace(path, file.ToJsonString(Indented));
        return new CreatedKey(id, key, request.Tenant, request.Roles, request.Expires, path);
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(
                $"{path}.lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose);
        }
        catch (IOException e)
        {
            throw new CliException(
                $"{path} is being changed by another process; run the command again. ({e.Message})", e);
        }
    }

    private static JsonObject Read(string path)
    {
        if (!File.Exists(path))
        {
            return new JsonObject { ["keys"] = new JsonArray() };
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) is JsonObject { } file && file["keys"] is JsonArray
                ? file
                : throw new CliException($"{path} is no key file: it has no list named keys. Nothing was changed.");
        }
        catch (JsonException e)
        {
            throw new CliException($"{path} is no key file: {OneLine.Of(e.Message)} Nothing was changed.", e);
        }
    }

    private static void Replace(string path, string text)
    {
        var temporary = $"{path}.new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            using (var writer = new StreamWriter(stream, leaveOpen: true))
            {
                writer.WriteLine(text);
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}

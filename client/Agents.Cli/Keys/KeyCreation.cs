using System.Security.Cryptography;
using Agents.Gateway.Identity;

namespace Agents.Cli.Keys;

/// <summary>Makes a key and adds its hash to the file that a server reads.</summary>
internal static class KeyCreation
{
    public static CreatedKey Create(string path, KeyRequest request)
    {
        CreateFolderOf(path);
        using var turn = Lock(path);
        var key = ApiKeys.Create();
        var id = $"key_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        try
        {
            KeyFile.Add(path, new ApiKeyEntry
            {
                Id = id,
                Tenant = request.Tenant,
                Sha256 = ApiKeys.HashOf(key),
                Roles = request.Roles,
                Expires = request.Expires,
            });
        }
        catch (InvalidDataException e)
        {
            throw new CliException($"{e.Message} Nothing was changed.", e);
        }

        return new CreatedKey(id, key, request.Tenant, request.Roles, request.Expires, path);
    }

    private static void CreateFolderOf(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system's own words name another file or say that it exists, where the folder is what is wrong.
            throw new CliException(
                $"--file: the folder {folder} cannot be made; name a file where you may write.", e);
        }
    }

    // Two that read the file at once and write it one after the other would lose a key.
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
        catch (UnauthorizedAccessException e)
        {
            throw new CliException($"--file: {path} cannot be written; name a file where you may write.", e);
        }
        catch (IOException e)
        {
            throw new CliException(
                $"{path} is being changed by another process; run the command again. ({e.Message})", e);
        }
    }
}

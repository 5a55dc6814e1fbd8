namespace Agents.Storage.Tests.Files.Io;

/// <summary>A folder: the names that a process sees, and those that survive a loss of power.</summary>
internal sealed class FolderNode : Node
{
    public Dictionary<string, Node> Seen { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Node> Durable { get; set; } = new(StringComparer.Ordinal);

    public IEnumerable<string> FilesBelow(string path) => Seen
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .SelectMany(entry => entry.Value is FolderNode folder
            ? folder.FilesBelow(Path.Combine(path, entry.Key))
            : [Path.Combine(path, entry.Key)]);

    public override Node CopyFor(Restart restart) => restart.CopyOnce(this, () =>
    {
        var copy = new FolderNode();
        foreach (var (name, node) in restart.NamesOf(this))
        {
            copy.Seen[name] = node.CopyFor(restart);
        }

        copy.Durable = new Dictionary<string, Node>(copy.Seen, StringComparer.Ordinal);
        return copy;
    });
}

namespace Agents.Storage.Tests.Files.Io;

/// <summary>Decides what a restart finds.</summary>
/// <param name="keeps">Whether what was not flushed of a folder, a file or a rename is found.</param>
/// <param name="random">Decides for each sector of a file; null to decide once for the file.</param>
internal sealed class Restart(Func<object, bool> keeps, Random? random)
{
    private readonly Dictionary<FolderNode, Dictionary<string, Node>> _names = [];
    private readonly Dictionary<Node, Node> _copies = [];

    public Random? Random => random;

    public bool Keeps(Node node) => keeps(node);

    /// <summary>The names that the restart finds in a folder; the caller may change them.</summary>
    public Dictionary<string, Node> NamesOf(FolderNode folder)
    {
        if (!_names.TryGetValue(folder, out var names))
        {
            names = new Dictionary<string, Node>(Keeps(folder) ? folder.Seen : folder.Durable, StringComparer.Ordinal);
            _names[folder] = names;
        }

        return names;
    }

    public Node CopyOnce(Node node, Func<Node> copy)
    {
        if (!_copies.TryGetValue(node, out var known))
        {
            known = copy();
            _copies[node] = known;
        }

        return known;
    }
}

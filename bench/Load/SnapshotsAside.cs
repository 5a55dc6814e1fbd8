namespace Agents.Bench.Load;

/// <summary>Takes the snapshots out of a data folder, and puts them back when disposed of.</summary>
internal sealed class SnapshotsAside : IDisposable
{
    private readonly List<(string From, string To)> _moved = [];

    public int Count => _moved.Count;

    public static SnapshotsAside Move(string dataFolder, string aside)
    {
        var snapshots = new SnapshotsAside();
        foreach (var file in Directory.EnumerateFiles(dataFolder, "snapshot-*", SearchOption.AllDirectories).ToArray())
        {
            var to = Path.Combine(aside, $"{snapshots.Count}");
            File.Move(file, to);
            snapshots._moved.Add((file, to));
        }

        return snapshots;
    }

    public void Dispose() => _moved.ForEach(move => File.Move(move.To, move.From, overwrite: true));
}

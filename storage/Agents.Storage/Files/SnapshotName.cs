using System.Globalization;

namespace Agents.Storage.Files;

/// <summary>The name of a snapshot's file: <c>snapshot-POSITION.ERASURES.bin</c>.</summary>
/// <remarks>The number of erasures stands in the name so that clearing void snapshots needs no look inside.</remarks>
internal readonly record struct SnapshotName(long Position, uint Erasures)
{
    private const string Prefix = "snapshot-";
    private const string Suffix = ".bin";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Position}.{Erasures}{Suffix}");

    public static bool TryParse(string file, out SnapshotName name)
    {
        name = default;
        if (!file.StartsWith(Prefix, StringComparison.Ordinal) || !file.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = file[Prefix.Length..^Suffix.Length].Split('.');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var erasures))
        {
            return false;
        }

        name = new SnapshotName(position, erasures);
        return true;
    }
}

using System.Text;

namespace Agents.Cli.DataSets.MemDaily;

/// <summary>The distractors: one a line, in a file beside the trajectories.</summary>
internal static class NoiseFile
{
    public const string Name = "noise_cped.txt";

    /// <summary>Reads the lines; what follows the last line break is no line.</summary>
    public static IReadOnlyList<string> Read(string trajectories, int wanted)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(trajectories))!, Name);
        if (!File.Exists(path))
        {
            throw new CliException($"--noise needs {Name} beside {trajectories}.");
        }

        var text = File.ReadAllText(path, new UTF8Encoding(false, true)).Replace("\r\n", "\n").Replace('\r', '\n');
        var lines = text.Split('\n')[..^1];
        return lines.Length >= wanted
            ? lines
            : throw new CliException($"--noise {wanted}: {path} has only {lines.Length} lines.");
    }
}

using System.Diagnostics;

namespace Agents.Architecture.Tests.House;

/// <summary>The files of the project: what git tracks or would track.</summary>
internal static class SourceTree
{
    private static readonly string[] BuildFolders = [".git", "bin", "obj", "artifacts", "node_modules", "TestResults"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> Listed = new(List);

    /// <summary>Gets the folder of <c>Agents.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files => Listed.Value;

    public static IEnumerable<SourceFile> Text => Files.Where(file => file.IsText);

    public static IEnumerable<SourceFile> CSharp => Files.Where(file => file.HasExtension(".cs"));

    public static SourceFile File(string path) =>
        Files.FirstOrDefault(file => file.Path == path)
        ?? throw new FileNotFoundException($"There is no {path} in the tree.");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Agents.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Agents.sln.");
    }

    private static IReadOnlyList<SourceFile> List() =>
    [
        .. (ListByGit() ?? ListByFolder()).Order(StringComparer.Ordinal).Select(path => SourceFile.OnDisk(Root, path)),
    ];

    /// <summary>Asks git, so that what it ignores is left out; null where the tree is no working copy or git is
    /// absent.</summary>
    private static IReadOnlyList<string>? ListByGit()
    {
        try
        {
            var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0
                ? [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                    .Where(path => System.IO.File.Exists(Path.Combine(Root, path)))]
                : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static List<string> ListByFolder()
    {
        var found = new List<string>();
        var open = new Stack<string>([Root]);
        while (open.TryPop(out var folder))
        {
            found.AddRange(Directory.EnumerateFiles(folder)
                .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')));
            foreach (var child in Directory.EnumerateDirectories(folder)
                .Where(child => !BuildFolders.Contains(Path.GetFileName(child))))
            {
                open.Push(child);
            }
        }

        return found;
    }
}

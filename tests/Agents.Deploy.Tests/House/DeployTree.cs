namespace Agents.Deploy.Tests.House;

/// <summary>The files of the repository that are deployed.</summary>
internal static class DeployTree
{
    /// <summary>Gets the folder of <c>Agents.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Returns the full path of a file or folder below <c>deploy/</c>.</summary>
    public static string PathOf(string path) => Path.Combine(Root, "deploy", path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>Returns the path, below <c>deploy/</c>, of every file of a folder.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(PathOf("."), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Agents.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Agents.sln.");
    }
}

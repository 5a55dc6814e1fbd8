namespace Agents.Client.Tests.TestKit;

/// <summary>The tree that this test was built from.</summary>
internal static class Repository
{
    public static string Of(string path) => Path.Combine(Root, path);

    private static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Agents.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No Agents.sln above the test."));
}

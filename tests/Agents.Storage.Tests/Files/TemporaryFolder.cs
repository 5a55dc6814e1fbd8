namespace Agents.Storage.Tests.Files;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("agents-storage-").FullName;

    public string Of(params string[] parts) => Path.Combine([Location, .. parts]);

    public void Dispose() => Directory.Delete(Location, recursive: true);
}

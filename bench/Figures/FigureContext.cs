using Agents.Bench.Hosting;
using Agents.Bench.Load;

namespace Agents.Bench.Figures;

/// <summary>What the figures of one run share.</summary>
/// <param name="Quick">Whether fewer samples are taken, so that the numbers only tell whether the command
/// works.</param>
/// <param name="Stub">The service that embeds and answers.</param>
/// <param name="Folder">A folder of this run on the disk that is measured; removed at the end.</param>
internal sealed record FigureContext(bool Quick, StubServer Stub, string Folder)
{
    private const int UsersFull = 50;
    private const int UsersQuick = 5;

    private DataSet? _data;

    /// <summary>Returns the users with their memories, loaded when first asked for.</summary>
    public async Task<DataSet> DataAsync(CancellationToken cancellationToken) =>
        _data ??= await DataSet.LoadAsync(
            Path.Combine(Folder, "data"), Count(UsersFull, UsersQuick), Stub, cancellationToken);

    /// <summary>Returns the sample count of this run.</summary>
    public int Count(int full, int quick) => Quick ? quick : full;

    /// <summary>Makes a new folder of the run.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
}

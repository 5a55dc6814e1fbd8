using System.Text.Json;
using Agents.Contracts;

namespace Agents.Cli.Eval;

/// <summary>Writes a run file; it stands under its name only once it is whole.</summary>
internal sealed class RunFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly StreamWriter _writer;

    public RunFile(string path)
    {
        _path = path;
        _writer = new StreamWriter(Partial);
    }

    private string Partial => $"{_path}.partial";

    public Task WriteAsync(Answer answer, bool numericIds) =>
        _writer.WriteLineAsync(JsonSerializer.Serialize(RunLine.Of(answer, numericIds), AgentsJson.Options));

    public async Task FinishAsync()
    {
        await _writer.DisposeAsync();
        File.Move(Partial, _path, overwrite: true);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}

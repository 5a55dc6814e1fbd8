using System.Text.Json;
using Agents.Contracts;
using Spectre.Console;

namespace Agents.Cli.Output;

/// <summary>The one place that writes: results to standard output, everything else to standard error.</summary>
internal sealed class CliConsole(TextWriter output, TextWriter error, TextReader input, Terminals terminals)
{
    private static readonly JsonSerializerOptions Indented = new(AgentsJson.Options) { WriteIndented = true };

    public TextWriter Output => output;

    public TextWriter ErrorOutput => error;

    public TextReader Input => input;

    public Terminals Terminals => terminals;

    /// <summary>Writes a line of the result.</summary>
    public void Line(string text) => output.WriteLine(text);

    /// <summary>Writes the result as one JSON document.</summary>
    public void Json<T>(T result) => output.WriteLine(JsonSerializer.Serialize(result, Indented));

    /// <summary>Writes one line of JSON, as JSONL has it.</summary>
    public void JsonLine<T>(T result) => output.WriteLine(JsonSerializer.Serialize(result, AgentsJson.Options));

    /// <summary>Writes what a person may want to know and no program reads.</summary>
    public void Note(string text) => error.WriteLine(text);

    /// <summary>Writes a fault in one line.</summary>
    public void Error(string text) => error.WriteLine($"agents: {OneLine.Of(text)}");

    /// <summary>Runs work, with bars where standard error is a terminal.</summary>
    public async Task<T> WithProgressAsync<T>(Func<ICliProgress, Task<T>> work)
    {
        if (!terminals.Error)
        {
            return await work(new SilentProgress());
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console.Progress().AutoClear(true).StartAsync(context => work(new SpectreProgress(context)));
    }
}

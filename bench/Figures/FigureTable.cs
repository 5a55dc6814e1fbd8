using System.Globalization;
using System.Text.Json;

namespace Agents.Bench.Figures;

/// <summary>The table of all figures of a run.</summary>
internal sealed class FigureTable(IReadOnlyList<FigureRow> rows, bool quick)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    public bool AllMet => rows.All(row => row.IsMet);

    public async Task PrintAsync(TextWriter output)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync(Machine.Description + (quick ? "; quick: few samples, no verdict to quote" : ""));
        await output.WriteLineAsync($"{"figure",-66} {"measured",9} {"must",9}  {"",-6} load");
        foreach (var row in rows)
        {
            var measured = row.Measurement is { } value ? Text(value.Value, row.Figure.Must.Unit) : "-";
            var verdict = row.IsMet ? "met" : "MISSED";
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Figure.What,-66} {measured,9} {row.Figure.Must,9}  {verdict,-6} {row.Load:0.0}"));
            await output.WriteLineAsync("    " + (row.Fault ?? string.Join(
                "; ", row.Measurement!.Beside.Select(beside => $"{beside.Name} {Text(beside.Value, beside.Unit)}"))));
        }
    }

    public async Task WriteJsonAsync(string file, CancellationToken cancellationToken)
    {
        var all = new
        {
            Machine = Machine.Description,
            Quick = quick,
            Figures = rows.Select(row => new
            {
                row.Figure.Name,
                row.Figure.What,
                row.Measurement?.Value,
                Must = row.Figure.Must.Limit,
                row.Figure.Must.AtLeast,
                row.Figure.Must.Unit,
                Met = row.IsMet,
                row.Load,
                Seconds = row.Took.TotalSeconds,
                row.Measurement?.Beside,
                row.Fault,
            }),
        };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(all, Json) + "\n", cancellationToken);
    }

    private static string Text(double value, string unit)
    {
        var digits = Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00";
        return $"{value.ToString(digits, CultureInfo.InvariantCulture)} {unit}";
    }
}

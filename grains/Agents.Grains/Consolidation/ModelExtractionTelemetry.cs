using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Agents.Grains.Consolidation;

/// <summary>Metrics of reading turns with a model. Their tags are outcomes and reasons, never a user or a
/// text.</summary>
internal sealed class ModelExtractionTelemetry : IDisposable
{
    /// <summary>The meter that all metrics of memory belong to.</summary>
    public const string MeterName = "Agents.Memory";

    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _inputTokens;
    private readonly Counter<long> _outputTokens;
    private readonly Counter<double> _money;
    private readonly Counter<long> _kept;
    private readonly Counter<long> _refused;

    public ModelExtractionTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _calls = Counter("calls", "{call}", "Calls of the model, by outcome.");
        _turns = Counter("turns", "{turn}", "Turns given to the model, by outcome; all but read went to the rules.");
        _inputTokens = Counter("tokens.input", "{token}", "Tokens that the model read.");
        _outputTokens = Counter("tokens.output", "{token}", "Tokens that the model wrote.");
        _money = _meter.CreateCounter<double>(
            "agents.memory.extraction.money", "{currency}", "What calls cost, by the prices that are configured.");
        _kept = Counter("claims.kept", "{claim}", "Claims that the turn bears out.");
        _refused = Counter("claims.refused", "{claim}", "Claims that were refused, by reason.");
    }

    /// <summary>Counts a call and what it cost.</summary>
    public void Called(ModelOutcome outcome, Spending spent)
    {
        _calls.Add(1, Tag("outcome", outcome));
        _inputTokens.Add(spent.InputTokens);
        _outputTokens.Add(spent.OutputTokens);
        _money.Add((double)spent.Money);
    }

    /// <summary>Counts a turn and what it gave.</summary>
    public void Finished(ModelReading reading)
    {
        _turns.Add(1, Tag("outcome", reading.Outcome));
        _kept.Add(reading.Claims.Count);
        foreach (var (reason, count) in reading.Refused)
        {
            _refused.Add(count, Tag("reason", reason));
        }
    }

    public void Dispose() => _meter.Dispose();

    private Counter<long> Counter(string name, string unit, string description) =>
        _meter.CreateCounter<long>("agents.memory.extraction." + name, unit, description);

    private static KeyValuePair<string, object?> Tag<T>(string name, T value)
        where T : struct, Enum => new(name, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}

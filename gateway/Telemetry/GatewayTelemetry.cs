using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Agents.Gateway.Telemetry;

/// <summary>The traces and metrics of the gateway, named after OpenTelemetry's GenAI conventions.</summary>
/// <remarks>No text, user, conversation or memory id of anybody is ever a tag.</remarks>
public sealed class GatewayTelemetry : IDisposable
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Agents.Gateway";

    internal const string Search = "search_memory";
    internal const string Update = "update_memory";
    internal const string Delete = "delete_memory";
    internal const string Read = "read_memory";
    internal const string Chat = "chat";
    internal const string Embeddings = "embeddings";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter;
    private readonly TimeProvider _clock;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _skipped;

    /// <summary>Initializes the instruments.</summary>
    public GatewayTelemetry(IMeterFactory meters, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _clock = clock;
        _meter = meters.Create(Name);
        _duration = _meter.CreateHistogram<double>(
            "gen_ai.client.operation.duration", "s", "Time of one operation on a memory or a model.");
        _skipped = _meter.CreateCounter<long>(
            "agents.gateway.memory.skipped", "{request}",
                "Chat requests that went on without a part of memory, by reason.");
    }

    /// <summary>Ends the source.</summary>
    public void Dispose() => _source.Dispose();

    /// <summary>Starts an operation; the caller disposes it.</summary>
    internal Operation Begin(string operation)
    {
        var activity = _source.StartActivity(operation, ActivityKind.Client);
        activity?.SetTag("gen_ai.operation.name", operation);
        return new Operation(this, operation, activity, _clock.GetTimestamp());
    }

    /// <summary>Counts a chat request that went on without a part of memory.</summary>
    internal void CountSkipped(string reason) =>
        _skipped.Add(1, new KeyValuePair<string, object?>("error.type", reason));

    /// <summary>One operation that is being timed.</summary>
    internal sealed class Operation(
        GatewayTelemetry telemetry, string name, Activity? activity, long started) : IDisposable
    {
        private string? _error;

        /// <summary>Marks the operation as failed by an error code.</summary>
        public void Fail(string code)
        {
            _error = code;
            activity?.SetStatus(ActivityStatusCode.Error, code);
            activity?.SetTag("error.type", code);
        }

        public void Dispose()
        {
            TagList tags = new() { { "gen_ai.operation.name", name } };
            if (_error is not null)
            {
                tags.Add("error.type", _error);
            }

            telemetry._duration.Record(telemetry._clock.GetElapsedTime(started).TotalSeconds, tags);
            activity?.Dispose();
        }
    }
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agents.Contracts;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Telemetry;

/// <summary>The traces and metrics of the gateway, named after OpenTelemetry's GenAI conventions.</summary>
/// <remarks>No text, user, conversation or memory id of anybody is ever a tag: whose memory it is, and which one, stand
/// there as keyed hashes.</remarks>
public sealed class GatewayTelemetry : IDisposable
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Agents.Gateway";

    internal const string Create = "create_memory";
    internal const string Search = "search_memory";
    internal const string Update = "update_memory";
    internal const string Upsert = "upsert_memory";
    internal const string Delete = "delete_memory";
    internal const string DeleteStore = "delete_memory_store";

    // The conventions have no word for a read that searches nothing, and let a system add its own.
    internal const string Read = "read_memory";
    internal const string Chat = "chat";
    internal const string Embeddings = "embeddings";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter;
    private readonly TimeProvider _clock;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _refused;

    // The boundaries of the conventions; the default ones begin at five seconds.
    private static readonly InstrumentAdvice<double> Boundaries = new()
    {
        HistogramBucketBoundaries =
            [.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    /// <summary>Initializes the instruments.</summary>
    public GatewayTelemetry(IMeterFactory meters, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _clock = clock;
        _meter = meters.Create(Name);
        _duration = _meter.CreateHistogram(
            "gen_ai.client.operation.duration",
            "s",
            "Time of one operation on a memory or a model.",
            advice: Boundaries);
        _skipped = _meter.CreateCounter<long>(
            "agents.gateway.memory.skipped", "{request}",
                "Chat requests that went on without a part of memory, by reason.");
        _repeated = _meter.CreateCounter<long>(
            "agents.gateway.memory.repeated", "{call}", "Calls of a memory that were made again, since it was away.");
        _refused = _meter.CreateCounter<long>(
            "agents.gateway.requests.refused", "{request}", "Requests that were answered by an error, by its code.");
        _repeated.Add(0);

        // What an alert looks for is there from the start, so that its first increase is seen.
        _skipped.Add(0, new KeyValuePair<string, object?>("error.type", "recall_timeout"));
        _skipped.Add(0, new KeyValuePair<string, object?>("error.type", "append_timeout"));
        Refused(StatusCodes.Status429TooManyRequests, ErrorCodes.RateLimitExceeded, 0);
        Refused(StatusCodes.Status503ServiceUnavailable, ErrorCodes.StorageUnavailable, 0);
        Refused(StatusCodes.Status500InternalServerError, ErrorCodes.Internal, 0);
    }

    /// <summary>Ends the source.</summary>
    public void Dispose() => _source.Dispose();

    /// <summary>Starts an operation; the caller disposes it.</summary>
    internal Operation Begin(string operation)
    {
        var activity = _source.HasListeners()
            ? _source.StartActivity(
                operation, ActivityKind.Client, parentContext: default, [new("gen_ai.operation.name", operation)])
            : null;
        return new Operation(this, operation, activity, _clock.GetTimestamp());
    }

    /// <summary>Counts a call of a memory that is made again.</summary>
    internal void CountRepeated() => _repeated.Add(1);

    /// <summary>Counts a request that was answered by an error.</summary>
    internal void CountRefused(int status, string code) => Refused(status, code, 1);

    /// <summary>Counts a chat request that went on without a part of memory.</summary>
    internal void CountSkipped(string reason) =>
        _skipped.Add(1, new KeyValuePair<string, object?>("error.type", reason));

    private void Refused(int status, string code, int change) => _refused.Add(
        change, new("http.response.status_code", status), new("error.type", code));

    /// <summary>One operation that is being timed.</summary>
    internal sealed class Operation(
        GatewayTelemetry telemetry, string name, Activity? activity, long started) : IDisposable
    {
        private string? _error;

        /// <summary>Gets a value indicating whether somebody looks at the span, so that what is told of it is worth
        /// its work.</summary>
        public bool IsTraced => activity is { IsAllDataRequested: true };

        /// <summary>Says whose memory it is about, and which one of it, as keyed hashes.</summary>
        public void IsAbout(string store, string? record)
        {
            activity?.SetTag("gen_ai.memory.store.id", store);
            if (record is not null)
            {
                activity?.SetTag("gen_ai.memory.record.id", record);
            }
        }

        /// <summary>Says how many memories it found, made or took away.</summary>
        public void Concerned(long count) => activity?.SetTag("gen_ai.memory.record.count", count);

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

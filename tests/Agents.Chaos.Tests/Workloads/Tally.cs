using System.Collections.Concurrent;
using System.Diagnostics;
using Agents.Client;
using Agents.Contracts;

namespace Agents.Chaos.Tests.Workloads;

/// <summary>How calls ended, by kind; and those that ended as none may.</summary>
internal sealed class Tally
{
    // What a client may meet while silos die: it asks again.
    private static readonly string[] Expected =
    [
        ErrorCodes.StorageUnavailable, ErrorCodes.Starting, ErrorCodes.RateLimitExceeded,
        ErrorCodes.Overloaded,
        ClientErrorCodes.ConnectionFailed, ClientErrorCodes.Timeout,
    ];

    private readonly ConcurrentDictionary<string, int> _ends = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> _byNode = new();
    private readonly ConcurrentBag<string> _faults = [];
    private long _mark;

    /// <summary>Gets the answers that no client should ever see.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Gets how many calls of a kind ended in a way, as in <c>write ok</c>.</summary>
    public int this[string end] => _ends.GetValueOrDefault(end);

    /// <summary>Gets how many writes were both sent and acknowledged since <see cref="Mark"/>.</summary>
    public int SinceMark => _byNode.Values.Sum();

    /// <summary>Gets how many of those a silo acknowledged.</summary>
    public int SinceMarkBy(int node) => _byNode.GetValueOrDefault(node);

    /// <summary>Begins to count; what was sent before may be acknowledged at any time.</summary>
    public void Mark()
    {
        Volatile.Write(ref _mark, Stopwatch.GetTimestamp());
        _byNode.Clear();
    }

    /// <param name="node">Which silo acknowledged a write.</param>
    /// <param name="began">When it was sent.</param>
    public void Acknowledged(int node, long began)
    {
        if (began >= Volatile.Read(ref _mark))
        {
            _byNode.AddOrUpdate(node, 1, (_, count) => count + 1);
        }
    }

    public void Succeeded(string operation) => Count($"{operation} ok");

    public void Failed(string operation, AgentsException error)
    {
        var status = error.Status is { } known ? $"{(int)known} " : string.Empty;
        Count($"{operation} {status}{error.Code}");
        if (!Expected.Contains(error.Code))
        {
            _faults.Add($"{operation}: {status}{error.Code} {error.Message}");
        }
    }

    public override string ToString() =>
        string.Join(
            ", ", _ends.OrderBy(end => end.Key, StringComparer.Ordinal).Select(end => $"{end.Key} {end.Value}"));

    private void Count(string end) => _ends.AddOrUpdate(end, 1, (_, count) => count + 1);
}

namespace Agents.Bench.Cluster;

/// <summary>What silos used.</summary>
/// <param name="Milliseconds">CPU time.</param>
/// <param name="Requests">Requests to the storage.</param>
internal readonly record struct Cost(double Milliseconds, double Requests)
{
    public static Cost operator -(Cost left, Cost right) =>
        new(left.Milliseconds - right.Milliseconds, left.Requests - right.Requests);

    public static Cost operator *(Cost cost, double factor) =>
        new(cost.Milliseconds * factor, cost.Requests * factor);
}

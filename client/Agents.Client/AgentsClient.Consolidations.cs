using Agents.Client.Memories;
using Agents.Contracts;

namespace Agents.Client;

/// <content>Reading what a user has said for facts, preferences and events.</content>
public sealed partial class AgentsClient
{
    private const string Consolidations = "v1/consolidations";

    /// <summary>Starts a run, or says with <see cref="StartConsolidationRequest.DryRun"/> what one would do.</summary>
    /// <remarks>A run that is started goes on when this returns; ask for it with <see cref="ConsolidationAsync"/>.
    /// Where one runs already, <c>consolidation_running</c> (409) is thrown; after a lost first try that may be this
    /// very one.</remarks>
    public Task<ConsolidationRun> ConsolidateAsync(
        StartConsolidationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var filled = request with { User = request.User ?? _options.User };
        return PostAsync<ConsolidationRun>(Consolidations, filled, cancellationToken);
    }

    /// <summary>Returns the newest runs, without their changes.</summary>
    public Task<ConsolidationList> ConsolidationsAsync(
        int? limit = null, string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ConsolidationList>(
            HttpMethod.Get,
            MemoryPaths.WithQuery(
                Consolidations,
                ("user", user ?? _options.User),
                ("limit", limit?.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            null,
            cancellationToken);

    /// <summary>Returns the report of a run.</summary>
    public Task<ConsolidationRun> ConsolidationAsync(
        string id, string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ConsolidationRun>(HttpMethod.Get, RunPath(id, user), null, cancellationToken);

    /// <summary>Ends a run after its step; what it read stays.</summary>
    public Task<ConsolidationRun> CancelConsolidationAsync(
        string id, string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ConsolidationRun>(HttpMethod.Post, RunPath(id, user, "/cancel"), null, cancellationToken);

    /// <summary>Takes back what a run did. Undoing one again changes nothing.</summary>
    public Task<ConsolidationRun> UndoConsolidationAsync(
        string id, string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ConsolidationRun>(HttpMethod.Post, RunPath(id, user, "/undo"), null, cancellationToken);

    private string RunPath(string id, string? user, string suffix = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return MemoryPaths.WithQuery(
            $"{Consolidations}/{Uri.EscapeDataString(id)}{suffix}", ("user", user ?? _options.User));
    }
}

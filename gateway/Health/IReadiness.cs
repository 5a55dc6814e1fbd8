namespace Agents.Gateway.Health;

/// <summary>Tells whether the process can serve: the model is loaded and the log is open.</summary>
/// <remarks>Read once for each request, from any thread; the properties must be cheap.</remarks>
public interface IReadiness
{
    /// <summary>Gets a value indicating whether requests are served. While false, <c>/v1</c> answers 503.</summary>
    bool IsReady { get; }

    /// <summary>Gets a value indicating whether the process has been asked to stop. Requests are still served, and
    /// <c>/health/ready</c> answers 503, so that no more are sent.</summary>
    bool IsStopping => false;

    /// <summary>Gets what is still missing, as one sentence without secrets; null when ready.</summary>
    string? Reason { get; }
}

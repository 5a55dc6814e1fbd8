namespace Agents.Gateway.Health;

/// <summary>Tells whether the process can serve: the model is loaded and the log is open.</summary>
/// <remarks>Read once for each request, from any thread; both properties must be cheap.</remarks>
public interface IReadiness
{
    /// <summary>Gets a value indicating whether requests are served. While false, <c>/v1</c> answers 503.</summary>
    bool IsReady { get; }

    /// <summary>Gets what is still missing, as one sentence without secrets; null when ready.</summary>
    string? Reason { get; }
}

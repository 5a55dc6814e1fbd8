namespace Agents.Storage.AzureBlobs.Tests.Faults;

/// <summary>How a request fails.</summary>
public enum FaultKind
{
    /// <summary>It never reaches the service.</summary>
    BeforeRequest,

    /// <summary>The service does what it says, and the answer is lost.</summary>
    AfterRequest,

    /// <summary>The service is busy and refuses it with 503.</summary>
    Busy,
}

namespace Agents.Silo.Tests.Tls;

/// <summary>Says what it hears, and where it is.</summary>
[Alias("Agents.Tests.IEchoGrain")]
public interface IEchoGrain : IGrainWithIntegerKey
{
    [Alias("Echo")]
    Task<string> EchoAsync(string text);

    [Alias("Where")]
    Task<string> WhereAsync();

    /// <summary>Has the grain of another key say it.</summary>
    [Alias("Relay")]
    Task<string> RelayAsync(long other, string text);
}

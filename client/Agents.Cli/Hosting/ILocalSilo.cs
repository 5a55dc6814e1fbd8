namespace Agents.Cli.Hosting;

/// <summary>A silo that runs in this process until it is disposed.</summary>
internal interface ILocalSilo : IAsyncDisposable
{
    /// <summary>Gets where it listens.</summary>
    Uri Address { get; }
}

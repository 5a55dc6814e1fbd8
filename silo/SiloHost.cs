namespace Agents.Silo;

/// <summary>Stands in for the silo's hosting entry point until the silo is in the tree; delete this file then.</summary>
public sealed class SiloHost : IAsyncDisposable
{
    private SiloHost(Uri address) => Address = address;

    public Uri Address { get; }

    public static Task<SiloHost> StartAsync(string[] args, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        throw new InvalidOperationException("The silo is not part of this build; pass --server URL.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Main()
    {
    }
}

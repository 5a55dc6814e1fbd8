using Agents.TestKit.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteServer))]

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>Options for a container that no other test uses.</summary>
internal static class NewStorage
{
    public static AzureBlobStorageOptions On(AzuriteServer azurite) => new()
    {
        ConnectionString = azurite.ConnectionString,
        Container = AzuriteServer.NewContainer(),
        RetriesMax = 2,
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };
}

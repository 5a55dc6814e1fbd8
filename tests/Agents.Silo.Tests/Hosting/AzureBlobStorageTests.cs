using Agents.Client;
using Agents.Contracts;
using Agents.Silo.Tests.Processes;
using Agents.TestKit.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteServer))]

namespace Agents.Silo.Tests.Hosting;

/// <summary>Two silos that know nothing of each other over one container: the storage alone keeps them apart.</summary>
public sealed class AzureBlobStorageTests(AzuriteServer azurite) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agents-blobs-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task What_one_silo_acknowledged_the_other_one_finds_and_neither_overwrites_it()
    {
        string[] arguments =
        [
            "--Storage:Kind=azure-blobs",
            $"--Storage:AzureBlobs:ConnectionString={azurite.ConnectionString}",
            $"--Storage:AzureBlobs:Container={AzuriteServer.NewContainer()}",
        ];
        await using var first = await SiloProcess.StartAsync(_data, arguments, Cancellation);
        await using var second = await SiloProcess.StartAsync(_data, arguments, Cancellation);
        using var one = new AgentsClient(first.Address, new AgentsClientOptions { User = "ada" });
        using var other = new AgentsClient(second.Address, new AgentsClientOptions { User = "ada" });
        await AddAsync(one, "m-1");
        await AddAsync(other, "m-2");
        await AddAsync(one, "m-3");
        await AddAsync(other, "m-4");

        var listed = await other.ListAsync(new ListRequest { Limit = 10 }, Cancellation);

        Assert.Equal(
            ["m-1", "m-2", "m-3", "m-4"],
            listed.Items.Select(item => item.Id).Where(id => id.StartsWith("m-", StringComparison.Ordinal)).Order());
        Assert.Empty(Directory.GetDirectories(_data));
    }

    /// <summary>
    /// Says it again until it is taken, as a client does: a silo whose log was opened elsewhere first has to notice.
    /// </summary>
    private static async Task AddAsync(AgentsClient client, string id)
    {
        const int AttemptsMax = 20;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await client.AddAsync(
                    new AddMemoriesRequest
                    {
                        Messages = [new MessageInput { Id = id, Role = MessageRoles.User, Content = $"This is {id}." }],
                    },
                    Cancellation);
                return;
            }
            catch (AgentsException) when (attempt < AttemptsMax)
            {
                continue;
            }
        }
    }
}

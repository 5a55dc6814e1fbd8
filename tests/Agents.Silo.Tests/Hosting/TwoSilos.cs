using Agents.Client;
using Agents.Contracts;
using Agents.TestKit.Processes;

namespace Agents.Silo.Tests.Hosting;

/// <summary>Two silos that know nothing of each other over one storage: the storage alone keeps them apart.</summary>
internal static class TwoSilos
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Says four things to one user, by turns, and finds them all.</summary>
    /// <param name="data">The folder of both silos, which holds the key ring.</param>
    /// <param name="arguments">The storage.</param>
    public static async Task CheckAsync(string data, string[] arguments)
    {
        await using var first = await SiloProcess.StartAsync(data, arguments, Cancellation);
        await using var second = await SiloProcess.StartAsync(data, arguments, Cancellation);
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

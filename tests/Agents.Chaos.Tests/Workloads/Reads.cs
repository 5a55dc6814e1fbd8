using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Histories;
using Agents.Client;
using Agents.Contracts;
using Agents.TestKit.Time;

namespace Agents.Chaos.Tests.Workloads;

/// <summary>The reads of the clients and of the checks, episodes only.</summary>
internal static class Reads
{
    // As many as a search gives: whether it is found is asked here, and not how it is ranked.
    private const int HitsMax = 200;
    private const int PageMax = 1_000;
    private const int TriesMax = 60;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>Lists a conversation.</summary>
    public static async Task<IReadOnlyList<FoundEpisode>> ListAsync(AgentsClient client, Session session) =>
        await ListAsync(client, session.User, session.Conversation, CancellationToken.None);

    /// <summary>Searches for the word that one episode alone says.</summary>
    public static async Task<IReadOnlyList<FoundEpisode>> SeekAsync(AgentsClient client, Session session, string id)
    {
        var request = new SearchRequest
        {
            User = session.User,
            Query = Session.WordOf(id),
            Limit = HitsMax,
            Kinds = [MemoryKind.Episode],
        };
        var answer = await client.SearchAsync(request, CancellationToken.None);
        return [.. answer.Hits.Select(hit => new FoundEpisode(hit.Id, hit.Text))];
    }

    /// <summary>Lists all that each user has, and checks it.</summary>
    public static async Task CheckAllAsync(
        Workload workload, CancellationToken cancellationToken, params IReadOnlyList<SiloNode> nodes)
    {
        var users = new Queue<string>(workload.Users);
        await Task.WhenAll(nodes.Select(async node =>
        {
            while (true)
            {
                string? user;
                lock (users)
                {
                    if (!users.TryDequeue(out user))
                    {
                        return;
                    }
                }

                workload.Checker.Final(user, await AllAsync(nodes, user, cancellationToken, node.Index));
            }
        }));
    }

    /// <summary>Lists all that a user has, at one silo after the other until one answers or the tries are
    /// spent.</summary>
    public static async Task<IReadOnlyList<FoundEpisode>> AllAsync(
        IReadOnlyList<SiloNode> nodes, string user, CancellationToken cancellationToken, int first = 0)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ListAsync(
                    nodes[(first + attempt) % nodes.Count].Client, user, null, cancellationToken);
            }
            catch (AgentsException error) when (error.IsTransient && attempt < TriesMax)
            {
                await RealTime.PassAsync(Rest, cancellationToken);
            }
        }
    }

    private static async Task<IReadOnlyList<FoundEpisode>> ListAsync(
        AgentsClient client, string user, string? conversation, CancellationToken cancellationToken)
    {
        var request = new ListRequest
        {
            User = user,
            Conversation = conversation,
            Kinds = [MemoryKind.Episode],
            Limit = PageMax,
        };
        var memories = new List<FoundEpisode>();
        await foreach (var item in client.ListAllAsync(request, cancellationToken))
        {
            memories.Add(new FoundEpisode(item.Id, item.Text, item.Position));
        }

        return memories;
    }
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Agents.Silo.Tests.Clustering;
using Agents.TestKit.Azurite;
using Agents.TestKit.Processes;
using Agents.TestKit.Redis;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Embedding;

/// <summary>Real processes with the real model, one of which says that it has a GPU.</summary>
public sealed class GpuNodeTests(RedisServer redis, AzuriteServer azurite)
{
    // A busy machine takes its time, which is not what is tested here; nothing is remembered, so that all is embedded.
    private static readonly string[] Patient =
    [
        "--EmbeddingShards:InteractiveDeadlineMs=30000",
        "--EmbeddingShards:RetryAfterMs=500",
        "--EmbeddingShards:Shards=2",
        "--Embedding:CacheEntriesMax=0",
    ];

    private const string Texts = "agents_memory_embedding_texts_total";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gpu_node_embeds_for_the_others_and_when_it_is_killed_they_give_the_same_vectors_themselves()
    {
        await using var nodes = await ClusterNodes.CreateAsync(
            azurite, "redis", redis.ConnectionString, hasModel: true);
        var memory = await nodes.StartAsync(["--roles", "memory,gateway", .. Patient]);
        var gpu = await nodes.StartAsync(["--roles", "embedding", "--Cluster:Labels:hw=gpu", .. Patient]);
        var gateway = await nodes.StartAsync(["--roles", "gateway", .. Patient]);

        var alone = await RemoteAsync(memory, "I live in Porto.");
        Assert.Equal(alone, await RemoteAsync(gateway, "I live in Porto."));
        var before = await CountAsync(gateway, Texts);
        await gpu.KillAsync();

        Assert.Equal(alone, await EmbedAsync(memory, "I live in Porto."));
        Assert.Equal(alone, await EmbedAsync(gateway, "I live in Porto."));
        Assert.Equal(before + 1, await CountAsync(gateway, Texts));
    }

    /// <summary>Embeds by a node until a shard did, which takes until the nodes know of each other.</summary>
    private static async Task<float[]> RemoteAsync(SiloProcess node, string text)
    {
        float[] vector = [];
        await Until.GivesAsync(
            async () =>
            {
                vector = await EmbedAsync(node, text);
                return await CountAsync(node, "agents_memory_embedding_shard_calls_total", "outcome=\"remote\"");
            },
            remote => remote > 0);
        return vector;
    }

    private static async Task<float[]> EmbedAsync(SiloProcess node, string text)
    {
        using var http = new HttpClient { BaseAddress = node.Address };
        using var response = await http.PostAsJsonAsync(
            new Uri("v1/embeddings", UriKind.Relative), new { model = "default", input = text }, Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.StartsWith("all-minilm-l6-v2/", answer.GetProperty("model").GetString(), StringComparison.Ordinal);
        return [.. answer.GetProperty("data")[0].GetProperty("embedding").EnumerateArray()
            .Select(number => number.GetSingle())];
    }

    private static async Task<double> CountAsync(SiloProcess node, string counter, string label = "")
    {
        using var http = new HttpClient { BaseAddress = node.Address };
        var metrics = await http.GetStringAsync(new Uri("metrics", UriKind.Relative), Cancellation);
        return metrics.Split('\n')
            .Where(line => line.StartsWith(counter, StringComparison.Ordinal)
                && line.Contains(label, StringComparison.Ordinal))
            .Select(line => line[(line.LastIndexOf('}') + 1)..].Split(' ')[1])
            .Sum(value => double.Parse(value, CultureInfo.InvariantCulture));
    }
}

using System.Net;
using Agents.Grains.Abstractions;
using Agents.Grains.Embedding;
using CsCheck;

namespace Agents.Grains.Tests.Embedding;

public sealed class ShardNodesTests
{
    [Fact]
    public void Shards_spread_over_the_nodes_to_within_one_whatever_order_the_nodes_come_in() =>
        Gen.Select(Gen.Int[1, 64], Gen.Int[1, 12], Gen.Int).Sample(
            (shards, nodes, seed) =>
            {
                var silos = Enumerable.Range(0, nodes).Select(Silo).ToArray();
                var shuffled = silos.ToArray();
                new Random(seed).Shuffle(shuffled);

                var placed = Enumerable.Range(0, shards).Select(i => ShardNodes.NodeOf(i, shuffled)).ToArray();

                Assert.Equal(Enumerable.Range(0, shards).Select(i => ShardNodes.NodeOf(i, silos)), placed);
                var counts = silos.Select(silo => placed.Count(silo.Equals)).ToArray();
                Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            },
            seed: "0000000000000", iter: 200);

    [Theory]
    [InlineData(0)]
    [InlineData(1_023)]
    public void A_shard_has_a_number_in_its_name(int index) =>
        Assert.Equal(index, EmbeddingShards.IndexOf(EmbeddingShards.KeyOf(index)));

    [Theory]
    [InlineData("")]
    [InlineData("shard-")]
    [InlineData("shard--1")]
    [InlineData("shard- 1")]
    [InlineData("lin")]
    public void Another_name_is_refused(string key) =>
        Assert.Throws<FormatException>(() => EmbeddingShards.IndexOf(key));

    private static SiloAddress Silo(int i) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11_111 + i), i);
}

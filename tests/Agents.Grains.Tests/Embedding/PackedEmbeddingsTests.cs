using Agents.Grains.Abstractions;
using Agents.Grains.Embedding;
using CsCheck;
using Microsoft.Extensions.AI;

namespace Agents.Grains.Tests.Embedding;

public sealed class PackedEmbeddingsTests
{
    private const int Dimension = 5;

    private static readonly EmbeddingGeneratorMetadata Metadata = new("test", null, "test/1", Dimension);

    [Fact]
    public void Vectors_come_back_bit_for_bit_with_what_they_carry() =>
        Gen.Select(Gen.Float.Array[Dimension], Gen.Double.Unit, Gen.Int[2, 512]).Array[1, 20].Sample(
            made =>
            {
                var packed = PackedEmbeddings.Pack(
                    [.. made.Select(one => Embedding(one.Item1, one.Item2, one.Item3))], Metadata);
                Assert.True(PackedEmbeddings.IsWhole(packed, made.Length));
                var unpacked = PackedEmbeddings.Unpack(packed, made.Length);

                Assert.Equal(made.Length, unpacked.Count);
                for (var i = 0; i < made.Length; i++)
                {
                    Assert.Equal(Bits(made[i].Item1), Bits(unpacked[i].Vector.ToArray()));
                    Assert.Equal("test/1", unpacked[i].ModelId);
                    Assert.Equal(made[i].Item2, unpacked[i].AdditionalProperties!["agents.unknown_share"]);
                    Assert.Equal(made[i].Item3, unpacked[i].AdditionalProperties!["agents.tokens"]);
                }

                Assert.Equal(made.Sum(one => one.Item3), unpacked.Usage!.InputTokenCount);
            },
            seed: "0000000000000", iter: 100);

    [Fact]
    public void What_the_model_does_not_say_is_not_made_up()
    {
        var packed = PackedEmbeddings.Pack([new Embedding<float>(new float[Dimension])], Metadata);

        var unpacked = PackedEmbeddings.Unpack(packed, 1);

        Assert.Empty(unpacked[0].AdditionalProperties!);
        Assert.Null(unpacked.Usage);
    }

    [Fact]
    public void An_answer_with_another_number_of_vectors_is_not_whole()
    {
        var packed = PackedEmbeddings.Pack([Embedding(new float[Dimension], 0, 3)], Metadata);

        Assert.False(PackedEmbeddings.IsWhole(packed, 2));
        Assert.False(PackedEmbeddings.IsWhole(packed with { Dimension = 4 }, 1));
        Assert.False(PackedEmbeddings.IsWhole(packed with { Tokens = [] }, 1));
        Assert.False(PackedEmbeddings.IsWhole(new EmbedResponse { Outcome = EmbedOutcome.Embedded }, 1));
    }

    private static int[] Bits(float[] vector) => Array.ConvertAll(vector, BitConverter.SingleToInt32Bits);

    private static Embedding<float> Embedding(float[] vector, double share, int tokens) => new(vector)
    {
        AdditionalProperties = new() { ["agents.unknown_share"] = share, ["agents.tokens"] = tokens },
    };
}

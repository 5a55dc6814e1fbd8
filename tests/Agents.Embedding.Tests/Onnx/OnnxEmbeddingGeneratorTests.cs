using System.Numerics.Tensors;
using Agents.Embedding.Tests.TestKit;
using Microsoft.Extensions.AI;

namespace Agents.Embedding.Tests.Onnx;

public sealed class OnnxEmbeddingGeneratorTests(RealModel model)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vectors_are_those_of_the_reference()
    {
        var golden = GoldenText.ReadAll();

        var embeddings = await model.Q4.Generator.GenerateAsync(golden.Select(text => text.Text), null, Token);

        for (var i = 0; i < golden.Count; i++)
        {
            var first = embeddings[i].Vector.Span[..golden[i].First.Length];
            for (var j = 0; j < first.Length; j++)
            {
                // Kernels for other processors round the 8-bit activations elsewhere.
                Assert.Equal(golden[i].First[j], first[j], 0.004f);
            }
        }
    }

    [Fact]
    public async Task Floats_and_four_bits_agree_but_have_different_model_ids()
    {
        var texts = GoldenText.ReadAll().Where(text => text.Ids.Length > 2).Select(text => text.Text).ToList();

        var fp32 = await model.Fp32.Generator.GenerateAsync(texts, null, Token);
        var q4 = await model.Q4.Generator.GenerateAsync(texts, null, Token);

        var cosines = fp32.Zip(q4, (a, b) => TensorPrimitives.Dot(a.Vector.Span, b.Vector.Span)).ToList();
        Assert.All(cosines, cosine => Assert.InRange(cosine, 0.999f, 1.00001f));
        Assert.Matches("^all-minilm-l6-v2/fp32/[0-9a-f]{8}$", model.Fp32.Metadata.DefaultModelId);
        Assert.Matches("^all-minilm-l6-v2/q4/[0-9a-f]{8}$", model.Q4.Metadata.DefaultModelId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_text_has_the_same_vector_alone_and_in_a_batch_in_order(bool dequantized)
    {
        var generator = (dequantized ? model.Fp32 : model.Q4).Generator;
        var texts = GoldenText.ReadAll().Select(text => text.Text).ToList();

        var together = await generator.GenerateAsync(texts, null, Token);

        Assert.Equal(texts.Count, together.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            var alone = (await generator.GenerateAsync([texts[i]], null, Token))[0];
            Assert.InRange(TensorPrimitives.Dot(alone.Vector.Span, together[i].Vector.Span), 0.99999f, 1.00001f);
        }
    }

    [Fact]
    public async Task Meaning_shows_in_the_cosine()
    {
        var vectors = await model.Fp32.Generator.GenerateAsync(
            [
                "What is the user's dog called?", "We adopted a beagle and named him Rusty.",
                "I joined Contoso as a backend engineer last year.",
            ],
            null, Token);

        var dog = TensorPrimitives.Dot(vectors[0].Vector.Span, vectors[1].Vector.Span);
        var job = TensorPrimitives.Dot(vectors[0].Vector.Span, vectors[2].Vector.Span);
        Assert.InRange(dog, 0.4f, 0.6f);
        Assert.InRange(job, -0.1f, 0.2f);
    }

    [Fact]
    public async Task Embeddings_carry_model_tokens_share_and_usage()
    {
        var embeddings = await model.Fp32.Generator.GenerateAsync(
            ["plain words", "plain \U0001F355 words"], null, Token);

        Assert.All(embeddings, embedding => Assert.Equal(model.Fp32.Metadata.DefaultModelId, embedding.ModelId));
        Assert.All(embeddings, embedding => Assert.Equal(1f, TensorPrimitives.Norm(embedding.Vector.Span), 1e-5f));
        Assert.Equal(1.0 / 3, (double)embeddings[1].AdditionalProperties![EmbeddingProperties.UnknownShare]!, 6);
        Assert.Equal(4, embeddings[0].AdditionalProperties![EmbeddingProperties.Tokens]);
        Assert.Equal(9, embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task No_texts_give_no_vectors() =>
        Assert.Empty(await model.Fp32.Generator.GenerateAsync([], null, Token));

    [Fact]
    public async Task Another_dimension_or_model_is_refused_by_name()
    {
        var dimension = await Assert.ThrowsAsync<ArgumentException>(() => model.Fp32.Generator.GenerateAsync(
            ["a"], new EmbeddingGenerationOptions { Dimensions = 128 }, Token));
        var other = await Assert.ThrowsAsync<ArgumentException>(() => model.Fp32.Generator.GenerateAsync(
            ["a"], new EmbeddingGenerationOptions { ModelId = "other" }, Token));

        Assert.Contains("128", dimension.Message, StringComparison.Ordinal);
        Assert.Contains("384", dimension.Message, StringComparison.Ordinal);
        Assert.Contains("'other'", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_s_own_id_and_dimension_are_accepted() =>
        Assert.Single(await model.Fp32.Generator.GenerateAsync(
            ["a"],
            new EmbeddingGenerationOptions { Dimensions = 384, ModelId = model.Fp32.Metadata.DefaultModelId }, Token));

    [Fact]
    public async Task A_cancelled_call_does_not_run() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => model.Fp32.Generator.GenerateAsync(["a"], null, new CancellationToken(canceled: true)));

    [Fact]
    public async Task Many_callers_at_once_get_their_own_vectors()
    {
        var texts = Enumerable.Range(0, 40).Select(i => $"person {i} likes the number {i * 7}").ToList();
        var expected = await model.Fp32.Generator.GenerateAsync(texts, null, Token);

        var actual = await Task.WhenAll(texts.Select(
            text => Task.Run(() => model.Fp32.Generator.GenerateAsync([text], null, Token), Token)));

        for (var i = 0; i < texts.Count; i++)
        {
            Assert.InRange(
                TensorPrimitives.Dot(expected[i].Vector.Span, actual[i][0].Vector.Span), 0.99999f, 1.00001f);
        }
    }
}

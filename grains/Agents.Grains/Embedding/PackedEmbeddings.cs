using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Agents.Grains.Abstractions;
using Microsoft.Extensions.AI;

namespace Agents.Grains.Embedding;

/// <summary>Packs vectors for the way between silos and unpacks them: bit for bit the same floats.</summary>
internal static class PackedEmbeddings
{
    // The keys are agreed with the generator; one that does not know them says neither.
    private const string UnknownShareKey = "agents.unknown_share";
    private const string TokensKey = "agents.tokens";

    public static EmbedResponse Pack(
        GeneratedEmbeddings<Embedding<float>> embeddings, EmbeddingGeneratorMetadata metadata)
    {
        var dimension = metadata.DefaultModelDimensions ?? embeddings[0].Vector.Length;
        var vectors = new byte[embeddings.Count * dimension * sizeof(float)];
        for (var i = 0; i < embeddings.Count; i++)
        {
            Write(embeddings[i].Vector.Span, vectors.AsSpan(i * dimension * sizeof(float)));
        }

        return new EmbedResponse
        {
            Outcome = EmbedOutcome.Embedded,
            ModelId = metadata.DefaultModelId,
            Dimension = dimension,
            Vectors = vectors,
            UnknownShares = All<double>(embeddings, UnknownShareKey),
            Tokens = All<int>(embeddings, TokensKey),
        };
    }

    /// <summary>Whether a response holds a vector, and what else it tells, for each of so many texts.</summary>
    public static bool IsWhole(EmbedResponse response, int texts) =>
        response.Dimension > 0
        && response.Vectors.Length == (long)texts * response.Dimension * sizeof(float)
        && (response.UnknownShares?.Count ?? texts) == texts
        && (response.Tokens?.Count ?? texts) == texts;

    public static GeneratedEmbeddings<Embedding<float>> Unpack(EmbedResponse response, int texts)
    {
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(texts);
        var length = response.Dimension * sizeof(float);
        for (var i = 0; i < texts; i++)
        {
            var properties = new AdditionalPropertiesDictionary();
            if (response.UnknownShares is { } shares)
            {
                properties[UnknownShareKey] = shares[i];
            }

            if (response.Tokens is { } tokens)
            {
                properties[TokensKey] = tokens[i];
            }

            embeddings.Add(new Embedding<float>(Read(response.Vectors.Span.Slice(i * length, length)))
            {
                ModelId = response.ModelId,
                AdditionalProperties = properties,
            });
        }

        if (response.Tokens is { } all)
        {
            var total = all.Sum(count => (long)count);
            embeddings.Usage = new UsageDetails { InputTokenCount = total, TotalTokenCount = total };
        }

        return embeddings;
    }

    private static T[]? All<T>(GeneratedEmbeddings<Embedding<float>> embeddings, string key)
    {
        var values = new T[embeddings.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (embeddings[i].AdditionalProperties?.TryGetValue(key, out var value) != true || value is not T known)
            {
                return null;
            }

            values[i] = known;
        }

        return values;
    }

    private static void Write(ReadOnlySpan<float> vector, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(vector).CopyTo(bytes);
            return;
        }

        for (var i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], vector[i]);
        }
    }

    private static float[] Read(ReadOnlySpan<byte> bytes)
    {
        var vector = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return vector;
    }
}

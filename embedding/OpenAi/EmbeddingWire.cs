using System.Buffers;
using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Text.Json;

namespace Agents.Embedding.OpenAi;

/// <summary>The JSON of <c>POST /v1/embeddings</c>, as OpenAI's API reference states it.</summary>
internal static class EmbeddingWire
{
    private const int MessageCharsMax = 300;

    /// <summary>Writes a request. Base64 is asked for: it is a quarter of the bytes of numbers in text.</summary>
    public static ReadOnlyMemory<byte> WriteRequest(string model, ReadOnlySpan<string> texts, int inputCharsMax)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("model", model);
        writer.WriteString("encoding_format", "base64");
        writer.WriteStartArray("input");
        foreach (var text in texts)
        {
            // OpenAI refuses an empty text; a space means as little.
            writer.WriteStringValue(text.Length == 0 ? " " : Cut(text, inputCharsMax));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Reads an answer into vectors of unit length, in the order of the request.</summary>
    /// <exception cref="EmbeddingEndpointException">The answer is not one for <paramref name="count"/>
    /// texts.</exception>
    public static (float[][] Vectors, int? Tokens) ReadResponse(ReadOnlyMemory<byte> json, int count, int dimension)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var vectors = new float[count][];
            var place = 0;
            foreach (var item in document.RootElement.GetProperty("data").EnumerateArray())
            {
                var index = item.TryGetProperty("index", out var stated) ? stated.GetInt32() : place;
                place++;
                if (index < 0 || index >= count || vectors[index] is not null)
                {
                    throw new EmbeddingEndpointException(
                        $"The embeddings endpoint answered index {index} for {count} texts: it is not "
                            + "OpenAI-compatible.");
                }

                vectors[index] = ReadVector(item.GetProperty("embedding"), dimension);
            }

            return place == count
                ? (vectors, ReadTokens(document.RootElement))
                : throw new EmbeddingEndpointException(
                    $"The embeddings endpoint answered {place} vectors for {count} texts: it is not "
                        + "OpenAI-compatible.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException)
        {
            throw new EmbeddingEndpointException(
                "The embeddings endpoint answered no list of embeddings: check that the base URL ends in /v1 "
                + $"({exception.Message})", exception);
        }
    }

    /// <summary>The server's own words about a failure, shortened; empty when there are none.</summary>
    public static string ReadError(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var message = document.RootElement.TryGetProperty("error", out var error)
                ? error.ValueKind == JsonValueKind.Object ? error.GetProperty("message").GetString() : error.GetString()
                : null;
            return string.IsNullOrEmpty(message) ? ""
                : ": " + Cut(string.Join(' ', message.Split((char[]?)null)), MessageCharsMax);
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }

    private static float[] ReadVector(JsonElement element, int dimension)
    {
        var vector = element.ValueKind == JsonValueKind.String
            ? ReadBase64(element)
            : [.. element.EnumerateArray().Select(number => number.GetSingle())];
        if (vector.Length != dimension)
        {
            throw new EmbeddingEndpointException(
                $"The embeddings endpoint's vectors have {vector.Length} numbers, not {dimension}: set the dimension "
                + "(--embeddings-dimension) to what the model makes.");
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        if (!float.IsFinite(norm))
        {
            throw new EmbeddingEndpointException(
                "The embeddings endpoint answered a vector with numbers that are not finite.");
        }

        TensorPrimitives.Divide(vector, norm > 0 ? norm : 1, vector);
        return vector;
    }

    private static float[] ReadBase64(JsonElement element)
    {
        var bytes = element.GetBytesFromBase64();
        var vector = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return vector;
    }

    private static int? ReadTokens(JsonElement root) =>
        root.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object
        && usage.TryGetProperty("prompt_tokens", out var tokens) && tokens.TryGetInt32(out var count)
            ? count
            : null;

    // Never between the two halves of a character.
    private static string Cut(string text, int charsMax) =>
        text.Length <= charsMax ? text : text[..(char.IsHighSurrogate(text[charsMax - 1]) ? charsMax - 1 : charsMax)];
}

using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;

namespace Agents.Gateway.Embeddings;

/// <summary>The body of <c>POST /v1/embeddings</c>.</summary>
/// <param name="Texts">What to embed, in order.</param>
/// <param name="Base64">Whether the vectors are wanted as little-endian 32-bit floats in base64.</param>
internal sealed record EmbeddingBody(IReadOnlyList<string> Texts, bool Base64)
{
    private const string DefaultModel = "default";

    public static EmbeddingBody Read(ReadOnlyMemory<byte> body, EmbeddingModel model, GatewayLimits limits)
    {
        using var document = JsonFields.Parse(body);
        var fields = JsonFields.Root(document);
        CheckModel(fields.Text("model"), model);
        CheckDimensions(fields, model);
        var format = fields.Text("encoding_format") ?? "float";
        if (format is not ("float" or "base64"))
        {
            throw ApiError.Invalid("encoding_format", "'encoding_format' must be float or base64.");
        }

        return new EmbeddingBody(TextsOf(document.RootElement, limits), format == "base64");
    }

    private static void CheckModel(string? name, EmbeddingModel model)
    {
        if (name is not null && name != DefaultModel && name != model.Id)
        {
            throw new ApiException(ApiError.Of(
                ErrorCodes.ModelNotFound, $"There is no such embedding model; use {model.Id} or {DefaultModel}.",
                    "model"));
        }
    }

    private static void CheckDimensions(JsonFields fields, EmbeddingModel model)
    {
        var dimensions = fields.Integer("dimensions", 1, int.MaxValue);
        if (dimensions is not null && model.Dimensions is { } own && dimensions != own)
        {
            throw ApiError.Invalid("dimensions", $"'dimensions' must be {own}, which this model has; leave it out.");
        }
    }

    private static string[] TextsOf(JsonElement root, GatewayLimits limits)
    {
        if (!root.TryGetProperty("input", out var input) || input.ValueKind == JsonValueKind.Null)
        {
            throw ApiError.Invalid("input", "'input' is missing; give a string or a list of strings.");
        }

        if (input.ValueKind == JsonValueKind.String)
        {
            return [Text(input, "input", limits)];
        }

        if (input.ValueKind != JsonValueKind.Array)
        {
            throw ApiError.Invalid("input", "'input' must be a string or a list of strings.");
        }

        var count = input.GetArrayLength();
        if (count == 0 || count > limits.EmbeddingInputsMax)
        {
            throw ApiError.Invalid(
                "input", $"'input' has {count} texts; give 1 to {limits.EmbeddingInputsMax}.");
        }

        return [.. input.EnumerateArray().Select((text, i) => Text(text, $"input[{i}]", limits))];
    }

    private static string Text(JsonElement element, string path, GatewayLimits limits)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw ApiError.Invalid(
                path, $"'{path}' must be a string; token ids are not accepted.");
        }

        var text = JsonFields.TextOf(element, path);
        TextRules.CheckText(text, path, limits.MessageBytesMax);
        return text;
    }
}

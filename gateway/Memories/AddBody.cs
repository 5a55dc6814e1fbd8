using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;
using Agents.Grains.Abstractions;

namespace Agents.Gateway.Memories;

/// <summary>Reads the body of <c>POST /v1/memories</c> into one atomic append.</summary>
internal static class AddBody
{
    private const int IdBytes = 16;
    private const int KeyCharsMax = 255;

    /// <summary>Reads the body; the user is returned apart, since the header may name it too.</summary>
    public static (string? User, AppendRequest Request) Read(
        ReadOnlyMemory<byte> body, string? idempotencyKey, GatewayLimits limits)
    {
        CheckKey(idempotencyKey);
        using var document = JsonFields.Parse(body);
        var fields = JsonFields.Root<AddMemoriesRequest>(document);
        var messages = fields.List("messages", limits.MessagesMax);
        if (messages is null or { Count: 0 })
        {
            throw ApiError.Invalid("messages", $"'messages' is empty; give 1 to {limits.MessagesMax} messages.");
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        var episodes = new EpisodeInput[messages.Count];
        for (var i = 0; i < episodes.Length; i++)
        {
            episodes[i] = Episode(messages[i], i, idempotencyKey, limits);
            if (!ids.Add(episodes[i].Id))
            {
                throw ApiError.Invalid(
                    $"messages[{i}].id", $"'messages[{i}].id' repeats the id of an earlier message.");
            }
        }

        return (fields.Text("user"), new AppendRequest
        {
            Episodes = episodes,
            Conversation = MemoryFields.OptionalId(fields, "conversation"),
            Agent = MemoryFields.Agent(fields.Text("agent")),
            Metadata = Metadata(fields),
            IdempotencyKey = idempotencyKey,
        });
    }

    private static EpisodeInput Episode(JsonElement element, int index, string? idempotencyKey, GatewayLimits limits)
    {
        var path = $"messages[{index}]";
        var fields = JsonFields.Element(element, path);
        var role = fields.RequiredText("role");
        if (!MessageRoles.All.Contains(role, StringComparer.Ordinal))
        {
            var known = string.Join(", ", MessageRoles.All);
            throw ApiError.Invalid(
                $"{path}.role", $"'{path}.role' must be one of {known}, not '{MemoryFields.Shorten(role)}'.");
        }

        var author = fields.Text("author");
        if (author is not null)
        {
            TextRules.CheckName(author, $"{path}.author", MemoryLimits.AuthorBytesMax);
        }

        var content = fields.RequiredText("content");
        TextRules.CheckText(content, $"{path}.content", limits.MessageBytesMax);
        return new EpisodeInput
        {
            Id = MemoryFields.OptionalId(fields, "id") ?? NewId(idempotencyKey, index),
            Role = role,
            Author = author ?? role,
            Text = content,
            Time = fields.Time("time"),
        };
    }

    // With a key the id follows from it, so that a repeated call names the same episodes even when its answer was lost.
    private static string NewId(string? idempotencyKey, int index)
    {
        Span<byte> id = stackalloc byte[IdBytes];
        if (idempotencyKey is null)
        {
            RandomNumberGenerator.Fill(id);
        }
        else
        {
            var input = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(idempotencyKey)];
            BinaryPrimitives.WriteInt32LittleEndian(input, index);
            Encoding.UTF8.GetBytes(idempotencyKey, input.AsSpan(sizeof(int)));
            SHA256.HashData(input).AsSpan(0, IdBytes).CopyTo(id);
        }

        return "m_" + Convert.ToHexStringLower(id);
    }

    private static void CheckKey(string? key)
    {
        if (key is not null && (key.Length is 0 or > KeyCharsMax || key.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            throw ApiError.Invalid(
                AgentsHeaders.IdempotencyKey,
                $"'{AgentsHeaders.IdempotencyKey}' must be 1-{KeyCharsMax} visible ASCII characters without spaces.");
        }
    }

    private static Dictionary<string, string>? Metadata(JsonFields fields)
    {
        var labels = fields.Labels("metadata");
        if (labels is null)
        {
            return null;
        }

        if (labels.Count > MemoryLimits.MetadataPairsMax)
        {
            throw ApiError.Invalid(
                "metadata",
                    $"'metadata' has {labels.Count} pairs; at most {MemoryLimits.MetadataPairsMax} are allowed.");
        }

        foreach (var (name, value) in labels)
        {
            var fits = name.Length is > 0 and <= MemoryLimits.MetadataKeyCharsMax
                && value.Length <= MemoryLimits.MetadataValueCharsMax
                && TextRules.IndexOfControl(name) < 0 && TextRules.IndexOfControl(value) < 0;
            if (!fits)
            {
                throw ApiError.Invalid(
                    "metadata",
                    $"'metadata.{MemoryFields.Shorten(name)}' must have a name of 1-{MemoryLimits.MetadataKeyCharsMax} "
                    + $"and a value of at most {MemoryLimits.MetadataValueCharsMax} characters, no controls.");
            }
        }

        return labels;
    }
}

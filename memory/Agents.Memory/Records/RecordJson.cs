using System.Text.Json;
using System.Text.Json.Serialization;

namespace Agents.Memory.Records;

/// <summary>Encodes episodes, items and decisions as UTF-8 JSON, so that a newer build may add fields that an older one
/// skips.</summary>
public static class RecordJson
{
    public static byte[] Encode(EpisodeRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, RecordJsonContext.Default.EpisodeRecord);

    public static byte[] Encode(DecisionRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, RecordJsonContext.Default.DecisionRecord);

    public static byte[] Encode(ItemRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, RecordJsonContext.Default.ItemRecord);

    public static byte[] Encode(ConsolidationRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, RecordJsonContext.Default.ConsolidationRecord);

    /// <exception cref="InvalidDataException">The payload is not an item.</exception>
    public static ItemRecord DecodeItem(ReadOnlySpan<byte> payload) =>
        Decode(payload, RecordJsonContext.Default.ItemRecord);

    /// <exception cref="InvalidDataException">The payload is not a step of consolidation.</exception>
    public static ConsolidationRecord DecodeConsolidation(ReadOnlySpan<byte> payload) =>
        Decode(payload, RecordJsonContext.Default.ConsolidationRecord);

    /// <exception cref="InvalidDataException">The payload is not an episode.</exception>
    public static EpisodeRecord DecodeEpisode(ReadOnlySpan<byte> payload) =>
        Decode(payload, RecordJsonContext.Default.EpisodeRecord);

    /// <exception cref="InvalidDataException">The payload is not a decision.</exception>
    public static DecisionRecord DecodeDecision(ReadOnlySpan<byte> payload) =>
        Decode(payload, RecordJsonContext.Default.DecisionRecord);

    /// <summary>Reads nothing but the text of an episode, an item or a decision; empty where it has none.</summary>
    /// <exception cref="InvalidDataException">The payload is no record.</exception>
    public static string DecodeText(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    var isText = reader.ValueTextEquals("text"u8);
                    reader.Read();
                    if (isText)
                    {
                        return reader.GetString() ?? string.Empty;
                    }

                    reader.Skip();
                }
            }

            return string.Empty;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"The payload is not a record (at byte {error.BytePositionInLine}).");
        }
    }

    private static T Decode<T>(
        ReadOnlySpan<byte> payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, type)
                ?? throw new InvalidDataException($"The payload is not a {typeof(T).Name}.");
        }
        catch (JsonException error)
        {
            // The parser's own message may quote the payload, which is a user's text.
            throw new InvalidDataException(
                $"The payload is not a {typeof(T).Name} (at byte {error.BytePositionInLine}).");
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(EpisodeRecord))]
[JsonSerializable(typeof(DecisionRecord))]
[JsonSerializable(typeof(ItemRecord))]
[JsonSerializable(typeof(ConsolidationRecord))]
internal sealed partial class RecordJsonContext : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Agents.Storage.Cipher;

/// <summary>The key ring as it stands in its file.</summary>
internal sealed record KeyRingDocument(
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("current")] string Current,
    [property: JsonPropertyName("name_key")] byte[] NameKey,
    [property: JsonPropertyName("keys")] KeyRingKey[] Keys);

/// <summary>A key-encryption key of the ring.</summary>
internal sealed record KeyRingKey(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("created")] DateTimeOffset Created,
    [property: JsonPropertyName("key")] byte[] Key);

[JsonSerializable(typeof(KeyRingDocument))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class KeyRingJson : JsonSerializerContext;

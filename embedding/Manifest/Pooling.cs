using System.Text.Json.Serialization;

namespace Agents.Embedding.Manifest;

/// <summary>How the vectors of a text's tokens become the vector of the text.</summary>
internal enum Pooling
{
    /// <summary>The mean over all tokens of the text.</summary>
    [JsonStringEnumMemberName("mean")]
    Mean,

    /// <summary>The vector of the first token.</summary>
    [JsonStringEnumMemberName("cls")]
    Cls,
}

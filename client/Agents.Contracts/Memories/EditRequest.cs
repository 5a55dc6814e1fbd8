using System.Text.Json.Serialization;

namespace Agents.Contracts;

/// <summary>Changes to one memory; what is null stays.</summary>
public sealed record EditRequest
{
    public string? User { get; init; }

    /// <summary>Gets the new text; the original stays in the history.</summary>
    public string? Content { get; init; }

    public bool? Pinned { get; init; }

    /// <summary>Gets whether it is held: no policy takes it, and it cannot be forgotten or erased until it is
    /// released.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Held { get; init; }

    /// <summary>Gets when it leaves recall by itself. On the wire, null takes an expiry away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// Gets a value indicating whether an expiry is taken away; it counts where <see cref="Expires"/> is null.
    /// </summary>
    [JsonIgnore]
    public bool NeverExpires { get; init; }
}

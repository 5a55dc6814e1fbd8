using Agents.Contracts;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Chat;

/// <summary>What a chat request does with memory.</summary>
/// <param name="Reads">Whether memories are recalled.</param>
/// <param name="Writes">Whether turns are remembered.</param>
internal readonly record struct MemoryMode(bool Reads, bool Writes)
{
    public bool IsOff => !Reads && !Writes;

    /// <summary>Reads the header; without it memory is on.</summary>
    public static MemoryMode Of(HttpContext context) => (string?)context.Request.Headers[AgentsHeaders.Memory] switch
    {
        null or "on" => new(true, true),
        "off" => new(false, false),
        "read" => new(true, false),
        "write" => new(false, true),
        _ => throw ApiError.Invalid(AgentsHeaders.Memory, $"'{AgentsHeaders.Memory}' must be on, off, read or write."),
    };
}

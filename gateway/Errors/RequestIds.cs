using System.Buffers;
using System.Security.Cryptography;

namespace Agents.Gateway.Errors;

/// <summary>Names each request, so that an answer can be found again in logs and traces.</summary>
internal static class RequestIds
{
    private const int CharsMax = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>Returns the caller's id where it is safe to repeat, else a new one.</summary>
    public static string Choose(string? incoming)
    {
        var usable = !string.IsNullOrEmpty(incoming)
            && incoming.Length <= CharsMax
            && !incoming.AsSpan().ContainsAnyExcept(Allowed);
        return usable ? incoming! : "req_" + RandomNumberGenerator.GetHexString(32, lowercase: true);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Agents.Cli.Keys;

/// <summary>The form of a key: <c>ak_</c> and 32 random bytes in base64url; a file keeps the SHA-256 of the whole
/// string.</summary>
/// <remarks>A plain hash is enough, since 256 random bits cannot be guessed.</remarks>
internal static class NewKey
{
    public static string Create() => $"ak_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    public static string CreateId() => $"key_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

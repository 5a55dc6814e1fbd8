using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Agents.Gateway.Identity;

/// <summary>
/// Makes and checks the keys of tenants: <c>ak_</c>, 43 characters of a random 256-bit secret, 6 of a checksum.
/// </summary>
/// <remarks>
/// The checksum tells a mistyped key from an unknown one and lets secret scanners recognise a key; it is no defence.
/// A key is random, so its plain SHA-256 can be stored: there is nothing to guess that a slow hash would protect.
/// </remarks>
public static class ApiKeys
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "ak_";

    private const int SecretBytes = 32;
    private const int SecretChars = 43;
    private const int ChecksumChars = 6;

    /// <summary>Makes a key. It is shown once; only its hash is kept.</summary>
    public static string Create()
    {
        Span<byte> secret = stackalloc byte[SecretBytes];
        RandomNumberGenerator.Fill(secret);
        var text = Base64Url.EncodeToString(secret);
        CryptographicOperations.ZeroMemory(secret);
        return Prefix + text + ChecksumOf(text);
    }

    /// <summary>Returns the SHA-256 of a key in lowercase hexadecimal digits, as the key file holds it.</summary>
    public static string HashOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    /// <summary>Tells whether a text has the form and the checksum of a key.</summary>
    public static bool IsWellFormed(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length == Prefix.Length + SecretChars + ChecksumChars
            && key.StartsWith(Prefix, StringComparison.Ordinal)
            && ChecksumOf(key.Substring(Prefix.Length, SecretChars)) == key[^ChecksumChars..];
    }

    private static string ChecksumOf(string secret)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes("agents api key checksum\n" + secret));
        return Base64Url.EncodeToString(digest)[..ChecksumChars];
    }
}

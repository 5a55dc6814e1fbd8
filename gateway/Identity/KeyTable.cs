using System.Security.Cryptography;
using System.Text;

namespace Agents.Gateway.Identity;

/// <summary>The keys of one version of the key file, ready to be compared.</summary>
internal sealed class KeyTable(IReadOnlyList<ApiKeyEntry> entries)
{
    private readonly (byte[] Hash, ApiKeyEntry Entry)[] _keys =
        [.. entries.Select(entry => (Convert.FromHexString(entry.Sha256), entry))];

    /// <summary>Finds the caller of a key, or says why there is none.</summary>
    /// <remarks>Every key is compared in constant time and none ends the search, so that time tells nothing.</remarks>
    public Caller? Find(string key, DateTimeOffset now, out string? fault)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        ApiKeyEntry? found = null;
        foreach (var (known, entry) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
            {
                found = entry;
            }
        }

        fault = FaultOf(key, found, now);
        return fault is null ? new Caller(found!.Tenant, found.Roles ?? [ApiKeyRoles.App]) : null;
    }

    private static string? FaultOf(string key, ApiKeyEntry? found, DateTimeOffset now)
    {
        if (found is null)
        {
            var mistyped = key.StartsWith(ApiKeys.Prefix, StringComparison.Ordinal) && !ApiKeys.IsWellFormed(key);
            return mistyped
                ? "The key is not complete or was mistyped: its checksum does not match."
                : "The key is not known. Create one with 'agents keys create'.";
        }

        return found.Expires <= now ? "The key has expired. Create one with 'agents keys create'." : null;
    }
}

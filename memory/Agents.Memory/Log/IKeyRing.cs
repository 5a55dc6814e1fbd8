using Agents.Contracts;

namespace Agents.Memory.Log;

/// <summary>Holds the key-encryption keys and the key of names. A user's data key is wrapped by it and stands in the
/// user's log.</summary>
public interface IKeyRing
{
    /// <summary>Gets the id of the key that wraps new data keys.</summary>
    string CurrentKeyId { get; }

    /// <summary>Wraps a data key under the current key.</summary>
    /// <param name="dataKey">The 32-byte data key.</param>
    /// <param name="associatedData">What the wrapped key is bound to.</param>
    byte[] Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> associatedData);

    /// <summary>Unwraps a data key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is not in the ring, or the bytes
    /// are not its work.</exception>
    byte[] Unwrap(string keyId, ReadOnlySpan<byte> wrappedKey, ReadOnlySpan<byte> associatedData);

    /// <summary>Names a scope: 64 lower-case hexadecimal digits of HMAC-SHA-256 over the length-prefixed UTF-8 of
    /// tenant and user.</summary>
    /// <remarks>The name is the grain's key and the log's file name, so neither shows who the user is. It never
    /// changes.</remarks>
    string NameOf(MemoryScope scope);
}

using System.Buffers.Binary;
using System.Text;
using Agents.Contracts;

namespace Agents.Storage.Cipher;

/// <summary>The one byte form of a scope: each name as UTF-8 behind its length in four little-endian bytes.</summary>
/// <remarks>
/// The lengths keep <c>a</c> + <c>b|c</c> and <c>a|b</c> + <c>c</c> apart: no separator exists that a name could
/// contain.
/// </remarks>
internal static class ScopeBytes
{
    /// <summary>
    /// Strict: two different broken strings must not become the same replacement characters, and so the same user.
    /// </summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">A name is not valid Unicode.</exception>
    public static byte[] Of(MemoryScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        try
        {
            var tenant = Utf8.GetByteCount(scope.Tenant);
            var user = Utf8.GetByteCount(scope.User);
            var bytes = new byte[sizeof(int) + tenant + sizeof(int) + user];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, tenant);
            Utf8.GetBytes(scope.Tenant, bytes.AsSpan(sizeof(int)));
            var rest = bytes.AsSpan(sizeof(int) + tenant);
            BinaryPrimitives.WriteInt32LittleEndian(rest, user);
            Utf8.GetBytes(scope.User, rest[sizeof(int)..]);
            return bytes;
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException(
                "The tenant or the user is not valid Unicode: it has half of a surrogate pair.", nameof(scope), e);
        }
    }

    /// <summary>Reads what <see cref="Of"/> gave.</summary>
    public static MemoryScope Parse(ReadOnlySpan<byte> bytes)
    {
        var tenant = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return new MemoryScope(
            Utf8.GetString(bytes.Slice(sizeof(int), tenant)),
            Utf8.GetString(bytes[(sizeof(int) + tenant + sizeof(int))..]));
    }
}

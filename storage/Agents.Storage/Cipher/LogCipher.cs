using System.Buffers.Binary;
using System.Security.Cryptography;
using Agents.Contracts;
using Agents.Storage.Frames;

namespace Agents.Storage.Cipher;

/// <summary>
/// Seals and opens the blocks of one user's log: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce for each.
/// </summary>
/// <remarks>
/// Associated data bind a block to its format, type, tenant, user, generation and number, so that a block of another
/// user,
/// of another place or of an earlier life of the same user does not open. Safe for use by several threads.
/// With random nonces a key may seal 2^32 blocks (section 8.3): a user's limit of frames is far below.
/// </remarks>
internal sealed class LogCipher : IDisposable
{
    public const int KeyBytes = 32;

    private readonly Lock _lock = new();
    private readonly AesGcm _aes;
    private readonly byte[] _associated;
    private readonly int _scopeEnd;

    public LogCipher(ReadOnlySpan<byte> key, MemoryScope scope, long generation)
    {
        _aes = new AesGcm(key, FrameFormat.TagBytes);
        Generation = generation;
        var names = ScopeBytes.Of(scope);
        _scopeEnd = 2 + names.Length;
        _associated = new byte[_scopeEnd + (2 * sizeof(long)) + MoreBytes];
        _associated[0] = FrameFormat.Version;
        names.CopyTo(_associated, 2);
        BinaryPrimitives.WriteInt64LittleEndian(_associated.AsSpan(_scopeEnd), generation);
    }

    /// <summary>The most bytes of further associated data.</summary>
    public const int MoreBytes = 16;

    public long Generation { get; }

    /// <summary>Writes nonce, ciphertext and tag.</summary>
    /// <param name="type">The frame's type or a <see cref="SealKind"/>.</param>
    /// <param name="number">The frame's sequence, or the snapshot's position.</param>
    /// <param name="plain">The payload.</param>
    /// <param name="target">Takes the payload's length and <see cref="FrameFormat.SealBytes"/>.</param>
    /// <param name="more">What else the block is bound to; at most <see cref="MoreBytes"/>.</param>
    public void Seal(
        byte type, long number, ReadOnlySpan<byte> plain, Span<byte> target, ReadOnlySpan<byte> more = default)
    {
        var nonce = target[..FrameFormat.NonceBytes];
        RandomNumberGenerator.Fill(nonce);
        var sealedText = target.Slice(FrameFormat.NonceBytes, plain.Length);
        var tag = target.Slice(FrameFormat.NonceBytes + plain.Length, FrameFormat.TagBytes);
        lock (_lock)
        {
            _aes.Encrypt(nonce, plain, sealedText, tag, Associated(type, number, more));
        }
    }

    /// <summary>Opens what <see cref="Seal"/> wrote.</summary>
    /// <returns>False when the block is not this log's block of that type and number.</returns>
    public bool TryOpen(
        byte type, long number, ReadOnlySpan<byte> block, Span<byte> plain, ReadOnlySpan<byte> more = default)
    {
        var length = block.Length - FrameFormat.SealBytes;
        try
        {
            lock (_lock)
            {
                _aes.Decrypt(
                    block[..FrameFormat.NonceBytes],
                    block.Slice(FrameFormat.NonceBytes, length),
                    block[^FrameFormat.TagBytes..],
                    plain[..length],
                    Associated(type, number, more));
            }

            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _aes.Dispose();

    private ReadOnlySpan<byte> Associated(byte type, long number, ReadOnlySpan<byte> more)
    {
        _associated[1] = type;
        BinaryPrimitives.WriteInt64LittleEndian(_associated.AsSpan(_scopeEnd + sizeof(long)), number);
        more.CopyTo(_associated.AsSpan(_scopeEnd + (2 * sizeof(long))));
        return _associated.AsSpan(0, _scopeEnd + (2 * sizeof(long)) + more.Length);
    }
}

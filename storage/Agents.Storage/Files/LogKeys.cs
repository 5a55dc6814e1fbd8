using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Makes a log's header with a new data key, and opens the cipher that a header holds.</summary>
internal static class LogKeys
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static ReadOnlySpan<byte> WrapLabel => "agents-log-key"u8;

    private static ReadOnlySpan<byte> ScopeLabel => "agents-log-scope"u8;

    /// <summary>Starts a life of the log: a random generation and a random data key.</summary>
    public static (LogHeader Header, LogCipher Cipher) Create(IKeyRing ring, MemoryScope scope, string name)
    {
        var random = RandomNumberGenerator.GetBytes(sizeof(long));
        var generation = BinaryPrimitives.ReadInt64LittleEndian(random) & long.MaxValue;
        var key = RandomNumberGenerator.GetBytes(LogCipher.KeyBytes);
        try
        {
            var wrapped = ring.Wrap(key, Associated(WrapLabel, name, generation));
            var cipher = new LogCipher(key, scope, generation);
            var names = ScopeBytes.Of(scope);
            var sealedNames = new byte[names.Length + FrameFormat.SealBytes];
            cipher.Seal(SealKind.Names, 0, names, sealedNames);
            var sealedScope = SealScope(key, names, Associated(ScopeLabel, name, generation));
            return (new LogHeader(generation, ring.CurrentKeyId, wrapped, sealedNames, sealedScope), cipher);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <exception cref="LogUnavailableException">The key ring does not open the data key.</exception>
    /// <exception cref="FileFaultException">The header is of another user.</exception>
    public static LogCipher Open(IKeyRing ring, MemoryScope scope, string name, LogHeader header)
    {
        byte[] key;
        try
        {
            key = ring.Unwrap(header.KeyId, header.WrappedKey, Associated(WrapLabel, name, header.Generation));
        }
        catch (CryptographicException e)
        {
            throw new LogUnavailableException(
                $"The data key of log {name} does not open with key '{header.KeyId}': restore the key ring "
                + $"or the log's {LogHeader.FileName}, which belong together. ({e.Message})",
                full: false,
                e);
        }

        try
        {
            var cipher = new LogCipher(key, scope, header.Generation);
            if (header.SealedNames.Length >= FrameFormat.SealBytes
                && cipher.TryOpen(SealKind.Names, 0, header.SealedNames, new byte[header.SealedNames.Length]))
            {
                return cipher;
            }

            cipher.Dispose();
            throw new FileFaultException(LogHeader.FileName, 0, "it is the header of another user's log");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Wraps the data key of a header under the ring's current key.</summary>
    /// <exception cref="CryptographicException">The key ring does not open the data key.</exception>
    public static LogHeader Rewrap(IKeyRing ring, string name, LogHeader header)
    {
        var associated = Associated(WrapLabel, name, header.Generation);
        var key = ring.Unwrap(header.KeyId, header.WrappedKey, associated);
        try
        {
            return header with { KeyId = ring.CurrentKeyId, WrappedKey = ring.Wrap(key, associated) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Tells whose log a header is of, by the log's name; null in a log of an earlier build.</summary>
    /// <exception cref="CryptographicException">The key ring does not open the data key, or it is another log's
    /// header.</exception>
    public static MemoryScope? ScopeOf(IKeyRing ring, string name, LogHeader header)
    {
        var sealedScope = header.SealedScope;
        if (sealedScope.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var key = ring.Unwrap(header.KeyId, header.WrappedKey, Associated(WrapLabel, name, header.Generation));
        try
        {
            using var gcm = new AesGcm(key, TagBytes);
            var names = new byte[sealedScope.Length - NonceBytes - TagBytes];
            gcm.Decrypt(
                sealedScope.AsSpan(0, NonceBytes),
                sealedScope.AsSpan(NonceBytes, names.Length),
                sealedScope.AsSpan(NonceBytes + names.Length),
                names,
                Associated(ScopeLabel, name, header.Generation));
            return ScopeBytes.Parse(names);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] SealScope(byte[] key, byte[] names, byte[] associated)
    {
        using var gcm = new AesGcm(key, TagBytes);
        var sealedScope = new byte[NonceBytes + names.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedScope.AsSpan(0, NonceBytes));
        gcm.Encrypt(
            sealedScope.AsSpan(0, NonceBytes),
            names,
            sealedScope.AsSpan(NonceBytes, names.Length),
            sealedScope.AsSpan(NonceBytes + names.Length),
            associated);
        return sealedScope;
    }

    private static byte[] Associated(ReadOnlySpan<byte> label, string name, long generation)
    {
        var bytes = new byte[label.Length + 1 + name.Length + sizeof(long)];
        label.CopyTo(bytes);
        bytes[label.Length] = FrameFormat.Version;
        Encoding.ASCII.GetBytes(name, bytes.AsSpan(label.Length + 1));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(bytes.Length - sizeof(long)), generation);
        return bytes;
    }
}

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
    private static ReadOnlySpan<byte> WrapLabel => "agents-log-key"u8;

    /// <summary>Starts a life of the log: a random generation and a random data key.</summary>
    public static (LogHeader Header, LogCipher Cipher) Create(IKeyRing ring, MemoryScope scope, string name)
    {
        var random = RandomNumberGenerator.GetBytes(sizeof(long));
        var generation = BinaryPrimitives.ReadInt64LittleEndian(random) & long.MaxValue;
        var key = RandomNumberGenerator.GetBytes(LogCipher.KeyBytes);
        try
        {
            var wrapped = ring.Wrap(key, Associated(name, generation));
            var cipher = new LogCipher(key, scope, generation);
            var names = ScopeBytes.Of(scope);
            var sealedNames = new byte[names.Length + FrameFormat.SealBytes];
            cipher.Seal(SealKind.Names, 0, names, sealedNames);
            return (new LogHeader(generation, ring.CurrentKeyId, wrapped, sealedNames), cipher);
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
            key = ring.Unwrap(header.KeyId, header.WrappedKey, Associated(name, header.Generation));
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
        var associated = Associated(name, header.Generation);
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

    private static byte[] Associated(string name, long generation)
    {
        var bytes = new byte[WrapLabel.Length + 1 + name.Length + sizeof(long)];
        WrapLabel.CopyTo(bytes);
        bytes[WrapLabel.Length] = FrameFormat.Version;
        Encoding.ASCII.GetBytes(name, bytes.AsSpan(WrapLabel.Length + 1));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(bytes.Length - sizeof(long)), generation);
        return bytes;
    }
}

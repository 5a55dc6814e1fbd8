using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Cipher;

/// <summary>
/// A key ring in a JSON file of mode 0600: key-encryption keys, of which the current one wraps, and the key of names.
/// </summary>
/// <remarks>
/// Wrapping is AES-256-GCM: nonce, ciphertext, tag. Without its ring no log can be read and no user be found again,
/// so the
/// file belongs in the backup, apart from the data. The file is read once, and again when a key is asked for that is
/// not in the ring: what another process wraps after a rotation opens here without a restart, while this ring goes on
/// to wrap by the key that was current when it was opened. Safe for use by several threads.
/// </remarks>
public sealed class LocalKeyRing : IKeyRing, IDisposable
{
    private const int FileBytesMax = 1024 * 1024;

    private readonly string? _path;
    private readonly byte[] _nameKey;
    private readonly ConcurrentDictionary<string, byte[]> _keys;

    private LocalKeyRing(KeyRingDocument document, string? path)
    {
        _path = path;
        CurrentKeyId = document.Current;
        _nameKey = document.NameKey;
        _keys = new(document.Keys.ToDictionary(key => key.Id, key => key.Key), StringComparer.Ordinal);
    }

    public string CurrentKeyId { get; }

    /// <summary>Opens the ring of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFolderException">The file is missing, cannot be read, or is no key ring.</exception>
    public static LocalKeyRing Open(string path) => new(Load(path), path);

    /// <summary>Creates a ring with one key, durably, in a file that only its owner can read.</summary>
    /// <exception cref="DataFolderException">The file exists or cannot be written.</exception>
    public static LocalKeyRing Create(string path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (File.Exists(path))
        {
            throw new DataFolderException($"The key ring {path} exists already; it is never overwritten.");
        }

        var key = NewKey(1, clock);
        var document = new KeyRingDocument(1, key.Id, RandomNumberGenerator.GetBytes(LogCipher.KeyBytes), [key]);
        Save(path, document);
        return new LocalKeyRing(document, path);
    }

    /// <summary>Creates a ring that lives as long as the process: for logs in memory and for tests.</summary>
    public static LocalKeyRing CreateInMemory() => new(new KeyRingDocument(
        1,
        "memory",
        RandomNumberGenerator.GetBytes(LogCipher.KeyBytes),
        [new KeyRingKey("memory", DateTimeOffset.UnixEpoch, RandomNumberGenerator.GetBytes(LogCipher.KeyBytes))]),
        path: null);

    /// <summary>
    /// Adds a key to the ring of a file and makes it the current one. Older keys stay: logs wrapped by them still
    /// open.
    /// </summary>
    /// <returns>The id of the new key. Rings that are open do not see it.</returns>
    /// <exception cref="DataFolderException">The file is missing, is no key ring, or cannot be written.</exception>
    public static string Rotate(string path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var document = Load(path);
        var key = NewKey(document.Keys.Max(NumberOf) + 1, clock);
        Save(path, document with { Current = key.Id, Keys = [.. document.Keys, key] });
        return key.Id;
    }

    /// <summary>
    /// Takes every key but the current one out of the ring of a file. What is still wrapped by one of them, and every
    /// backup from before it was wrapped anew, opens no more.
    /// </summary>
    /// <returns>The ids of the keys that are gone. Rings that are open keep them.</returns>
    /// <exception cref="DataFolderException">The file is missing, is no key ring, or cannot be written.</exception>
    public static IReadOnlyList<string> DropOld(string path)
    {
        var document = Load(path);
        var current = document.Keys.Where(key => key.Id == document.Current).ToArray();
        if (current.Length < document.Keys.Length)
        {
            // The number of a key that is gone is not given again: what it wrapped must not be tried with another one.
            Save(path, document with { Keys = current });
        }

        return [.. document.Keys.Except(current).Select(key => key.Id)];
    }

    /// <summary>Lists the keys of the ring of a file, without the keys themselves.</summary>
    /// <exception cref="DataFolderException">The file is missing, or is no key ring.</exception>
    public static IReadOnlyList<KeyRingEntry> List(string path)
    {
        var document = Load(path);
        return [.. document.Keys.Select(key => new KeyRingEntry(key.Id, key.Created, key.Id == document.Current))];
    }

    public byte[] Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> associatedData)
    {
        var wrapped = new byte[dataKey.Length + FrameFormat.SealBytes];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, FrameFormat.NonceBytes));
        using var aes = new AesGcm(_keys[CurrentKeyId], FrameFormat.TagBytes);
        aes.Encrypt(
            wrapped.AsSpan(0, FrameFormat.NonceBytes),
            dataKey,
            wrapped.AsSpan(FrameFormat.NonceBytes, dataKey.Length),
            wrapped.AsSpan(FrameFormat.NonceBytes + dataKey.Length),
            associatedData);
        return wrapped;
    }

    public byte[] Unwrap(string keyId, ReadOnlySpan<byte> wrappedKey, ReadOnlySpan<byte> associatedData)
    {
        if (!_keys.TryGetValue(keyId, out var key) && !TryLearn(keyId, out key))
        {
            throw new CryptographicException($"The key ring has no key '{keyId}'.");
        }

        if (wrappedKey.Length <= FrameFormat.SealBytes)
        {
            throw new CryptographicException($"A wrapped key of {wrappedKey.Length} bytes is too short.");
        }

        var dataKey = new byte[wrappedKey.Length - FrameFormat.SealBytes];
        using var aes = new AesGcm(key, FrameFormat.TagBytes);
        aes.Decrypt(
            wrappedKey[..FrameFormat.NonceBytes],
            wrappedKey[FrameFormat.NonceBytes..^FrameFormat.TagBytes],
            wrappedKey[^FrameFormat.TagBytes..],
            dataKey,
            associatedData);
        return dataKey;
    }

    public string NameOf(MemoryScope scope) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_nameKey, ScopeBytes.Of(scope)));

    /// <summary>Overwrites the keys. The ring must not be used any more.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_nameKey);
        foreach (var key in _keys.Values)
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Reads the file once more: the key may have come since.</summary>
    private bool TryLearn(string keyId, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        try
        {
            if (_path is null || Load(_path) is not { } document
                || !CryptographicOperations.FixedTimeEquals(document.NameKey, _nameKey))
            {
                return false;
            }

            key = document.Keys.FirstOrDefault(entry => entry.Id == keyId)?.Key;
            return key is not null && (_keys.TryAdd(keyId, key) || _keys.TryGetValue(keyId, out key));
        }
        catch (DataFolderException)
        {
            return false;
        }
    }

    private static int NumberOf(KeyRingKey key) =>
        int.TryParse(key.Id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static KeyRingKey NewKey(int number, TimeProvider clock) => new(
        "k" + number.ToString(CultureInfo.InvariantCulture),
        clock.GetUtcNow(),
        RandomNumberGenerator.GetBytes(LogCipher.KeyBytes));

    private static KeyRingDocument Load(string path)
    {
        try
        {
            var document = JsonSerializer.Deserialize(
                PhysicalIo.Instance.ReadAll(path, FileBytesMax), KeyRingJson.Default.KeyRingDocument);
            return IsWhole(document)
                ? document!
                : throw new DataFolderException($"The file {path} is no key ring of version 1: restore a backup.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The key ring {path} cannot be read: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new DataFolderException(
                $"The key ring {path} is damaged in line {e.LineNumber + 1}: restore it from a backup.", e);
        }
    }

    private static bool IsWhole(KeyRingDocument? document) =>
        document is { Version: 1, NameKey.Length: LogCipher.KeyBytes, Keys.Length: > 0 }
        && document.Keys.All(key => key is { Id.Length: > 0, Key.Length: LogCipher.KeyBytes })
        && document.Keys.DistinctBy(key => key.Id).Count() == document.Keys.Length
        && document.Keys.Any(key => key.Id == document.Current);

    private static void Save(string path, KeyRingDocument document)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, KeyRingJson.Default.KeyRingDocument);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            PhysicalIo.Instance.WriteAtomically(path, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The key ring {path} cannot be written: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}

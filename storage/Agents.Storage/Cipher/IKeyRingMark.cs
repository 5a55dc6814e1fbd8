namespace Agents.Storage.Cipher;

/// <summary>Where a storage that several processes share keeps the digest of its key ring.</summary>
internal interface IKeyRingMark
{
    /// <summary>Gets the storage in the words of an error, such as <c>the container agents</c>.</summary>
    string Place { get; }

    /// <summary>Reads the digest; null where none was kept yet.</summary>
    string? Read();

    /// <summary>Keeps a digest, unless another process was first: then that one stays.</summary>
    void Keep(string digest);
}

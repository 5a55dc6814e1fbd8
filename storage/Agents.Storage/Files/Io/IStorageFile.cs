namespace Agents.Storage.Files.Io;

/// <summary>An open file. Reads may run beside a write.</summary>
internal interface IStorageFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads up to the length of the target; less only at the file's end.</summary>
    int Read(Span<byte> target, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    void SetLength(long length);

    /// <summary>Returns when the file's content and length survive a loss of power.</summary>
    void Flush();
}

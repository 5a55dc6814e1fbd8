namespace Agents.Storage.Tests.Files.Io;

/// <summary>A file: the content that a process sees, and the one that survives a loss of power.</summary>
internal sealed class FileNode : Node
{
    private const int SectorBytes = 512;

    public byte[] Content { get; set; } = [];

    public byte[] Durable { get; set; } = [];

    public void Put(ReadOnlySpan<byte> bytes, long offset)
    {
        var content = Content;
        if (content.Length < offset + bytes.Length)
        {
            Array.Resize(ref content, (int)offset + bytes.Length);
        }

        bytes.CopyTo(content.AsSpan((int)offset));
        Content = content;
    }

    public override Node CopyFor(Restart restart) => restart.CopyOnce(this, () =>
    {
        byte[] found = [.. restart.Keeps(this) ? Content : Durable];
        if (restart.Random is { } random && found.Length == Content.Length)
        {
            Mix(found, random);
        }

        return new FileNode { Content = found, Durable = [.. found] };
    });

    /// <summary>
    /// Takes away sectors at random that were written and not flushed: they hold what they held before, or zeros.
    /// </summary>
    private void Mix(byte[] found, Random random)
    {
        for (var at = 0; at < found.Length; at += SectorBytes)
        {
            if (random.Next(3) == 0)
            {
                var sector = found.AsSpan(at, Math.Min(SectorBytes, found.Length - at));
                sector.Clear();
                if (at < Durable.Length)
                {
                    Durable.AsSpan(at, Math.Min(sector.Length, Durable.Length - at)).CopyTo(sector);
                }
            }
        }
    }
}

using Npgsql;

namespace Agents.Storage.Postgres;

/// <summary>Frames as one statement read them, in order.</summary>
/// <param name="Frames">Each frame's sequence and its bytes.</param>
/// <param name="IsLast">Whether the statement had no more to give.</param>
internal sealed record FramePage(IReadOnlyList<(long Sequence, byte[] Bytes)> Frames, bool IsLast)
{
    public static async Task<FramePage> ReadAsync(
        NpgsqlDataReader reader, int bytesMax, CancellationToken cancellationToken)
    {
        var frames = new List<(long, byte[])>();
        var bytes = 0L;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var frame = (byte[])reader.GetValue(1);
            frames.Add((reader.GetInt64(0), frame));
            bytes += frame.Length;
        }

        return new FramePage(frames, frames.Count < PostgresSql.PageRows && bytes < bytesMax);
    }
}

using System.Text;
using Agents.Memory.Activation;

namespace Agents.Memory.Tests.Activation;

public sealed class UseTableTests
{
    private static readonly long Noon = new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly UseTable _table = new();

    [Fact]
    public void A_memory_that_was_never_used_is_as_present_as_its_age()
    {
        _table.Add(7, Noon);

        Assert.False(_table.IsUsed(3));
        Assert.False(_table.IsUsed(100));
        Assert.Equal((0, 0L, 0L), ((int)_table.CountOf(3), _table.LastOf(3), _table.LastOf(100)));
        Assert.Equal(-0.5 * Math.Log(101), _table.LevelOf(3, Noon - (100 * TimeSpan.TicksPerSecond), Noon), 1e-12);
        Assert.Equal(UseTable.LevelUnused(Noon, Noon + 5), _table.LevelOf(3, Noon, Noon + 5));
    }

    [Fact]
    public void Of_many_uses_the_last_is_known_to_the_second()
    {
        for (var day = 0; day < 20; day++)
        {
            _table.Add(2, Noon + (day * TimeSpan.TicksPerDay) + 5);
        }

        Assert.Equal((20L, Noon + (19 * TimeSpan.TicksPerDay)), (_table.CountOf(2), _table.LastOf(2)));
    }

    [Fact]
    public void What_is_removed_leaves_nothing_and_its_place_is_taken_anew()
    {
        _table.Add(4, Noon);
        _table.Add(5, Noon);
        _table.Remove(4);
        _table.Remove(4);
        _table.Remove(99);
        Assert.Equal((1, false), (_table.Count, _table.IsUsed(4)));

        _table.Add(6, Noon);
        Assert.Equal((1L, 1L, 2), (_table.CountOf(5), _table.CountOf(6), _table.Count));
    }

    [Fact]
    public void Equal_tables_are_equal_bytes_and_read_back_whatever_their_history()
    {
        var other = new UseTable();
        _table.Add(4, Noon);
        _table.Add(9, Noon);
        _table.Add(1, Noon);
        _table.Remove(4);
        other.Add(1, Noon);
        other.Add(9, Noon);

        Assert.Equal(Bytes(other), Bytes(_table));
        Assert.Equal(Bytes(_table), Bytes(Read(Bytes(_table), 10)));
        Assert.Throws<InvalidDataException>(() => Read(Bytes(_table), 9));
    }

    private static byte[] Bytes(UseTable table)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        table.WriteTo(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static UseTable Read(byte[] bytes, int ordinals)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return UseTable.Read(reader, ordinals);
    }
}

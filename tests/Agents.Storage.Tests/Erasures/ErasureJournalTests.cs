using Agents.Memory.Log;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using static Agents.Storage.Tests.Files.DiskFixture;

namespace Agents.Storage.Tests.Erasures;

public sealed class ErasureJournalTests
{
    private const string File = Root + "/" + FileLogStore.JournalName;
    private static readonly string Name = Ring.NameOf(Ada);
    private static readonly DateTimeOffset At = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    [Fact]
    public void An_entry_reads_back_as_it_was_written_and_opens_with_the_ring()
    {
        var entry = Entry(position: 7, 11, 12);

        var read = ErasureEntry.Parse(entry.ToBytes());

        Assert.Equal(
            (ErasureKind.Memories, Name, 5, 7, At), (read.Kind, read.Name, read.Generation, read.Position, read.At));
        Assert.Equal([11UL, 12], read.Open(Ring).Ids);
        Assert.Equal([99UL], read.Open(Ring).Items);
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_found()
    {
        var bytes = Entry(position: 7, 11).ToBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Throws<FileFaultException>(() => ErasureEntry.Parse(bytes));
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public async Task Whatever_a_crash_leaves_of_the_last_entry_is_cut_and_nothing_else()
    {
        var disk = NewDisk();
        using (var journal = new FileErasureJournal(disk, File))
        {
            await journal.AppendAsync(Entry(1, 1).ToBytes(), Cancel);
            await journal.AppendAsync(Entry(2, 2).ToBytes(), Cancel);
        }

        long whole;
        using (var file = disk.Open(File, writable: false))
        {
            whole = file.Length;
        }

        for (var cut = whole - 1; cut > whole / 2; cut--)
        {
            using (var file = disk.Open(File, writable: true))
            {
                file.SetLength(cut);
            }

            Assert.Equal([1L], await PositionsAsync(disk));
        }

        using (var journal = new FileErasureJournal(disk, File))
        {
            await journal.AppendAsync(Entry(3, 3).ToBytes(), Cancel);
        }

        Assert.Equal([1L, 3], await PositionsAsync(disk));
    }

    [Fact]
    public async Task Damage_before_the_last_entry_refuses_reading_and_writing()
    {
        var disk = NewDisk();
        using var journal = new FileErasureJournal(disk, File);
        await journal.AppendAsync(Entry(1, 1).ToBytes(), Cancel);
        await journal.AppendAsync(Entry(2, 2).ToBytes(), Cancel);
        using (var file = disk.Open(File, writable: true))
        {
            file.Write([0xff], 40);
        }

        using var again = new FileErasureJournal(disk, File);
        var error = await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await again.AppendAsync(Entry(3, 3).ToBytes(), Cancel));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogUnavailableException>(() => PositionsAsync(disk));
    }

    [Fact]
    public async Task A_flipped_bit_of_a_length_is_refused_or_cuts_the_last_entry_and_no_other()
    {
        var disk = NewDisk();
        byte[][] entries =
        [
            ErasureEntry.Identity(At).ToBytes(), Entry(1, 1).ToBytes(), Entry(2, 2, 3).ToBytes(),
            ErasureEntry.OfLog(Name, 5, 3, At).ToBytes(), Entry(4, 4).ToBytes(),
        ];
        using (var journal = new FileErasureJournal(disk, File))
        {
            foreach (var entry in entries)
            {
                await journal.AppendAsync(entry, Cancel);
            }
        }

        var at = 0;
        foreach (var entry in entries)
        {
            for (var bit = 0; bit < 8 * sizeof(int); bit++)
            {
                var flipped = disk.Clone();
                var bytes = disk.Content(File);
                bytes[at + (bit / 8)] ^= (byte)(1 << (bit % 8));
                flipped.SetContent(File, bytes);
                if (entry != entries[^1])
                {
                    var fault = Assert.Throws<FileFaultException>(() => ErasureFile.Read(flipped, File));
                    Assert.Equal((FileLogStore.JournalName, at), (fault.File, fault.Offset));
                    using var journal = new FileErasureJournal(flipped, File);
                    await Assert.ThrowsAsync<LogUnavailableException>(
                        async () => await journal.AppendAsync(Entry(5, 5).ToBytes(), Cancel));
                    Assert.Equal(bytes, flipped.Content(File));
                }
                else if (Record.Exception(() => ErasureFile.Read(flipped, File)) is null)
                {
                    Assert.Equal(entries[..^1], ErasureFile.Read(flipped, File).Entries);
                }
            }

            at += sizeof(int) + entry.Length;
        }
    }

    [Fact]
    public async Task An_acknowledged_entry_survives_a_loss_of_power()
    {
        var disk = NewDisk();
        using (var journal = new FileErasureJournal(disk, File))
        {
            await journal.AppendAsync(Entry(1, 1).ToBytes(), Cancel);
        }

        Assert.Equal([1L], await PositionsAsync(disk.WithoutUnflushed()));
    }

    [Fact]
    public void An_entry_holds_for_copies_that_end_before_it_or_were_made_before_it_and_for_no_others()
    {
        var ledger = new ErasureLedger();
        var later = At.AddTicks(1);
        ledger.Add(Entry(position: 7, 11).ToBytes());
        ledger.Add(ErasureEntry.OfLog(Name, 5, 9, At).ToBytes());

        Assert.Equal([11UL], ledger.ErasedAfter(Ring, Name, 5, 7, later).Ids);
        Assert.Equal([11UL], ledger.ErasedAfter(Ring, Name, 5, 8, At).Ids);
        Assert.Empty(ledger.ErasedAfter(Ring, Name, 5, 8, later).Ids);
        Assert.Empty(ledger.ErasedAfter(Ring, Name, 6, 1, At).Ids);
        Assert.True(ledger.IsDeleted(Name, 5, 9, later));
        Assert.True(ledger.IsDeleted(Name, 5, 10, At));
        Assert.False(ledger.IsDeleted(Name, 5, 10, later));
        Assert.False(ledger.IsDeleted(Name, 6, 1, At));
    }

    private static ErasureEntry Entry(long position, params ulong[] ids) =>
        ErasureEntry.OfMemories(Ring, Name, 5, position, At, new ErasedMemories(ids, [99]));

    private static async Task<List<long>> PositionsAsync(Agents.Storage.Files.Io.IStorageIo io)
    {
        using var journal = new FileErasureJournal(io, File);
        var positions = new List<long>();
        await foreach (var entry in journal.ReadAsync(Cancel))
        {
            positions.Add(ErasureEntry.Parse(entry.Span).Position);
        }

        return positions;
    }
}

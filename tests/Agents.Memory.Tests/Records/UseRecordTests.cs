using Agents.Memory.Records;
using CsCheck;

namespace Agents.Memory.Tests.Records;

public sealed class UseRecordTests
{
    [Fact]
    public void A_use_record_is_read_as_it_was_written() => Gen.Select(
        Gen.DateTimeOffset,
        Gen.OneOf(Gen.Long[1, 300], Gen.Long[1, long.MaxValue]).HashSet[0, 40]).Sample((at, frames) =>
    {
        long[] sequences = [.. frames.Order()];

        var read = UseRecord.Decode(new UseRecord(at, sequences).Encode());

        Assert.Equal(at.ToUniversalTime(), read.At);
        Assert.Equal(sequences, read.Sequences);
    });

    [Fact]
    public void Bytes_that_are_no_use_record_are_refused_and_nothing_else_happens() => Gen.Byte.Array[0, 40].Sample(
        bytes =>
        {
            bytes = bytes.Length > 0 ? [(byte)(bytes[0] % 2), .. bytes[1..]] : bytes;
            try
            {
                UseRecord.Decode(bytes);
            }
            catch (InvalidDataException)
            {
                // What is refused is refused like this.
            }
        });

    [Fact]
    public void A_record_of_another_version_is_refused()
    {
        var bytes = new UseRecord(DateTimeOffset.UnixEpoch, [3, 700]).Encode();
        Assert.Throws<InvalidDataException>(() => UseRecord.Decode(bytes.AsSpan(0, bytes.Length - 1)));
        bytes[0] = 2;
        Assert.Throws<InvalidDataException>(() => UseRecord.Decode(bytes));
    }
}

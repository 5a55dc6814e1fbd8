using System.Text;
using Agents.Gateway.Llm;
using CsCheck;

namespace Agents.Gateway.Tests.Llm;

public sealed class SseEventBufferTests
{
    private static readonly Gen<string> Line = Gen.OneOf(
        "data: {\"a\":1}", "data:x", "data:  y", "data", ": ping", "event: error", "id: 7", "data: 你好", "data: ");

    private static readonly Gen<string> End = Gen.OneOf("\n", "\r\n", "\r");

    private static readonly Gen<string> Stream =
        from parts in Gen.Select(
            Line.Array[0, 4], End, (lines, end) => string.Concat(lines.Select(line => line + end)) + end).Array[0, 8]
        from rest in Gen.OneOf(string.Empty, "data: cut", "data: [DONE]\n", ": x")
        select string.Concat(parts) + rest;

    [Fact]
    public void However_a_stream_is_cut_its_events_and_bytes_are_the_same() =>
        Gen.Select(Stream, Gen.Int[1, 7].Array[1, 5]).Sample((text, sizes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var whole = Read(bytes, [bytes.Length + 1]);
            var cut = Read(bytes, sizes);
            Assert.Equal(whole, cut);
            Assert.Equal(text, string.Concat(cut.Select(sent => sent.Raw)));
        });

    [Theory]
    [InlineData("data: a\n\n", "a")]
    [InlineData("data:a\r\n\r\n", "a")]
    [InlineData("data: a\rdata: b\r\r\n", "a\nb")]
    [InlineData(": ping\n\n", "")]
    [InlineData("event: x\ndata:  y\nid: 1\n\n", " y")]
    [InlineData("data\n\n", "")]
    public void An_event_has_its_data(string text, string data) =>
        Assert.Equal([(text, data)], Read(Encoding.UTF8.GetBytes(text), [text.Length]));

    [Fact]
    public void An_event_larger_than_a_read_is_whole()
    {
        var text = $"data: {new string('x', 200_000)}\n\ndata: y\n\n";
        var events = Read(Encoding.UTF8.GetBytes(text), [1_000]);
        Assert.Equal([200_000, 1], events.Select(sent => sent.Data.Length));
    }

    private static List<(string Raw, string Data)> Read(byte[] bytes, int[] sizes)
    {
        using var buffer = new SseEventBuffer();
        List<(string, string)> events = [];
        for (int position = 0, turn = 0; position < bytes.Length; turn++)
        {
            var room = buffer.GetMemory();
            var count = Math.Min(Math.Min(sizes[turn % sizes.Length], bytes.Length - position), room.Length);
            bytes.AsMemory(position, count).CopyTo(room);
            buffer.Advance(count);
            position += count;
            while (buffer.TryTake(out var sent))
            {
                events.Add(TextOf(sent));
            }
        }

        while (buffer.TryTakeRest(out var rest))
        {
            events.Add(TextOf(rest));
        }

        return events;
    }

    private static (string Raw, string Data) TextOf(SseEvent sent) =>
        (Encoding.UTF8.GetString(sent.Raw.Span), Encoding.UTF8.GetString(sent.Data.Span));
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Agents.Silo.Tests.Operations;

/// <summary>A span as a collector was sent it.</summary>
internal sealed record OtlpSpan(
    string Trace, string Id, string Parent, string Name, long Kind, IReadOnlyDictionary<string, string> Tags)
{
    public string? Operation => Tags.GetValueOrDefault("gen_ai.operation.name");

    /// <summary>Reads an export request of traces, in protobuf's wire format.</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        from span in Fields(scope, 2)
        select Of(span);

    private static OtlpSpan Of(ReadOnlyMemory<byte> span)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in Fields(span, 9))
        {
            tags[Text(tag, 1)] = ValueOf(Fields(tag, 2).FirstOrDefault());
        }

        return new OtlpSpan(
            Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5), Numbers(span, 6).FirstOrDefault(), tags);
    }

    private static string ValueOf(ReadOnlyMemory<byte> value) =>
        Fields(value, 1).Select(text => Encoding.UTF8.GetString(text.Span)).FirstOrDefault()
        ?? Numbers(value, 3).Select(number => number.ToString(CultureInfo.InvariantCulture)).FirstOrDefault()
        ?? "";

    private static string Text(ReadOnlyMemory<byte> message, int field) =>
        Encoding.UTF8.GetString(Fields(message, field).FirstOrDefault().Span);

    private static string Hex(ReadOnlyMemory<byte> message, int field) =>
        Convert.ToHexStringLower(Fields(message, field).FirstOrDefault().Span);

    private static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int field) =>
        All(message).Where(found => found.Field == field && found.Bytes is not null)
            .Select(found => found.Bytes!.Value);

    private static IEnumerable<long> Numbers(ReadOnlyMemory<byte> message, int field) =>
        All(message).Where(found => found.Field == field && found.Bytes is null).Select(found => found.Number);

    private static IEnumerable<(int Field, ReadOnlyMemory<byte>? Bytes, long Number)> All(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return (field, null, Varint(ref message));
                    break;
                case 1:
                    yield return (field, null, BinaryPrimitives.ReadInt64LittleEndian(message.Span));
                    message = message[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref message);
                    yield return (field, message[..length], 0);
                    message = message[length..];
                    break;
                case 5:
                    yield return (field, null, BinaryPrimitives.ReadInt32LittleEndian(message.Span));
                    message = message[4..];
                    break;
                default:
                    throw new InvalidDataException($"Protobuf has no wire type {tag & 7}.");
            }
        }
    }

    private static long Varint(ref ReadOnlyMemory<byte> message)
    {
        var value = 0L;
        for (var i = 0; ; i++)
        {
            var part = message.Span[i];
            value |= (long)(part & 0x7f) << (7 * i);
            if (part < 0x80)
            {
                message = message[(i + 1)..];
                return value;
            }
        }
    }
}

using System.Globalization;
using System.Text;

namespace Agents.Embedding.Onnx.Dequantization;

/// <summary>Where the values of an initialiser stand.</summary>
/// <param name="Name">The name that nodes refer to.</param>
/// <param name="File">The file beside the graph that holds the values; null when they stand in the graph.</param>
/// <param name="Offset">The first byte in that file.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Inline">The values when they stand in the graph.</param>
internal sealed record OnnxTensor(string Name, string? File, long Offset, long Length, ReadOnlyMemory<byte> Inline)
{
    // Field numbers of TensorProto and StringStringEntryProto in onnx.proto.
    private const int NameField = 8;
    private const int RawDataField = 9;
    private const int ExternalDataField = 13;

    /// <exception cref="InvalidDataException">The bytes are no tensor.</exception>
    public static OnnxTensor Read(ReadOnlySpan<byte> message)
    {
        string name = "";
        string? file = null;
        long offset = 0;
        long? length = null;
        byte[] inline = [];
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case NameField:
                    name = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case RawDataField:
                    inline = reader.Bytes.ToArray();
                    break;
                case ExternalDataField:
                    var (key, value) = ReadEntry(reader.Bytes);
                    file = key == "location" ? value : file;
                    offset = key == "offset" ? ParseNumber(value) : offset;
                    length = key == "length" ? ParseNumber(value) : length;
                    break;
            }
        }

        return new OnnxTensor(name, file, offset, length ?? inline.Length, inline);
    }

    /// <summary>Reads the values.</summary>
    /// <exception cref="InvalidDataException">The file ends before the values do, or lies elsewhere.</exception>
    public byte[] ReadBytes(string folder)
    {
        if (File is null)
        {
            return Inline.ToArray();
        }

        if (Path.GetFileName(File) != File)
        {
            throw new InvalidDataException($"the weights file '{File}' does not lie beside the graph");
        }

        using var handle = System.IO.File.OpenHandle(Path.Combine(folder, File));
        if (Offset < 0 || Length < 0 || Offset + Length > RandomAccess.GetLength(handle))
        {
            throw new InvalidDataException($"the weights file '{File}' ends before the values of '{Name}'");
        }

        var bytes = new byte[checked((int)Length)];
        for (var read = 0; read < bytes.Length;)
        {
            var count = RandomAccess.Read(handle, bytes.AsSpan(read), Offset + read);
            read += count > 0 ? count : throw new InvalidDataException($"the weights file '{File}' was cut while read");
        }

        return bytes;
    }

    private static (string Key, string Value) ReadEntry(ReadOnlySpan<byte> message)
    {
        var (key, value) = ("", "");
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            key = reader.Field == 1 ? Encoding.UTF8.GetString(reader.Bytes) : key;
            value = reader.Field == 2 ? Encoding.UTF8.GetString(reader.Bytes) : value;
        }

        return (key, value);
    }

    private static long ParseNumber(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"'{value}' is no offset");
}

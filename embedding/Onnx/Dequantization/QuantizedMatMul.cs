using System.Buffers.Binary;
using System.Text;

namespace Agents.Embedding.Onnx.Dequantization;

/// <summary>
/// A <c>MatMulNBits</c> node of ONNX Runtime's contrib operators: 4-bit weights in blocks along the inner dimension,
/// each block with a scale.
/// </summary>
/// <param name="Name">The node's name.</param>
/// <param name="Input">The name of the left matrix.</param>
/// <param name="Weights">The name of the packed weights, [N, K / block, block / 2] bytes, low half first.</param>
/// <param name="Scales">The name of the scales, [N, K / block].</param>
/// <param name="Output">The name of the result.</param>
/// <param name="Inner">K, the inner dimension.</param>
/// <param name="Outer">N, the number of columns of the result.</param>
/// <param name="Block">The number of weights that share a scale.</param>
internal sealed record QuantizedMatMul(
    string Name, string Input, string Weights, string Scales, string Output, int Inner, int Outer, int Block)
{
    private const int ZeroPoint = 8;

    // Field numbers of NodeProto and AttributeProto in onnx.proto.
    private const int InputField = 1;
    private const int OutputField = 2;
    private const int NameField = 3;
    private const int OperatorField = 4;
    private const int AttributeField = 5;

    /// <summary>Gets the name of the weights after dequantisation.</summary>
    public string Dequantized => Weights + "_fp32";

    /// <summary>Whether a node is of this kind at all.</summary>
    public static bool Matches(ReadOnlySpan<byte> node)
    {
        var reader = new ProtoReader(node);
        while (reader.Read())
        {
            if (reader.Field == OperatorField)
            {
                return reader.Bytes.SequenceEqual("MatMulNBits"u8);
            }
        }

        return false;
    }

    /// <summary>Reads a node; null for a variant that is not built in: other widths, own zero points, a bias.</summary>
    public static QuantizedMatMul? Read(ReadOnlySpan<byte> node)
    {
        var inputs = new List<string>();
        var (name, output) = ("", "");
        var attributes = new Dictionary<string, long>(StringComparer.Ordinal);
        var reader = new ProtoReader(node);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case InputField:
                    inputs.Add(Encoding.UTF8.GetString(reader.Bytes));
                    break;
                case OutputField:
                    output = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case NameField:
                    name = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case AttributeField:
                    ReadAttribute(reader.Bytes, attributes);
                    break;
            }
        }

        var (inner, outer) = (attributes.GetValueOrDefault("K"), attributes.GetValueOrDefault("N"));
        var block = attributes.GetValueOrDefault("block_size");
        var supported = inputs.Count >= 3 && inputs.Skip(3).All(string.IsNullOrEmpty)
            && attributes.GetValueOrDefault("bits", 4) == 4
            && inner is > 0 and <= 65_536 && outer is > 0 and <= 1_048_576
            && block is >= 16 and <= 256 && block % 2 == 0 && inner % block == 0;
        return supported
            ? new QuantizedMatMul(name, inputs[0], inputs[1], inputs[2], output, (int)inner, (int)outer, (int)block)
            : null;
    }

    /// <summary>Writes the node as a plain <c>MatMul</c> on the dequantised weights.</summary>
    public byte[] ToMatMulNode()
    {
        var node = new ProtoWriter();
        node.WriteText(InputField, Input);
        node.WriteText(InputField, Dequantized);
        node.WriteText(OutputField, Output);
        node.WriteText(NameField, Name);
        node.WriteText(OperatorField, "MatMul");
        return node.ToArray();
    }

    /// <summary>
    /// Computes the weights: w[k, n] = (q[n, k] - 8) * scale[n, k / block], as little-endian floats [K, N].
    /// </summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="scales">The scales as little-endian floats.</param>
    /// <param name="weights">Where to write 4 * K * N bytes.</param>
    /// <exception cref="InvalidDataException">The sizes do not fit.</exception>
    public void Dequantize(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> scales, Span<byte> weights)
    {
        var blocks = Inner / Block;
        var blockBytes = Block / 2;
        if (packed.Length != Outer * blocks * blockBytes || scales.Length != Outer * blocks * sizeof(float))
        {
            throw new InvalidDataException($"the weights of '{Name}' do not have the size that the graph states");
        }

        // Block by block over all columns: the rows of one block stay in the first-level cache while they fill.
        for (var block = 0; block < blocks; block++)
        {
            var rows = weights.Slice(block * Block * Outer * sizeof(float), Block * Outer * sizeof(float));
            for (var n = 0; n < Outer; n++)
            {
                var index = (n * blocks) + block;
                var scale = BinaryPrimitives.ReadSingleLittleEndian(scales[(index * sizeof(float))..]);
                var source = packed.Slice(index * blockBytes, blockBytes);
                for (var i = 0; i < source.Length; i++)
                {
                    var low = rows[(((2 * i * Outer) + n) * sizeof(float))..];
                    var high = rows[(((((2 * i) + 1) * Outer) + n) * sizeof(float))..];
                    BinaryPrimitives.WriteSingleLittleEndian(low, ((source[i] & 0xF) - ZeroPoint) * scale);
                    BinaryPrimitives.WriteSingleLittleEndian(high, ((source[i] >> 4) - ZeroPoint) * scale);
                }
            }
        }
    }

    private static void ReadAttribute(ReadOnlySpan<byte> message, Dictionary<string, long> attributes)
    {
        var name = "";
        long value = 0;
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            name = reader.Field == 1 ? Encoding.UTF8.GetString(reader.Bytes) : name;
            value = reader.Field == 3 ? (long)reader.Varint : value;
        }

        attributes[name] = value;
    }
}

using System.Buffers.Binary;
using System.Text;
using Agents.Embedding.Onnx.Dequantization;
using Agents.Embedding.Tests.TestKit;
using CsCheck;
using Microsoft.ML.OnnxRuntime;

namespace Agents.Embedding.Tests.Onnx.Dequantization;

public sealed class GraphDequantizerTests(RealModel model)
{
    private string Graph => Path.Combine(model.Folder, "onnx", "model_q4.onnx");

    [Fact]
    public void The_rewritten_graph_has_no_quantised_product_left()
    {
        var rewritten = GraphDequantizer.Rewrite(Graph)!;

        var original = Operators(File.ReadAllBytes(Graph));
        var operators = Operators(rewritten);
        Assert.Equal(36, original.Count(name => name == "MatMulNBits"));
        Assert.Equal(original.Select(name => name == "MatMulNBits" ? "MatMul" : name), operators);
    }

    [Fact]
    public void A_graph_without_quantised_products_is_left_alone()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["model.onnx"], Model(graph => graph.WriteBytes(1, Node("Add"))));

        Assert.Null(GraphDequantizer.Rewrite(folder["model.onnx"]));
    }

    [Theory]
    [InlineData("bits", 8)]
    [InlineData("block_size", 24)]
    [InlineData("K", 40)]
    public void A_variant_that_is_not_built_in_is_left_alone(string attribute, int value)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["model.onnx"], Model(
            graph => graph.WriteBytes(1, Node("MatMulNBits", (attribute, value)))));

        Assert.Null(GraphDequantizer.Rewrite(folder["model.onnx"]));
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["model.onnx"], Model(graph => graph.WriteBytes(1, Node("MatMulNBits"))));

        var failure = Assert.Throws<InvalidDataException>(() => GraphDequantizer.Rewrite(folder["model.onnx"]));
        Assert.Contains("'packed'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_file_is_refused_and_never_read_beyond_its_end()
    {
        using var folder = new TempFolder();
        var bytes = File.ReadAllBytes(Graph);
        foreach (var length in (int[])[1, 7, 100, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(folder["model.onnx"], bytes[..length]);
            Assert.Throws<InvalidDataException>(() => GraphDequantizer.Rewrite(folder["model.onnx"]));
        }
    }

    [Fact]
    public void Weights_outside_the_graph_s_folder_are_refused()
    {
        var tensor = new OnnxTensor("w", "../secret", 0, 4, default);

        Assert.Throws<InvalidDataException>(() => tensor.ReadBytes("/tmp"));
    }

    [Fact]
    public void Each_weight_is_its_half_byte_less_eight_times_the_scale_of_its_block() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 5], Gen.OneOf(16, 32), Gen.Int[0, 1_000]).Sample(
            (blocks, outer, block, seed) =>
            {
                var product = new QuantizedMatMul("n", "x", "w", "s", "y", blocks * block, outer, block);
                var random = new Random(seed);
                var packed = new byte[outer * blocks * block / 2];
                random.NextBytes(packed);
                var scales = new byte[outer * blocks * 4];
                for (var i = 0; i < outer * blocks; i++)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(scales.AsSpan(4 * i), random.NextSingle());
                }

                var weights = new byte[4 * product.Inner * outer];
                product.Dequantize(packed, scales, weights);

                for (var k = 0; k < product.Inner; k++)
                {
                    for (var n = 0; n < outer; n++)
                    {
                        var pair = packed[(n * product.Inner / 2) + (k / 2)];
                        var place = 4 * ((n * blocks) + (k / block));
                        var scale = BinaryPrimitives.ReadSingleLittleEndian(scales.AsSpan(place));
                        var expected = ((k % 2 == 0 ? pair & 15 : pair >> 4) - 8) * scale;
                        Assert.Equal(
                            expected, BinaryPrimitives.ReadSingleLittleEndian(weights.AsSpan(4 * ((k * outer) + n))));
                    }
                }
            },
            seed: "0000000000000", iter: 100);

    [Fact]
    public void What_the_writer_writes_the_reader_reads() =>
        Gen.Select(Gen.Int[1, 100_000], Gen.ULong, Gen.Byte.Array[0, 400]).Array[0, 20].Sample(
            fields =>
            {
                var writer = new ProtoWriter(1);
                foreach (var (field, number, bytes) in fields)
                {
                    writer.WriteVarint(field, number);
                    var before = writer.Written.Length;
                    writer.WriteBytes(field, bytes);
                    Assert.Equal(ProtoWriter.SizeOfBytes(field, bytes.Length), writer.Written.Length - before);
                }

                var reader = new ProtoReader(writer.Written);
                foreach (var (field, number, bytes) in fields)
                {
                    Assert.True(reader.Read());
                    Assert.Equal((field, number), (reader.Field, reader.Varint));
                    Assert.True(reader.Read());
                    Assert.Equal(bytes, reader.Bytes.ToArray());
                }

                Assert.False(reader.Read());
            },
            seed: "0000000000000", iter: 300);

    [Fact]
    public void Onnx_runtime_loads_the_rewritten_graph_with_the_shipped_weights()
    {
        using var options = new SessionOptions();
        options.AddSessionConfigEntry(
            "session.model_external_initializers_file_folder_path", Path.GetDirectoryName(Graph)!);
        using var session = new InferenceSession(GraphDequantizer.Rewrite(Graph), options);

        Assert.Equal(["input_ids", "attention_mask", "token_type_ids"], session.InputMetadata.Keys);
    }

    private static byte[] Model(Action<ProtoWriter> fill)
    {
        var graph = new ProtoWriter();
        fill(graph);
        var model = new ProtoWriter();
        model.WriteVarint(1, 10);
        model.WriteBytes(7, graph.Written);
        return model.ToArray();
    }

    private static byte[] Node(string kind, params (string Name, int Value)[] changes)
    {
        var node = new ProtoWriter();
        foreach (var input in (string[])["x", "packed", "scales"])
        {
            node.WriteText(1, input);
        }

        node.WriteText(2, "y");
        node.WriteText(4, kind);
        var attributes = new Dictionary<string, int> { ["K"] = 64, ["N"] = 8, ["bits"] = 4, ["block_size"] = 32 };
        foreach (var (name, value) in changes)
        {
            attributes[name] = value;
        }

        foreach (var (name, value) in attributes)
        {
            var attribute = new ProtoWriter();
            attribute.WriteText(1, name);
            attribute.WriteVarint(3, (ulong)value);
            node.WriteBytes(5, attribute.Written);
        }

        return node.ToArray();
    }

    private static List<string> Operators(byte[] model)
    {
        var operators = new List<string>();
        var fields = new ProtoReader(model);
        while (fields.Read())
        {
            var graph = new ProtoReader(fields.Field == 7 ? fields.Bytes : default);
            while (graph.Read())
            {
                var node = new ProtoReader(graph.Field == 1 ? graph.Bytes : default);
                while (node.Read())
                {
                    if (node.Field == 4)
                    {
                        operators.Add(Encoding.UTF8.GetString(node.Bytes));
                    }
                }
            }
        }

        return operators;
    }
}

using System.Text;

namespace Agents.Embedding.Onnx.Dequantization;

/// <summary>
/// Rewrites a graph with 4-bit matrix products into one with 32-bit floats, which the CPU runs faster. The file stays
/// as small as it was shipped; the rewritten graph lives in memory only, and refers to the shipped file for all other
/// weights.
/// </summary>
/// <remarks>Source of the format: onnx.proto (ModelProto, GraphProto, TensorProto) of the ONNX project.</remarks>
internal static class GraphDequantizer
{
    private const int ModelGraphField = 7;
    private const int GraphNodeField = 1;
    private const int GraphInitializerField = 5;
    private const int TensorDimsField = 1;
    private const int TensorTypeField = 2;
    private const int TensorNameField = 8;
    private const int TensorRawDataField = 9;
    private const int Float32 = 1;

    /// <summary>Rewrites a graph.</summary>
    /// <param name="path">The graph; its weights lie beside it.</param>
    /// <returns>
    /// The rewritten graph, or null when there is nothing to rewrite or a variant that is not built in.
    /// </returns>
    /// <exception cref="InvalidDataException">The file is no graph, or its weights do not fit it.</exception>
    public static byte[]? Rewrite(string path)
    {
        var model = File.ReadAllBytes(path);
        var graph = FindGraph(model);
        if (ReadProducts(graph) is not { Count: > 0 } products)
        {
            return null;
        }

        var tensors = ReadTensors(graph, products);
        return Write(model, graph, products, tensors, Path.GetDirectoryName(path)!);
    }

    private static ReadOnlySpan<byte> FindGraph(byte[] model)
    {
        var reader = new ProtoReader(model);
        while (reader.Read())
        {
            if (reader.Field == ModelGraphField)
            {
                return reader.Bytes;
            }
        }

        throw new InvalidDataException("the file holds no graph");
    }

    // Null when a product is of a kind that is not built in, or shares its weights with another.
    private static List<QuantizedMatMul>? ReadProducts(ReadOnlySpan<byte> graph)
    {
        var products = new List<QuantizedMatMul>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new ProtoReader(graph);
        while (reader.Read())
        {
            if (reader.Field != GraphNodeField || !QuantizedMatMul.Matches(reader.Bytes))
            {
                continue;
            }

            if (QuantizedMatMul.Read(reader.Bytes) is not { } product
                || !names.Add(product.Weights) || !names.Add(product.Scales))
            {
                return null;
            }

            products.Add(product);
        }

        return products;
    }

    private static Dictionary<string, OnnxTensor> ReadTensors(ReadOnlySpan<byte> graph, List<QuantizedMatMul> products)
    {
        var wanted = products.SelectMany(product => (string[])[product.Weights, product.Scales])
            .ToHashSet(StringComparer.Ordinal);
        var tensors = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
        var reader = new ProtoReader(graph);
        while (reader.Read())
        {
            if (reader.Field == GraphInitializerField && OnnxTensor.Read(reader.Bytes) is var tensor
                && wanted.Contains(tensor.Name))
            {
                tensors[tensor.Name] = tensor;
            }
        }

        return wanted.FirstOrDefault(name => !tensors.ContainsKey(name)) is { } missing
            ? throw new InvalidDataException($"the graph lacks the weights '{missing}'")
            : tensors;
    }

    private static byte[] Write(
        byte[] model, ReadOnlySpan<byte> graph, List<QuantizedMatMul> products, Dictionary<string, OnnxTensor> tensors,
        string folder)
    {
        var rest = CopyGraphWithout(graph, tensors);
        var headers = products.ConvertAll(ToTensorHeader);
        var sizes = products.ConvertAll(product => checked(4 * product.Inner * product.Outer));
        var tensorSizes = headers.Zip(
            sizes, (header, size) => header.Length + ProtoWriter.SizeOfBytes(TensorRawDataField, size)).ToList();
        var graphSize = rest.Length
            + tensorSizes.Sum(size => ProtoWriter.SizeOfBytes(GraphInitializerField, size));

        // All sizes are known beforehand, so the large array is allocated once and never copied.
        var writer = new ProtoWriter(
            model.Length - ProtoWriter.SizeOfBytes(ModelGraphField, graph.Length)
            + ProtoWriter.SizeOfBytes(ModelGraphField, graphSize));
        var reader = new ProtoReader(model);
        while (reader.Read())
        {
            if (reader.Field != ModelGraphField)
            {
                writer.WriteRaw(reader.Raw);
            }
        }

        writer.BeginBytes(ModelGraphField, graphSize);
        writer.WriteRaw(rest);
        for (var i = 0; i < products.Count; i++)
        {
            writer.BeginBytes(GraphInitializerField, tensorSizes[i]);
            writer.WriteRaw(headers[i]);
            products[i].Dequantize(
                tensors[products[i].Weights].ReadBytes(folder),
                tensors[products[i].Scales].ReadBytes(folder),
                writer.ReserveBytes(TensorRawDataField, sizes[i]));
        }

        return writer.ToArray();
    }

    private static byte[] CopyGraphWithout(ReadOnlySpan<byte> graph, Dictionary<string, OnnxTensor> tensors)
    {
        var rest = new ProtoWriter(graph.Length);
        var reader = new ProtoReader(graph);
        while (reader.Read())
        {
            if (reader.Field == GraphNodeField && QuantizedMatMul.Matches(reader.Bytes))
            {
                rest.WriteBytes(GraphNodeField, QuantizedMatMul.Read(reader.Bytes)!.ToMatMulNode());
            }
            else if (reader.Field != GraphInitializerField || !tensors.ContainsKey(OnnxTensor.Read(reader.Bytes).Name))
            {
                rest.WriteRaw(reader.Raw);
            }
        }

        return rest.ToArray();
    }

    private static byte[] ToTensorHeader(QuantizedMatMul product)
    {
        var header = new ProtoWriter();
        header.WriteVarint(TensorDimsField, (ulong)product.Inner);
        header.WriteVarint(TensorDimsField, (ulong)product.Outer);
        header.WriteVarint(TensorTypeField, Float32);
        header.WriteBytes(TensorNameField, Encoding.UTF8.GetBytes(product.Dequantized));
        return header.ToArray();
    }
}

using System.Buffers.Binary;
using Agents.Embedding.Onnx.Dequantization;

namespace Agents.Embedding.Tests.TestKit;

/// <summary>A folder with a cross-encoder whose logit is known: over the tokens of the pair, the sum of place times id,
/// times 1,001 in the second text.</summary>
/// <remarks>So a token at another place, of the other text, or that is padding changes the logit. All sums stay below
/// 2^24, where floats are exact. Its vocabulary is <see cref="Words"/>, after padding and the special tokens.</remarks>
internal static class TinyCrossEncoder
{
    public const int SecondFactor = 1_001;
    public const int LengthMax = 14;

    private const int Int64 = 7;
    private const int Float = 1;

    // Padding has an id that is not 0: a graph that read it would give another sum.
    private static readonly string[] Special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]"];

    public static string[] Words { get; } = ["who", "has", "a", "dog", "cat", "my", "is", "called", "rusty", "the"];

    /// <summary>Writes the folder as Hugging Face lays it out.</summary>
    public static void Write(TempFolder folder, int labels = 1)
    {
        folder.Write("config.json", """{"hidden_size":8,"max_position_embeddings":14}""");
        folder.Write(
            "tokenizer_config.json", """{"tokenizer_class":"BertTokenizer","model_max_length":512}""");
        folder.Write("vocab.txt", string.Join('\n', Special.Concat(Words)));
        folder.Write("onnx/model.onnx", "");
        File.WriteAllBytes(folder["onnx/model.onnx"], Model(labels));
    }

    /// <summary>Gives the id of a word; what is no word is unknown, 0.</summary>
    public static int IdOf(string word) =>
        Array.IndexOf(Words, word) is var place and >= 0 ? Special.Length + place : 0;

    /// <summary>Gives the logit of a pair by its words, computed without the graph.</summary>
    public static float LogitOf(string[] question, string[] text)
    {
        int[] first = [1, .. question.Select(IdOf), 2];
        int[] second = [.. text.Select(IdOf), 2];
        return first.Select((id, place) => (place + 1) * id).Sum()
            + (SecondFactor * second.Select((id, place) => (first.Length + place + 1) * id).Sum());
    }

    private static byte[] Model(int labels)
    {
        var graph = new ProtoWriter();
        graph.WriteBytes(1, Node("CumSum", ["attention_mask", "axis"], "place"));
        graph.WriteBytes(1, Node("Mul", ["input_ids", "place"], "placed"));
        graph.WriteBytes(1, Node("Mul", ["placed", "attention_mask"], "unpadded"));
        graph.WriteBytes(1, Node("Mul", ["token_type_ids", "thousand"], "extra"));
        graph.WriteBytes(1, Node("Add", ["extra", "one"], "factor"));
        graph.WriteBytes(1, Node("Mul", ["unpadded", "factor"], "scored"));
        graph.WriteBytes(1, Node("ReduceSum", ["scored", "axes"], "sum"));
        graph.WriteBytes(1, Node("Cast", ["sum"], "logit", ("to", Float)));
        graph.WriteBytes(
            1, Node("Concat", [.. Enumerable.Repeat("logit", labels)], "logits", ("axis", 1)));
        graph.WriteText(2, "tiny");
        graph.WriteBytes(5, Scalar("axis", 1));
        graph.WriteBytes(5, Scalar("thousand", SecondFactor - 1));
        graph.WriteBytes(5, Scalar("one", 1));
        graph.WriteBytes(5, Tensor("axes", [1], 1));
        foreach (var input in (string[])["input_ids", "attention_mask", "token_type_ids"])
        {
            graph.WriteBytes(11, Value(input, Int64, "tokens"));
        }

        graph.WriteBytes(12, Value("logits", Float, "labels"));
        var opset = new ProtoWriter();
        opset.WriteVarint(2, 13);
        var model = new ProtoWriter();
        model.WriteVarint(1, 8);
        model.WriteBytes(7, graph.Written);
        model.WriteBytes(8, opset.Written);
        return model.ToArray();
    }

    private static byte[] Node(string kind, string[] inputs, string output, params (string Name, int Value)[] settings)
    {
        var node = new ProtoWriter();
        Array.ForEach(inputs, input => node.WriteText(1, input));
        node.WriteText(2, output);
        node.WriteText(4, kind);
        foreach (var (name, value) in settings)
        {
            var attribute = new ProtoWriter();
            attribute.WriteText(1, name);
            attribute.WriteVarint(3, (ulong)value);
            attribute.WriteVarint(20, 2);
            node.WriteBytes(5, attribute.Written);
        }

        return node.ToArray();
    }

    private static byte[] Scalar(string name, long value) => Tensor(name, [], value);

    private static byte[] Tensor(string name, int[] dimensions, long value)
    {
        var tensor = new ProtoWriter();
        Array.ForEach(dimensions, dimension => tensor.WriteVarint(1, (ulong)dimension));
        tensor.WriteVarint(2, Int64);
        tensor.WriteText(8, name);
        BinaryPrimitives.WriteInt64LittleEndian(tensor.ReserveBytes(9, sizeof(long)), value);
        return tensor.ToArray();
    }

    private static byte[] Value(string name, int kind, string width)
    {
        var shape = new ProtoWriter();
        foreach (var dimension in (string[])["batch", width])
        {
            var part = new ProtoWriter();
            part.WriteText(2, dimension);
            shape.WriteBytes(1, part.Written);
        }

        var tensor = new ProtoWriter();
        tensor.WriteVarint(1, (ulong)kind);
        tensor.WriteBytes(2, shape.Written);
        var type = new ProtoWriter();
        type.WriteBytes(1, tensor.Written);
        var value = new ProtoWriter();
        value.WriteText(1, name);
        value.WriteBytes(2, type.Written);
        return value.ToArray();
    }
}

using System.Text.Json;
using Agents.Embedding.Fetch;

namespace Agents.Embedding.Manifest;

/// <summary>
/// Makes the manifest of a folder that an operator mounts: from its <c>agents-model.json</c>, else from the layout that
/// sentence-transformers and the ONNX exporters write.
/// </summary>
internal static class MountedModel
{
    private static readonly string[] WordPieceClasses =
    [
        "BertTokenizer", "BertTokenizerFast", "DistilBertTokenizer", "DistilBertTokenizerFast", "ElectraTokenizer",
        "ElectraTokenizerFast", "MPNetTokenizer", "MPNetTokenizerFast", "TokenizersBackend",
    ];

    // The order in which one of several exports of the same model is taken: full precision before quantised.
    private static readonly string[] GraphNames =
        ["model.onnx", "model_q4.onnx", "model_quantized.onnx", "model_int8.onnx", "model_uint8.onnx"];

    /// <summary>Reads the manifest, and the files once to see that they are what it states.</summary>
    /// <exception cref="ModelUnavailableException">The folder holds no model, or one that is not supported.</exception>
    public static async Task<ModelFolder> OpenAsync(
        string folder, ModelUse use, CancellationToken cancellationToken)
    {
        try
        {
            return await ModelFolder.VerifyAsync(folder, Read(folder, use), cancellationToken).ConfigureAwait(false);
        }
        catch (ModelDamagedException damage)
        {
            throw new ModelUnavailableException(
                $"{damage.Message}: put the right file there, or correct {ModelManifest.FileName}.", damage);
        }
    }

    /// <exception cref="ModelUnavailableException">The folder holds no model, or one that is not supported.</exception>
    public static ModelManifest Read(string folder, ModelUse use)
    {
        if (!Directory.Exists(folder))
        {
            throw new ModelUnavailableException($"The model folder {folder} does not exist: correct {use.Option}.");
        }

        var stated = Path.Combine(folder, ModelManifest.FileName);
        var manifest = File.Exists(stated) ? ReadStated(stated, use) : Infer(folder, use);
        CheckWeights(folder, manifest);
        return manifest;
    }

    private static ModelManifest ReadStated(string path, ModelUse use)
    {
        using var stream = File.OpenRead(path);
        return ModelManifestReader.Read(stream, path, use);
    }

    // ONNX Runtime opens weights only inside the graph's own folder, and says so in words that do not help.
    private static void CheckWeights(string folder, ModelManifest manifest)
    {
        foreach (var file in manifest.Files.Where(file => file.Path != manifest.Model))
        {
            var path = Path.Combine(folder, file.Path);
            if (file.Path.StartsWith(manifest.Model, StringComparison.Ordinal)
                && new FileInfo(path).LinkTarget is not null)
            {
                throw new ModelUnavailableException(
                    $"{path} is a link, and weights must lie beside their graph: copy the folder with its links "
                    + "resolved (cp -rL) and mount the copy.");
            }
        }
    }

    private static ModelManifest Infer(string folder, ModelUse use)
    {
        using var config = ReadJson(folder, "config.json")
            ?? throw Missing(
                folder,
                "config.json",
                use,
                $"export the model with its configuration, or write {ModelManifest.FileName}");
        using var tokenizerConfig = ReadJson(folder, "tokenizer_config.json");
        using var sentence = ReadJson(folder, "sentence_bert_config.json");

        CheckTokenizer(folder, tokenizerConfig, use);
        var tokenizer = ReadTokenizer(tokenizerConfig);
        if (!File.Exists(Path.Combine(folder, tokenizer.Vocabulary)))
        {
            throw Missing(folder, tokenizer.Vocabulary, use, "save the tokenizer's vocabulary beside the model");
        }

        var dimension = Integer(config, "hidden_size") ?? Integer(config, "dim") ?? throw new ModelUnavailableException(
            $"{Path.Combine(folder, "config.json")}: 'hidden_size' is missing: write {ModelManifest.FileName} "
                + "with the dimension.");
        var positions = Integer(config, "max_position_embeddings") ?? use.LengthDefault;
        var wanted = Integer(sentence, "max_seq_length")
            ?? Math.Min(use.LengthDefault, Integer(tokenizerConfig, "model_max_length") ?? use.LengthDefault);
        var graph = FindGraph(folder, use);
        return new ModelManifest
        {
            Name = ToName(folder),
            Files = [.. graph.Files.Append(tokenizer.Vocabulary).Select(path => new ModelFile(path, null, null))],
            Model = graph.Model,
            Tokenizer = tokenizer,
            Pooling = ReadPooling(folder, use),
            Dimension = dimension,
            MaxLength = Math.Clamp(wanted, 3, Math.Max(3, positions)),
        };
    }

    private static void CheckTokenizer(string folder, JsonDocument? tokenizerConfig, ModelUse use)
    {
        var kind = Text(tokenizerConfig, "tokenizer_class");
        if (kind is not null && !WordPieceClasses.Contains(kind))
        {
            throw ModelManifestReader.TokenizerNotSupported(Path.Combine(folder, "tokenizer_config.json"), kind, use);
        }

        // A fast tokenizer's file states its algorithm, whatever class the configuration names.
        using var fast = ReadJson(folder, "tokenizer.json");
        if (fast is not null && fast.RootElement.TryGetProperty("model", out var model)
            && model.TryGetProperty("type", out var type) && type.GetString() is { } algorithm and not "WordPiece")
        {
            throw ModelManifestReader.TokenizerNotSupported(Path.Combine(folder, "tokenizer.json"), algorithm, use);
        }
    }

    private static TokenizerManifest ReadTokenizer(JsonDocument? config)
    {
        var plain = new TokenizerManifest();
        var lowerCase = Boolean(config, "do_lower_case") ?? plain.LowerCase;
        return plain with
        {
            LowerCase = lowerCase,
            StripAccents = Boolean(config, "strip_accents") ?? lowerCase,
            ClsToken = Text(config, "cls_token") ?? plain.ClsToken,
            SepToken = Text(config, "sep_token") ?? plain.SepToken,
            UnkToken = Text(config, "unk_token") ?? plain.UnkToken,
            PadToken = Text(config, "pad_token") ?? plain.PadToken,
        };
    }

    private static Pooling ReadPooling(string folder, ModelUse use)
    {
        const string Relative = "1_Pooling/config.json";
        using var pooling = ReadJson(folder, Relative);
        if (pooling is null || Boolean(pooling, "pooling_mode_mean_tokens") == true)
        {
            return Pooling.Mean;
        }

        return Boolean(pooling, "pooling_mode_cls_token") == true
            ? Pooling.Cls
            : throw new ModelUnavailableException(
                $"{Path.Combine(folder, Relative)}: only mean and cls pooling are built in. Mount another model by "
                + $"{use.Option}{use.Instead}.");
    }

    private static (string Model, IEnumerable<string> Files) FindGraph(string folder, ModelUse use)
    {
        foreach (var prefix in (string[])["onnx/", ""])
        {
            var place = Path.Combine(folder, prefix);
            var graphs = Directory.Exists(place)
                ? Directory.GetFiles(place, "model*.onnx").Select(Path.GetFileName)
                    .Order(StringComparer.Ordinal).ToList()
                : [];
            if ((GraphNames.FirstOrDefault(graphs.Contains) ?? graphs.FirstOrDefault()) is { } graph)
            {
                // External weights carry the graph's name and more: model.onnx_data, model.onnx.data,
                // model.onnx_data_1.
                var files = Directory.GetFiles(place, graph + "*")
                    .Select(path => prefix + Path.GetFileName(path)).Order(StringComparer.Ordinal);
                return (prefix + graph, files);
            }
        }

        throw Missing(folder, "onnx/model.onnx", use, "export the model to ONNX");
    }

    private static string ToName(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var kept = string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.').Take(64));
        return kept.TrimStart('.') is { Length: > 0 } usable ? usable : "model";
    }

    private static JsonDocument? ReadJson(string folder, string relative)
    {
        var path = Path.Combine(folder, relative);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            var document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new ModelUnavailableException($"{path}: no JSON object: export the model again.");
        }
        catch (JsonException exception)
        {
            throw new ModelUnavailableException(
                $"{path}: no JSON: {exception.Message} Export the model again.", exception);
        }
    }

    private static int? Integer(JsonDocument? document, string name) =>
        document is not null && document.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
        && number is >= 1 and <= int.MaxValue
            ? (int)number
            : null;

    private static bool? Boolean(JsonDocument? document, string name) =>
        document is not null && document.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : null;

    // A special token is a string, or an object whose content is the string.
    private static string? Text(JsonDocument? document, string name)
    {
        if (document is null || !document.RootElement.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("content", out var content))
        {
            value = content;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static ModelUnavailableException Missing(string folder, string relative, ModelUse use, string remedy) =>
        new($"{Path.Combine(folder, relative)} is missing: {remedy}, or mount another folder by {use.Option}.");
}

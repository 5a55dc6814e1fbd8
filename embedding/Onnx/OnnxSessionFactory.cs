using Agents.Embedding.Fetch;
using Agents.Embedding.Manifest;
using Agents.Embedding.Onnx.Dequantization;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Agents.Embedding.Onnx;

/// <summary>Loads a model into ONNX Runtime.</summary>
internal sealed partial class OnnxSessionFactory(EmbeddingOptions options, ILogger logger)
{
    /// <summary>Gets what runs the models: the processor where CUDA was asked for and is not to be had.</summary>
    public ExecutionProvider RunsOn { get; private set; } = options.ExecutionProvider;

    /// <summary>Loads a verified model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="use">What it is for.</param>
    /// <returns>The session, and the precision that it runs in: a part of the model's id.</returns>
    /// <exception cref="ModelUnavailableException">ONNX Runtime refuses the model, or its library is
    /// missing.</exception>
    public (InferenceSession Session, string Precision) Create(ModelFolder model, ModelUse use)
    {
        var path = model.PathOf(model.Manifest.Model);
        try
        {
            using var sessionOptions = CreateOptions();
            if (options.Dequantize && GraphDequantizer.Rewrite(path) is { } graph)
            {
                // The weights that stay as they are come from the shipped file.
                sessionOptions.AddSessionConfigEntry(
                    "session.model_external_initializers_file_folder_path", Path.GetDirectoryName(path)!);
                return (new InferenceSession(graph, sessionOptions), "fp32");
            }

            return (new InferenceSession(path, sessionOptions), model.Manifest.FilePrecision);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or InvalidDataException)
        {
            var remedy = model.Manifest.Source is null ? "export it again" : $"delete {model.Folder} to fetch it again";
            throw new ModelUnavailableException(
                $"{path} cannot be loaded ({OneLine(exception.Message)}): {remedy}, or mount another model by "
                    + $"{use.Option}.",
                exception);
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException)
        {
            throw new ModelUnavailableException(
                $"ONNX Runtime's native library cannot be loaded ({OneLine(exception.Message)}): this platform "
                + $"has none, or the build's runtimes folder is incomplete. {use.Without}.", exception);
        }
    }

    private SessionOptions CreateOptions()
    {
        var sessionOptions = new SessionOptions
        {
            IntraOpNumThreads = options.IntraOpThreads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,

            // Each shape would leave a plan behind, and texts come in every length.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // A waiting thread that spins takes the core from whoever else runs on it.
        sessionOptions.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (options.ExecutionProvider == ExecutionProvider.Cuda)
        {
            AppendCuda(sessionOptions);
        }

        return sessionOptions;
    }

    private void AppendCuda(SessionOptions sessionOptions)
    {
        try
        {
            sessionOptions.AppendExecutionProvider_CUDA(0);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or EntryPointNotFoundException)
        {
            RunsOn = ExecutionProvider.Cpu;
            LogCudaMissing(OneLine(exception.Message));
        }
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [LoggerMessage(LogLevel.Warning, "CUDA cannot be used, the CPU embeds instead. Build with -p:Accelerator=cuda and "
        + "install the CUDA libraries, or set the execution provider to cpu. ({Reason})")]
    private partial void LogCudaMissing(string reason);
}

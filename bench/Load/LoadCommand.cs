using System.Text.Json;
using System.Text.Json.Serialization;
using Agents.Bench.Hosting;
using Agents.Client;

namespace Agents.Bench.Load;

/// <summary>Puts load on a gateway over HTTP and prints what it did as JSON.</summary>
internal static class LoadCommand
{
    private const int Failed = 1;
    private const int Misused = 2;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(arguments);
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Misused;
        }

        LoadReport report;
        try
        {
            report = options.Url is { } url
                ? await LoadAsync(options, url, cancellationToken)
                : await HostAndLoadAsync(options, cancellationToken);
        }
        catch (AgentsException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }

        var json = JsonSerializer.Serialize(report, Json);
        await (options.Json is { } file
            ? File.WriteAllTextAsync(file, json + "\n", cancellationToken)
            : Console.Out.WriteLineAsync(json));
        return report.Errors.Count == 0 ? 0 : Failed;
    }

    private static async Task<LoadReport> HostAndLoadAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("agents-load-");
        try
        {
            await using var stub = await StubServer.StartAsync(cancellationToken);
            await using var silo = await ServerProcess.StartSiloAsync(
                folder.FullName, [.. stub.EmbeddingArguments, .. stub.LlmArguments], cancellationToken);
            return await LoadAsync(options, silo.Address, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<LoadReport> LoadAsync(
        LoadOptions options, Uri server, CancellationToken cancellationToken)
    {
        string[] users = [.. Enumerable.Range(0, options.Users).Select(user => $"load-{user:0000}")];
        await Console.Error.WriteLineAsync($"Loading {options.Users} users of {options.Memories} memories.");
        await MemoryLoader.LoadAsync(server, users, options.Memories, cancellationToken);
        using var calls = new LoadCalls(server, users, options.Mix);
        await ClosedLoop.RunAsync(1, WarmUp, calls.CallAsync, new LatencyRecorder(), cancellationToken);

        await Console.Error.WriteLineAsync($"Calling for {options.Duration.TotalSeconds:0} s.");
        var (latencies, late) = (new LatencyRecorder(), new LatencyRecorder());
        var took = options.Rate is { } rate
            ? await OpenLoop.RunAsync(rate, options.Duration, calls.CallAsync, latencies, late, cancellationToken)
            : await ClosedLoop.RunAsync(
                options.Callers, options.Duration, calls.CallAsync, latencies, cancellationToken);
        return new LoadReport
        {
            Target = server.GetLeftPart(UriPartial.Authority),
            Users = options.Users,
            Memories = options.Memories,
            Mix = options.Mix,
            Closed = options.Rate is null ? options.Callers : null,
            Open = options.Rate,
            Seconds = took.TotalSeconds,
            Succeeded = latencies.Count,
            Errors = latencies.Errors,
            Throughput = latencies.Count / took.TotalSeconds,
            LatencyMs = LoadReport.PercentilesOf(latencies),
            LateMs = options.Rate is null ? null : LoadReport.PercentilesOf(late),
        };
    }
}

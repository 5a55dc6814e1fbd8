using System.Diagnostics;
using Agents.Client;
using Agents.TestKit.Processes;

namespace Agents.Chaos.Tests.Clusters;

/// <summary>One silo of a cluster: started, ended, frozen and started again on the same ports.</summary>
internal sealed class SiloNode : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly SiloStart _start;
    private readonly HttpClient _http;
    private SiloProcess? _process;

    public SiloNode(int index, ClusterPlan plan, string folder)
    {
        var http = StablePorts.Take();
        var address = new Uri($"http://127.0.0.1:{http}/");
        Index = index;
        SiloPort = StablePorts.Take();
        _start = new SiloStart
        {
            Address = address,
            Prefix = plan.PrefixOf(index),
            LogFile = Path.Combine(folder, $"silo-{index}.log"),
            Arguments =
            [
                "--urls", $"{address}".TrimEnd('/'),
                "--data", Path.Combine(folder, $"data-{index}"),
                "--silo-port", $"{SiloPort}",
                "--gateway-port", $"{StablePorts.Take()}",
                .. plan.Arguments,
                .. plan.ArgumentsOf(index),
            ],
        };
        _http = new HttpClient(plan.HandlerOf(index)) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

        // One try: the caller chooses another node for the next one, as a load balancer would.
        Client = new AgentsClient(_http, new AgentsClientOptions { TriesMax = 1, Timeout = TimeSpan.FromSeconds(20) });
    }

    public int Index { get; }

    public int SiloPort { get; }

    public NodeState State { get; private set; }

    /// <summary>Gets a client that asks this silo, once.</summary>
    public AgentsClient Client { get; }

    public int ProcessId => _process!.Id;

    /// <summary>Gets a value indicating whether the process is there, frozen or not.</summary>
    public bool Lives => _process is { HasExited: false };

    /// <summary>Gets what completes when the process has ended.</summary>
    public Task Exited => _process?.Exited ?? Task.CompletedTask;

    /// <summary>Gets how often it was started again.</summary>
    public int Restarts { get; private set; } = -1;

    /// <summary>Gets how long the last start took until the silo said that it was ready.</summary>
    public TimeSpan StartedIn { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        _process = await SiloProcess.StartAsync(_start, cancellationToken);
        StartedIn = Stopwatch.GetElapsedTime(started);
        Restarts++;
        State = NodeState.Running;
    }

    /// <summary>Lets clients avoid it, as one whose health check fails.</summary>
    public void Suspect() => State = NodeState.Paused;

    /// <summary>Lets clients use it again.</summary>
    public void Trust() => State = NodeState.Running;

    public async Task KillAsync()
    {
        State = NodeState.Down;
        await DropAsync(process => process.HasExited ? Task.CompletedTask : process.KillAsync());
    }

    public async Task PauseAsync()
    {
        State = NodeState.Paused;
        await _process!.PauseAsync();
    }

    public async Task ResumeAsync()
    {
        await _process!.ResumeAsync();
        State = NodeState.Running;
    }

    /// <summary>Asks it to stop.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        State = NodeState.Down;
        var code = 0;
        await DropAsync(async process => code = await process.TerminateAsync(StopLimit));
        return code;
    }

    public Task<string> MetricsAsync(CancellationToken cancellationToken) =>
        _http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        State = NodeState.Down;
        await DropAsync(_ => Task.CompletedTask);
        Client.Dispose();
        _http.Dispose();
    }

    private async Task DropAsync(Func<SiloProcess, Task> end)
    {
        if (_process is { } process)
        {
            await end(process);
            await process.DisposeAsync();
            _process = null;
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Agents.Silo;

namespace Agents.Bench.Hosting;

/// <summary>A server as a process of its own, in the build that this program has.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Resident = "VmRSS:";

    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;
    private readonly List<string> _errors = [];

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Gets how long it took from the start of the process until <c>/health/ready</c> answered 200.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Gets the CPU time that the process has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            // Process.TotalProcessorTime is the same number, but it is cached until Refresh.
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Gets the process' resident memory now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            // Process.WorkingSet64 is the same number, but it is cached until Refresh.
            var line = File.ReadLines($"/proc/{_process.Id}/status")
                .First(line => line.StartsWith(Resident, StringComparison.Ordinal));
            var kilobytes = line[Resident.Length..^"kB".Length];
            return long.Parse(kilobytes, NumberStyles.Integer, CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>Starts a silo on a free port and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time.</exception>
    public static Task<ServerProcess> StartSiloAsync(
        string dataFolder, IEnumerable<string> arguments, CancellationToken cancellationToken, int? processor = null)
    {
        var address = FreeAddress();
        string[] command =
        [
            .. processor is { } number ? ["taskset", "--cpu-list", $"{number}"] : Array.Empty<string>(),
            "dotnet",
            typeof(SiloHost).Assembly.Location,
            "--data",
            dataFolder,
            "--urls",
            UrlOf(address),
            .. arguments,
        ];
        return StartAsync(address, new(command[0], command[1..]), cancellationToken);
    }

    /// <summary>Starts a YARP proxy on a free port and waits until what stands behind it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time.</exception>
    public static Task<ServerProcess> StartYarpAsync(Uri upstream, CancellationToken cancellationToken)
    {
        var address = FreeAddress();
        return StartAsync(
            address,
            new("dotnet", [typeof(YarpProxy).Assembly.Location, YarpProxy.Word, UrlOf(upstream), UrlOf(address)]),
            cancellationToken);
    }

    /// <summary>Starts a script of node, which listens on the port that <c>PORT</c> names, and waits until it
    /// answers.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time.</exception>
    public static Task<ServerProcess> StartNodeAsync(string script, CancellationToken cancellationToken)
    {
        var address = FreeAddress();
        return StartAsync(
            address, new("node", [script]) { Environment = { ["PORT"] = $"{address.Port}" } }, cancellationToken);
    }

    /// <summary>Asks it to stop, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            using var limit = new CancellationTokenSource(ExitLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        _process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(
        Uri address, ProcessStartInfo start, CancellationToken cancellationToken)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var server = new ServerProcess(new Process { StartInfo = start }, address);
        server._process.OutputDataReceived += (_, _) => { };
        server._process.ErrorDataReceived += (_, line) => server.Note(line.Data);
        var started = Stopwatch.GetTimestamp();
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            await server.WaitUntilReadyAsync(started, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task WaitUntilReadyAsync(long started, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    ReadyAfter = Stopwatch.GetElapsedTime(started);
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > ReadyLimit)
            {
                throw new InvalidOperationException($"The server did not become ready: {Errors()}");
            }

            await Task.Delay(PollPause, cancellationToken);
        }
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    private static string UrlOf(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private void Note(string? line)
    {
        if (line is not null)
        {
            lock (_errors)
            {
                _errors.Add(line);
            }
        }
    }

    private string Errors()
    {
        lock (_errors)
        {
            return string.Join('\n', _errors);
        }
    }
}

using Agents.Embedding;
using Agents.Embedding.Fetch;
using Agents.Memory.Log;
using Agents.Memory.Recall;
using Agents.Silo.Clustering;
using Agents.Silo.Configuration;
using Agents.Silo.Embedding;
using Agents.Silo.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Agents.Silo;

/// <summary>A silo with its gateway in this process, from the moment it serves until it is disposed of.</summary>
public sealed partial class SiloHost : IAsyncDisposable
{
    // For what heeds the end of its time.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private bool _isLate;

    private SiloHost(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Gets where the gateway listens.</summary>
    public Uri Address { get; }

    /// <summary>Gets the host's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Gets a token that is cancelled when the process is asked to stop.</summary>
    internal CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts a silo from the options of the command line. It is ready when the task completes.</summary>
    /// <exception cref="StartupException">It cannot start; the message is one line that says what to do.</exception>
    public static Task<SiloHost> StartAsync(string[] arguments, CancellationToken cancellationToken) =>
        StartAsync(ReadValidOptions(arguments), null, cancellationToken);

    /// <summary>Waits until the process is asked to stop and has, or has had the time for it.</summary>
    /// <remarks>Orleans tells the membership that it leaves, and waits without end for one that does not answer. What
    /// was acknowledged is durable, so that the process may as well end; the others find that it has.</remarks>
    public async Task WaitForShutdownAsync()
    {
        using var late = new CancellationTokenSource();
        var limit = Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout + Grace;
        await using var asked = Stopping.Register(() => late.CancelAfter(limit));
        try
        {
            await _app.WaitForShutdownAsync(CancellationToken.None).WaitAsync(late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            _isLate = true;
            LogLate(Services.GetRequiredService<ILogger<SiloHost>>(), limit);
        }
    }

    /// <summary>Stops serving, flushes, and releases the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        // Whoever waits for what did not end in time waits for ever.
        if (!_isLate)
        {
            await EndAsync(_app);
        }
    }

    internal static SiloOptions ReadValidOptions(IReadOnlyList<string> arguments)
    {
        // The content root is the program's own folder, so that settings are found wherever it is started from.
        var settings = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .Build();
        var options = SiloOptionsReader.Read(settings, Environment.GetEnvironmentVariables(), arguments);
        return SiloOptionsValidator.Faults(options) is { Count: > 0 } faults
            ? throw new StartupException(string.Join(Environment.NewLine, faults))
            : options;
    }

    internal static async Task<SiloHost> StartAsync(
        SiloOptions options, IProgress<EmbeddingLoadProgress>? progress, CancellationToken cancellationToken)
    {
        WebApplication? app = null;
        try
        {
            app = Program.Build(options);

            // All that can be known is looked for before Orleans starts: the likeliest fault and the cheapest first.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            app.Services.GetService<IKeyRing>();
            app.Services.GetService<IMemoryLogProvider>();
            PortProbe.ThrowIfTaken(options, app.Services.GetRequiredService<ClusterOptions>());
            await (app.Services.GetService<IClusterStore>()?.PrepareAsync(cancellationToken) ?? Task.CompletedTask);
            await StartAsync(app, options, progress, cancellationToken);
            return new SiloHost(app);
        }
        catch (Exception error)
        {
            if (app is not null && await AbandonAsync(app, error))
            {
                throw new OperationCanceledException("The start was stopped.", error);
            }

            if (StartFaults.Of(error, options) is { } fault)
            {
                throw fault;
            }

            throw;
        }
    }

    /// <summary>Starts the gateway, which answers 503 for now, while the models are loaded.</summary>
    private static async Task StartAsync(
        WebApplication app, SiloOptions options, IProgress<EmbeddingLoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, app.Lifetime.ApplicationStopping);
        var model = EmbeddingShards.LoadsAtStart(options, app.Configuration)
            ? app.Services.GetRequiredService<EmbeddingModel>().LoadAsync(progress, stop.Token)
            : Task.CompletedTask;
        var reranker = app.Services.GetService<RerankingModel>()?.LoadAsync(stop.Token) ?? Task.CompletedTask;
        var recall = app.Services.GetService<IMemoryLogProvider>() is null ? Task.CompletedTask : Task.Run(
            () => RecallWarmUp.Run(
                new RecallOptions(), app.Services.GetRequiredService<ITokenCounter>(), stop.Token),
            CancellationToken.None);
        try
        {
            await Task.WhenAll(app.StartAsync(cancellationToken), model, reranker, recall);
            await (app.Services.GetService<KeyRingCheck>()?.RunAsync(stop.Token) ?? Task.CompletedTask);
        }
        catch (ModelUnavailableException error) when (stop.IsCancellationRequested)
        {
            // The signal that stops this process ends npm beside it, which is no fault.
            throw new OperationCanceledException("The start was stopped.", error, stop.Token);
        }

        app.Services.GetRequiredService<SiloReadiness>().IsReady = true;
    }

    /// <summary>Gives up a process that did not start.</summary>
    /// <returns>Whether it was asked to stop meanwhile: then whatever it met is no fault.</returns>
    private static async Task<bool> AbandonAsync(WebApplication app, Exception error)
    {
        var logger = app.Services.GetRequiredService<ILogger<SiloHost>>();
        var isAsked = app.Lifetime.ApplicationStopping.IsCancellationRequested;
        LogStartFailed(logger, error);
        try
        {
            await app.StopAsync();
        }
#pragma warning disable CA1031 // Orleans refuses to stop what is half started, which must not hide why that is.
        catch (Exception second)
#pragma warning restore CA1031
        {
            LogStopFailed(logger, second);
        }

        await app.DisposeAsync();
        return isAsked;
    }

    /// <summary>Stops before it disposes: Orleans reports at length a silo that was not asked to stop.</summary>
    private static async Task EndAsync(WebApplication app)
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    [LoggerMessage(LogLevel.Warning, "Stopping took longer than {Limit}; the process ends without it.")]
    private static partial void LogLate(ILogger logger, TimeSpan limit);

    [LoggerMessage(LogLevel.Debug, "The silo did not start.")]
    private static partial void LogStartFailed(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Debug, "The silo that did not start could not be stopped.")]
    private static partial void LogStopFailed(ILogger logger, Exception error);
}

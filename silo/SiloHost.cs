using System.Net.Sockets;
using Agents.Embedding;
using Agents.Embedding.Fetch;
using Agents.Memory.Log;
using Agents.Silo.Configuration;
using Agents.Silo.Hosting;
using Agents.Storage.Files;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Agents.Silo;

/// <summary>A silo with its gateway in this process, from the moment it serves until it is disposed of.</summary>
public sealed class SiloHost : IAsyncDisposable
{
    private readonly WebApplication _app;

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

    /// <summary>Starts a silo from the options of the command line. It is ready when the task completes.</summary>
    /// <exception cref="StartupException">It cannot start; the message is one line that says what to do.</exception>
    public static Task<SiloHost> StartAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var options = ReadOptions(arguments);
        return SiloOptionsValidator.Faults(options) is { Count: > 0 } faults
            ? throw new StartupException(string.Join(Environment.NewLine, faults))
            : StartAsync(options, null, cancellationToken);
    }

    /// <summary>Waits until the process is asked to stop.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <summary>Stops serving, flushes, and releases the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    internal static SiloOptions ReadOptions(IReadOnlyList<string> arguments)
    {
        // The content root is the program's own folder, so that settings are found wherever it is started from.
        var settings = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .Build();
        return SiloOptionsReader.Read(settings, Environment.GetEnvironmentVariables(), arguments);
    }

    internal static async Task<SiloHost> StartAsync(
        SiloOptions options, IProgress<EmbeddingLoadProgress>? progress, CancellationToken cancellationToken)
    {
        WebApplication? app = null;
        try
        {
            app = Program.Build(options);

            // A folder in use is the likeliest fault and the cheapest to find, so it is looked for first.
            app.Services.GetRequiredService<IMemoryLogProvider>();
            var model = app.Services.GetRequiredService<EmbeddingModel>().LoadAsync(progress, cancellationToken);
            await Task.WhenAll(app.StartAsync(cancellationToken), model);
            app.Services.GetRequiredService<SiloReadiness>().IsReady = true;
            return new SiloHost(app);
        }
        catch (Exception error) when (AsStartupFault(error, options) is { } fault)
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw fault;
        }
    }

    /// <summary>Turns what an operator can mend into one line; anything else is a fault of ours and keeps its
    /// trace.</summary>
    private static StartupException? AsStartupFault(Exception error, SiloOptions options) => error switch
    {
        StartupException startup => startup,
        AggregateException { InnerException: { } inner } => AsStartupFault(inner, options),
        DataFolderInUseException or DataFolderException or ModelUnavailableException => new(error.Message, error),
        IOException when error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException => new(
            $"The address {options.Urls} is in use: stop what listens there, or take another with --urls URL.", error),
        SocketException or IOException { InnerException: SocketException } => new(
            $"The address {options.Urls} cannot be bound ({error.Message}); take another with --urls URL.", error),
        _ => null,
    };
}

using Agents.Client;

namespace Agents.Cli.Hosting;

/// <summary>A client, and the silo behind it where this process hosts one.</summary>
internal sealed class ServerSession : IAsyncDisposable
{
    // Whose memory it is when a silo of one's own is asked and nobody is named.
    private const string DefaultUser = "me";

    private readonly ILocalSilo? _silo;
    private readonly string? _temporaryFolder;

    private ServerSession(AgentsClient client, string? user, ILocalSilo? silo, string? temporaryFolder)
    {
        (Client, User, _silo, _temporaryFolder) = (client, user, silo, temporaryFolder);
    }

    public AgentsClient Client { get; }

    /// <summary>Gets the user of calls that name none; null leaves it to the server.</summary>
    public string? User { get; }

    /// <summary>Connects to the server named, or hosts one.</summary>
    /// <param name="target">What the command line says.</param>
    /// <param name="measured">Whether it serves an evaluation: deadlines off, and a data folder that is gone
    /// afterwards.</param>
    /// <param name="services">What hosts a silo.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ServerSession> OpenAsync(
        ServerTarget target, bool measured, CliServices services, CancellationToken cancellationToken)
    {
        var options = new AgentsClientOptions { Key = target.Key, User = target.User, TimeProvider = services.Clock };
        if (target.Server is not null)
        {
            return new ServerSession(new AgentsClient(target.Server, options), target.User, null, null);
        }

        var temporary = measured && target.Data is null
            ? Directory.CreateTempSubdirectory("agents-eval-").FullName
            : null;
        ILocalSilo? silo = null;
        try
        {
            silo = await StartAsync(SiloArguments.For(target.Data ?? temporary, measured), services, cancellationToken);
            await Readiness.WaitAsync(silo.Address, services.Clock, cancellationToken);
            options.User ??= DefaultUser;
            return new ServerSession(new AgentsClient(silo.Address, options), options.User, silo, temporary);
        }
        catch
        {
            await CloseAsync(silo, temporary);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await CloseAsync(_silo, _temporaryFolder);
    }

    private static async Task<ILocalSilo> StartAsync(
        IReadOnlyList<string> args, CliServices services, CancellationToken cancellationToken)
    {
        try
        {
            return await services.StartSilo(args, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new CliException(
                $"No silo could be started here: {e.Message} If one is running already, name it with --server URL.", e);
        }
    }

    private static async Task CloseAsync(ILocalSilo? silo, string? temporaryFolder)
    {
        if (silo is not null)
        {
            await silo.DisposeAsync();
        }

        if (temporaryFolder is not null)
        {
            Directory.Delete(temporaryFolder, recursive: true);
        }
    }
}

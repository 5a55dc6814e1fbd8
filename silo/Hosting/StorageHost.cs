using Agents.Memory.Log;
using Agents.Silo.Configuration;

namespace Agents.Silo.Hosting;

/// <summary>The storage that a silo with the same settings would use, without a silo: for an operator's
/// command.</summary>
public sealed class StorageHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly SiloOptions _options;

    private StorageHost(IHost host, SiloOptions options, string keyRingFile)
    {
        _host = host;
        _options = options;
        KeyRingFile = keyRingFile;
    }

    /// <summary>Gets the file of the key ring.</summary>
    public string KeyRingFile { get; }

    /// <summary>Reads the settings as a silo does: appsettings, environment, arguments. Nothing is opened.</summary>
    /// <exception cref="StartupException">A setting is wrong; the message has a line for each.</exception>
    public static StorageHost Create(IReadOnlyList<string> arguments)
    {
        var options = SiloHost.ReadValidOptions(arguments);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = AppContext.BaseDirectory,
            Args = [.. options.HostArguments],
        });
        var faults = new List<string>();
        SectionValidator.Check(
            builder.Configuration.GetSection(StorageOptions.Section), typeof(StorageOptions), faults);
        if (faults.Count > 0)
        {
            throw new StartupException(string.Join(Environment.NewLine, faults));
        }

        builder.Services.AddStorage(builder.Configuration, options);
        return new StorageHost(
            builder.Build(), options, StorageRegistration.KeyRingFileOf(builder.Configuration, options));
    }

    /// <summary>Opens all that has data keys: the logs first.</summary>
    /// <exception cref="StartupException">It cannot be opened, as when a silo has the data folder.</exception>
    public IReadOnlyList<IDataKeyStore> OpenDataKeys()
    {
        try
        {
            return [.. _host.Services.GetServices<IDataKeyStore>()];
        }
        catch (Exception error) when (StartFaults.Of(error, _options) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Closes the storage.</summary>
    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_host).DisposeAsync();
}

using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Silo.Configuration;
using Agents.Silo.Hosting;
using Agents.Storage.Cipher;
using Agents.Storage.Transfer;
using Microsoft.Extensions.Options;

namespace Agents.Silo.Transfer;

/// <summary>The logs that a silo would use, opened to be copied: the same settings, and no silo.</summary>
public sealed class SiloStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SiloStore(ServiceProvider services, string kind, string keyRingFile)
    {
        _services = services;
        Kind = kind;
        KeyRingFile = keyRingFile;
        Logs = services.GetRequiredService<ILogStore>();
        KeyRing = services.GetRequiredService<IKeyRing>();
    }

    /// <summary>Gets where the logs are kept, as <c>Storage:Kind</c> spells it.</summary>
    public string Kind { get; }

    public ILogStore Logs { get; }

    public IKeyRing KeyRing { get; }

    /// <summary>Gets the file of the key ring.</summary>
    public string KeyRingFile { get; }

    /// <summary>Opens the logs. Those in files are locked, so that no silo uses them meanwhile.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">Settings of the section <c>Storage</c>; they win over the environment.</param>
    /// <param name="keyRing">The key ring to copy to its place where there is none; null to have it there.</param>
    /// <exception cref="StartupException">They cannot be opened; the message says what to do.</exception>
    public static async Task<SiloStore> OpenAsync(
        string data, IReadOnlyDictionary<string, string?> settings, string? keyRing)
    {
        var options = new SiloOptions { Data = Path.GetFullPath(data) };
        ServiceProvider? services = null;
        try
        {
            var builder = WebApplication.CreateEmptyBuilder(
                new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
            builder.Configuration.AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables().AddInMemoryCollection(settings);
            CheckSection(builder.Configuration);
            var file = StorageRegistration.KeyRingFileOf(builder.Configuration, options);
            Place(keyRing, file);
            builder.Services.AddLogging();
            builder.Services.AddStorage(builder.Configuration, options);
            services = builder.Services.BuildServiceProvider();
            services.GetRequiredService<IStartupValidator>().Validate();
            services.GetRequiredService<IMemoryLogProvider>();
            return new SiloStore(services, StorageOptions.KindOf(builder.Configuration), file);
        }
        catch (Exception error)
        {
            if (services is not null)
            {
                await services.DisposeAsync();
            }

            if (StartFaults.Of(error, options) is { } fault)
            {
                throw fault;
            }

            throw;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static void CheckSection(ConfigurationManager configuration)
    {
        var faults = new List<string>();
        SectionValidator.Check(configuration.GetSection(StorageOptions.Section), typeof(StorageOptions), faults);
        if (faults.Count > 0)
        {
            throw new StartupException(string.Join(Environment.NewLine, faults));
        }
    }

    /// <remarks>A new ring would open none of the logs, so none is made here. One that is there already may have newer
    /// keys, but must name users in the same way.</remarks>
    private static void Place(string? keyRing, string file)
    {
        if (File.Exists(file))
        {
            if (keyRing is not null && File.Exists(keyRing) && MarkOf(keyRing) != MarkOf(file))
            {
                throw new StartupException(
                    $"There is a key ring {file} already, and {keyRing} is another one: logs of both cannot lie "
                    + "together. Take the ring that belongs to these logs, or, where nothing was written with the one "
                    + "that is there, remove it.");
            }

            return;
        }

        if (keyRing is null || !File.Exists(keyRing))
        {
            throw new StartupException(
                $"There is no key ring {file}, without which no log can be opened: put it there, or name the data "
                + "folder that has it.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = file + ".tmp";
        File.Copy(keyRing, temporary, overwrite: true);
        File.Move(temporary, file);
    }

    private static string MarkOf(string file)
    {
        using var ring = LocalKeyRing.Open(file);
        return ring.NameOf(new MemoryScope("-", "-"));
    }
}

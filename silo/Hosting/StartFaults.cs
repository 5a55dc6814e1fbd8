using System.Net.Sockets;
using System.Text.RegularExpressions;
using Agents.Embedding;
using Agents.Embedding.Fetch;
using Agents.Gateway;
using Agents.Grains.Embedding;
using Agents.Grains.UserMemory;
using Agents.Silo.Configuration;
using Agents.Silo.Embedding;
using Agents.Storage.AzureBlobs;
using Agents.Storage.Files;
using Agents.Storage.Postgres;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Agents.Silo.Hosting;

/// <summary>Turns what an operator can mend into lines that say how.</summary>
internal static partial class StartFaults
{
    private static readonly Dictionary<Type, string> Sections = new()
    {
        [typeof(GatewayOptions)] = SiloBuilder.GatewaySection,
        [typeof(UserMemoryOptions)] = SiloBuilder.UserMemorySection,
        [typeof(EmbeddingOptions)] = EmbeddingShards.ModelSection,
        [typeof(EmbeddingShardOptions)] = EmbeddingShards.Section,
        [typeof(AzureBlobStorageOptions)] = $"{StorageOptions.Section}:{nameof(StorageOptions.AzureBlobs)}",
        [typeof(PostgresStorageOptions)] = $"{StorageOptions.Section}:{nameof(StorageOptions.Postgres)}",
    };

    /// <summary>Returns the fault as one line for each thing to mend; null where it is a fault of ours.</summary>
    public static StartupException? Of(Exception error, SiloOptions options) => error switch
    {
        StartupException startup => startup,
        AggregateException all => OfAll(all, options),
        OptionsValidationException invalid => new(
            string.Join(Environment.NewLine, invalid.Failures.Select(failure => Spelled(failure, invalid.OptionsType))),
            error),
        DataFolderInUseException or DataFolderException or ModelUnavailableException => new(error.Message, error),
        OrleansConfigurationException => new($"Orleans refuses its settings: {error.Message}", error),
        AddressInUseException or IOException { InnerException: AddressInUseException } => new(
            $"The address {options.Urls} is in use: stop what listens there, or take another with --urls URL.", error),
        SocketException or IOException { InnerException: SocketException } => new(
            $"The address {options.Urls} cannot be bound ({error.Message}); take another with --urls URL.", error),
        _ => null,
    };

    private static StartupException? OfAll(AggregateException all, SiloOptions options)
    {
        var faults = all.Flatten().InnerExceptions.Select(inner => Of(inner, options)).ToArray();
        return Array.Exists(faults, fault => fault is null)
            ? null
            : new StartupException(string.Join(Environment.NewLine, faults.Select(fault => fault!.Message)), all);
    }

    /// <summary>Names a setting as an operator spells it: <c>Limits.SearchLimitMax</c> with its section and
    /// colons.</summary>
    private static string Spelled(string failure, Type type)
    {
        var match = Setting().Match(failure);
        var path = match.Groups["path"].Value;
        return Sections.TryGetValue(type, out var section) && type.GetProperty(path.Split('.')[0]) is not null
            ? $"{section}:{path.Replace('.', ':')}{failure[match.Length..]}"
            : failure;
    }

    // Data annotations say the name twice: "MemoriesMax: The field UserMemoryOptions.MemoriesMax must be ...".
    [GeneratedRegex(@"^(\w+: The field \w+\.)?(?<path>\w+(\.\w+)*)")]
    private static partial Regex Setting();
}

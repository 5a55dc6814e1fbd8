using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Agents.Silo.Configuration;
using Npgsql;
using StackExchange.Redis;

namespace Agents.Silo.Clustering;

/// <summary>Finds every fault of the section <c>Cluster</c>, one line each, before anything is started.</summary>
internal static class ClusterOptionsValidator
{
    private const int NameCharsMax = 64;

    private static readonly SearchValues<char> NameChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    /// <param name="cluster">The section.</param>
    /// <param name="options">The options of the command line, whose roles must fit.</param>
    /// <param name="storageKind">Where the logs are kept.</param>
    public static IEnumerable<string> Faults(ClusterOptions cluster, SiloOptions options, string storageKind)
    {
        if (cluster.Kind is not (ClusterOptions.Localhost or ClusterOptions.Redis or ClusterOptions.Postgres))
        {
            return
            [
                $"Cluster:Kind is '{cluster.Kind}' and may be {ClusterOptions.Localhost}, {ClusterOptions.Redis} or "
                + $"{ClusterOptions.Postgres}.",
            ];
        }

        return
        [
            .. cluster.IsShared ? OfShared(cluster, options, storageKind) : OfLocalhost(cluster, options),
            .. NameFaults("Cluster:ClusterId", cluster.ClusterId),
            .. NameFaults("Cluster:ServiceId", cluster.ServiceId),
            .. AddressFaults(cluster),
            .. LabelFaults(cluster),
            .. TimeFaults("ResponseTimeout", cluster.ResponseTimeout, OneSecond, TimeSpan.FromMinutes(10)),
            .. TimeFaults("DrainDelay", cluster.DrainDelayOrDefault, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            .. TimeFaults("DrainTimeout", cluster.DrainTimeout, TimeSpan.Zero, TimeSpan.FromHours(1)),
            .. TimeFaults("LeaveTimeout", cluster.LeaveTimeout, OneSecond, TimeSpan.FromMinutes(10)),
            .. TimeFaults("IdleAge", cluster.IdleAge, TimeSpan.FromMinutes(2), TimeSpan.FromDays(1)),
            .. RangeFaults("MemoryLimitPercent", cluster.MemoryLimitPercent, 20, 100),
            .. RangeFaults("UserRequestsMax", cluster.UserRequestsMax, 1, 1_000_000),
        ];
    }

    /// <summary>Finds the address that a host stands for, IPv4 before others; null where there is none.</summary>
    public static IPAddress? AddressOf(string host)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return address;
        }

        try
        {
            var all = Dns.GetHostAddresses(host);
            return Array.Find(all, one => one.AddressFamily == AddressFamily.InterNetwork) ?? all.FirstOrDefault();
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<string> OfLocalhost(ClusterOptions cluster, SiloOptions options)
    {
        if (!options.IsGateway || !options.IsMemory)
        {
            yield return $"--roles is '{options.Roles}', and with Cluster:Kind {ClusterOptions.Localhost} this process "
                + $"is alone and needs gateway and memory: take Cluster:Kind {ClusterOptions.Redis} or "
                + $"{ClusterOptions.Postgres} for nodes that share the work, or leave --roles out.";
        }

        if (cluster.ConnectionString is not null)
        {
            yield return $"Cluster:ConnectionString is set, and Cluster:Kind {ClusterOptions.Localhost} has none: set "
                + $"Cluster:Kind to {ClusterOptions.Redis} or {ClusterOptions.Postgres}, or leave it out.";
        }
    }

    private static IEnumerable<string> OfShared(ClusterOptions cluster, SiloOptions options, string storageKind)
    {
        if (options.IsEmbedding && !options.IsMemory && !NodeLabels.IsGpu(cluster))
        {
            yield return $"--roles is '{options.Roles}', and Cluster:Labels:{NodeLabels.Hardware} is not "
                + $"{NodeLabels.Gpu}, so nobody would ask this node to embed: set Cluster:Labels:{NodeLabels.Hardware}="
                + $"{NodeLabels.Gpu}, or leave the node out, and each of the others embeds for itself.";
        }

        if (storageKind == StorageOptions.Files)
        {
            yield return $"Storage:Kind is {StorageOptions.Files}, which is for one silo, and Cluster:Kind "
                + $"{cluster.Kind} is for several: keep the logs where all silos reach them "
                + $"(Storage:Kind={StorageOptions.AzureBlobStorage}), or leave Cluster:Kind out.";
        }

        if (string.IsNullOrWhiteSpace(cluster.ConnectionString))
        {
            yield return $"Cluster:ConnectionString is not set, and Cluster:Kind {cluster.Kind} needs it: give "
                + (cluster.Kind == ClusterOptions.Redis ? "127.0.0.1:6379" : "Host=127.0.0.1;Database=agents")
                + " or the like.";
        }
        else if (!CanParse(cluster))
        {
            yield return $"Cluster:ConnectionString is no connection string of {cluster.Kind}; its text is not shown, "
                + "since it may hold a password.";
        }
    }

    private static bool CanParse(ClusterOptions cluster)
    {
        try
        {
            return cluster.Kind == ClusterOptions.Redis
                ? ConfigurationOptions.Parse(cluster.ConnectionString!).EndPoints.Count > 0
                : new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host is { Length: > 0 };
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<string> NameFaults(string name, string value)
    {
        if (value.Length is 0 or > NameCharsMax || value.AsSpan().ContainsAnyExcept(NameChars))
        {
            yield return $"{name} is '{value}'; give 1 to {NameCharsMax} letters, digits, dots, hyphens or "
                + "underscores.";
        }
    }

    private static IEnumerable<string> AddressFaults(ClusterOptions cluster)
    {
        var address = AddressOf(cluster.AdvertisedAddress);
        if (address is null)
        {
            yield return $"Cluster:AdvertisedAddress is '{cluster.AdvertisedAddress}', which is no address and no name "
                + "of one; give the address at which the other nodes reach this one.";
        }
        else if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            yield return $"Cluster:AdvertisedAddress is {address}, which nobody can reach: give the address of this "
                + "node, and Cluster:ListenAnyAddress=true to listen on all.";
        }
        else if (!cluster.IsShared && (!IPAddress.IsLoopback(address) || cluster.ListenAnyAddress))
        {
            yield return "Cluster:AdvertisedAddress and Cluster:ListenAnyAddress are for other nodes, and Cluster:Kind "
                + $"{ClusterOptions.Localhost} has none: leave them out, or take another Cluster:Kind.";
        }
    }

    private static IEnumerable<string> LabelFaults(ClusterOptions cluster) =>
        from label in cluster.Labels
        where label.Key.StartsWith(NodeLabels.RolePrefix, StringComparison.Ordinal)
            || label.Value.Length is 0 or > NameCharsMax || label.Key.Length > NameCharsMax
        select $"Cluster:Labels:{label.Key} is '{label.Value}'; give a name and a value of 1 to {NameCharsMax} "
            + $"characters, the name not beginning with {NodeLabels.RolePrefix}, which --roles sets.";

    private static IEnumerable<string> TimeFaults(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value < least || value > most ? [$"Cluster:{name} is {value}; give {least} to {most}."] : [];

    private static IEnumerable<string> RangeFaults(string name, int value, int least, int most) =>
        value < least || value > most ? [$"Cluster:{name} is {value}; give {least} to {most}."] : [];
}

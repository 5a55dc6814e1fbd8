using Agents.Silo.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace Agents.Silo.Tls;

/// <summary>Adds TLS between the nodes of a cluster, where its files are named.</summary>
internal static class ClusterTlsBuilder
{
    /// <summary>Every connection between silos, and between a client and a silo, needs the cluster's certificate on
    /// both sides from here on.</summary>
    /// <exception cref="StartupException">The files cannot be used; one line each.</exception>
    public static void AddClusterTls(this WebApplicationBuilder builder) =>
        AddClusterTls(builder.Services, builder.Configuration);

    /// <inheritdoc cref="AddClusterTls(WebApplicationBuilder)"/>
    public static void AddClusterTls(this IServiceCollection services, IConfiguration configuration)
    {
        var options = new ClusterTlsOptions();
        configuration.GetSection(ClusterTlsOptions.Section).Bind(options);
        if (!options.IsSet)
        {
            return;
        }

        ThrowIfFaulty(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ClusterCertificates>(provider, options));
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<TlsMiddleware>(provider, options.HandshakeTimeout));
        services.AddHostedService<CertificateWatch>();
        services.Configure<SiloConnectionOptions>(silo =>
        {
            silo.ConfigureSiloInboundConnection(Accept);
            silo.ConfigureSiloOutboundConnection(Connect);
            silo.ConfigureGatewayInboundConnection(Accept);
        });
        services.Configure<ClientConnectionOptions>(client => client.ConfigureConnection(Connect));
    }

    private static void ThrowIfFaulty(ClusterTlsOptions options)
    {
        if (options.HandshakeTimeout <= TimeSpan.Zero || options.HandshakeTimeout > TimeSpan.FromMinutes(1))
        {
            throw new StartupException(
                $"{ClusterTlsOptions.Section}:{nameof(ClusterTlsOptions.HandshakeTimeout)} is "
                + $"{options.HandshakeTimeout} and may be more than nothing, and at most 00:01:00.");
        }

        try
        {
            CertificateSet.Create(CertificatePems.Read(options), TimeProvider.System.GetUtcNow());
        }
        catch (CertificateFault fault)
        {
            throw new StartupException(fault.Message, fault);
        }
    }

    private static void Accept(IConnectionBuilder connection)
    {
        var tls = connection.ApplicationServices.GetRequiredService<TlsMiddleware>();
        connection.Use(next => context => tls.AcceptAsync(context, next));
    }

    private static void Connect(IConnectionBuilder connection)
    {
        var tls = connection.ApplicationServices.GetRequiredService<TlsMiddleware>();
        connection.Use(next => context => tls.ConnectAsync(context, next));
    }
}

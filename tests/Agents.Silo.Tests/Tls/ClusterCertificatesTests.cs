using Agents.Silo.Configuration;
using Agents.Silo.Tls;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Silo.Tests.Tls;

public sealed class ClusterCertificatesTests : IDisposable
{
    private readonly TestAuthority _authority = new("cluster");
    private readonly NodeFiles _files;
    private readonly HeardLog _log = new();
    private readonly FakeTimeProvider _time = new(TestAuthority.Now);

    public ClusterCertificatesTests() => _files = new NodeFiles(_authority);

    public void Dispose()
    {
        _log.Dispose();
        _files.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public void Half_of_a_new_pair_leaves_the_old_one_in_use_until_the_other_half_is_there()
    {
        var certificates = New();
        var old = certificates.Current().Own.Thumbprint;
        var (certificate, key) = _authority.Sign();

        File.WriteAllText(_files.Certificate, certificate);
        Assert.Equal(old, certificates.Current().Own.Thumbprint);
        Assert.Equal(old, certificates.Current().Own.Thumbprint);
        Assert.Single(_log.Lines, line => line.Contains("cannot be used", StringComparison.Ordinal));

        File.WriteAllText(_files.Key, key);
        Assert.NotEqual(old, certificates.Current().Own.Thumbprint);
    }

    [Fact]
    public void A_file_that_is_gone_for_a_moment_leaves_the_old_ones_in_use()
    {
        var certificates = New();
        var old = certificates.Current().Own.Thumbprint;

        File.Delete(_files.Key);

        Assert.Equal(old, certificates.Current().Own.Thumbprint);
    }

    [Fact]
    public async Task Expiry_is_told_two_weeks_before_and_when_it_has_come()
    {
        var certificates = New();
        using var watch = new CertificateWatch(certificates, _time, Logger<CertificateWatch>());
        await watch.StartAsync(TestContext.Current.CancellationToken);
        await _log.SaysAsync("Information", "Cluster connections use TLS");

        _time.Advance(TimeSpan.FromDays(17.5));
        await _log.SaysAsync("Warning", "expires at", "in 12 days");
        _time.Advance(TimeSpan.FromDays(14));
        await _log.SaysAsync("Error", "expired at");

        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void No_file_named_means_plain_connections()
    {
        var services = new ServiceCollection();

        services.AddClusterTls(new ConfigurationBuilder().Build());

        Assert.Empty(services);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_with_its_setting()
    {
        File.Delete(_files.Authority);
        Refused("Cluster:Tls:AuthorityFile", _files.Authority);
    }

    [Fact]
    public void Two_of_three_files_are_too_few()
    {
        var services = new ServiceCollection();
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Cluster:Tls:CertificateFile", _files.Certificate)])
            .Build();

        var fault = Assert.Throws<StartupException>(() => services.AddClusterTls(settings));

        Assert.Equal(2, fault.Message.Split(Environment.NewLine).Length);
        Assert.Contains("Cluster:Tls:KeyFile is not set", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Cluster:Tls:AuthorityFile is not set", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_certificate_is_refused()
    {
        File.WriteAllText(_files.Key, _authority.Sign().Key);
        Refused("Cluster:Tls:CertificateFile and Cluster:Tls:KeyFile");
    }

    [Fact]
    public void A_text_that_is_no_certificate_is_refused()
    {
        File.WriteAllText(_files.Certificate, "no certificate");
        Refused("Cluster:Tls:CertificateFile and Cluster:Tls:KeyFile");
    }

    [Fact]
    public void An_expired_certificate_is_refused()
    {
        _files.Write(_authority.Sign(TestAuthority.Now.AddDays(-9), TestAuthority.Now.AddDays(-1)));
        Refused("Cluster:Tls:CertificateFile", "expired at");
    }

    [Fact]
    public void A_certificate_of_the_future_is_refused()
    {
        _files.Write(_authority.Sign(TestAuthority.Now.AddDays(1)));
        Refused("Cluster:Tls:CertificateFile", "not valid before");
    }

    [Fact]
    public void A_certificate_of_another_authority_is_refused()
    {
        using var foreign = new TestAuthority("foreign");
        _files.Write(foreign.Sign());
        Refused("Cluster:Tls:CertificateFile", "is refused (");
    }

    [Fact]
    public void A_certificate_for_clients_only_is_refused()
    {
        _files.Write(_authority.Sign(purposes: TestAuthority.ClientPurpose));
        Refused("Cluster:Tls:CertificateFile", "NotValidForUsage");
    }

    [Fact]
    public void A_handshake_without_a_limit_is_refused()
    {
        var fault = Assert.Throws<StartupException>(
            () => new ServiceCollection().AddClusterTls(_files.Settings("00:00:00")));

        Assert.Contains("Cluster:Tls:HandshakeTimeout", fault.Message, StringComparison.Ordinal);
    }

    private void Refused(params string[] texts)
    {
        var fault = Assert.Throws<StartupException>(
            () => new ServiceCollection().AddClusterTls(_files.Settings()));

        Assert.All(texts, text => Assert.Contains(text, fault.Message, StringComparison.Ordinal));
    }

    private ClusterCertificates New() => new(_files.Options, _time, Logger<ClusterCertificates>());

    private Logger<T> Logger<T>() => new(LoggerFactory.Create(logging => logging.AddProvider(_log)));
}

using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Agents.Silo.Clustering;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Silo.Tests.Clustering;

/// <summary>Who is declared dead when a connection breaks: only whose process has surely ended.</summary>
public sealed class CrashDetectorTests
{
    private readonly Membership _membership = new(4);
    private readonly Dictionary<int, Queue<SocketError>> _answers = [];
    private readonly CrashDetector _detector;

    public CrashDetectorTests() => _detector = new CrashDetector(
        _membership,
        new Self(),
        (address, _) => Task.FromResult(AnswerOf(address.Port)),
        TimeProvider.System,
        NullLogger<CrashDetector>.Instance);

    [Fact]
    public async Task A_silo_whose_port_is_closed_is_dead()
    {
        Answer(1, SocketError.ConnectionRefused, SocketError.ConnectionRefused);

        await _detector.LookAsync(Silo(1).Endpoint);

        Assert.Equal([Silo(1)], _membership.Killed);
    }

    [Theory]
    [InlineData(SocketError.Success)]
    [InlineData(SocketError.TimedOut)]
    [InlineData(SocketError.HostUnreachable)]
    public async Task A_silo_that_listens_or_says_nothing_is_left_to_the_probes(SocketError answer)
    {
        Answer(1, answer);

        await _detector.LookAsync(Silo(1).Endpoint);

        Assert.Empty(_membership.Killed);
    }

    [Fact]
    public async Task A_port_that_is_closed_for_a_moment_kills_nobody()
    {
        Answer(1, SocketError.ConnectionRefused, SocketError.Success);

        await _detector.LookAsync(Silo(1).Endpoint);

        Assert.Empty(_membership.Killed);
    }

    /// <summary>Behind a firewall that refuses for it, every other silo looks closed.</summary>
    [Fact]
    public async Task A_silo_that_no_other_one_accepts_declares_nobody_dead()
    {
        for (var silo = 1; silo < 4; silo++)
        {
            Answer(silo, SocketError.ConnectionRefused, SocketError.ConnectionRefused);
        }

        await _detector.LookAsync(Silo(1).Endpoint);

        Assert.Empty(_membership.Killed);
    }

    [Theory]
    [InlineData(SiloStatus.ShuttingDown)]
    [InlineData(SiloStatus.Dead)]
    public async Task A_silo_that_leaves_is_not_looked_for(SiloStatus status)
    {
        _membership.Set(1, status);
        Answer(1, SocketError.ConnectionRefused, SocketError.ConnectionRefused);

        await _detector.LookAsync(Silo(1).Endpoint);

        Assert.Empty(_membership.Killed);
    }

    [Fact]
    public async Task An_address_of_nobody_is_not_looked_for()
    {
        await _detector.LookAsync(new IPEndPoint(IPAddress.Loopback, 5));
        await _detector.LookAsync(null);

        Assert.Empty(_membership.Killed);
    }

    private static SiloAddress Silo(int number) =>
        SiloAddress.New(IPAddress.Loopback, 11_110 + number, 1_000 + number);

    private void Answer(int silo, params SocketError[] answers) =>
        _answers[Silo(silo).Endpoint.Port] = new Queue<SocketError>(answers);

    private SocketError AnswerOf(int port) =>
        _answers.TryGetValue(port, out var answers) ? answers.Dequeue() : SocketError.Success;

    private sealed class Membership(int silos) : IClusterMembershipService
    {
        private readonly Dictionary<SiloAddress, ClusterMember> _members = Enumerable.Range(0, silos)
            .Select(number => new ClusterMember(Silo(number), SiloStatus.Active, $"silo-{number}"))
            .ToDictionary(member => member.SiloAddress);

        public List<SiloAddress> Killed { get; } = [];

        public ClusterMembershipSnapshot CurrentSnapshot =>
            new(_members.ToImmutableDictionary(), new MembershipVersion(1));

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

        public void Set(int number, SiloStatus status) =>
            _members[Silo(number)] = new ClusterMember(Silo(number), status, $"silo-{number}");

        public ValueTask Refresh(MembershipVersion minimumVersion, CancellationToken cancellationToken) =>
            ValueTask.CompletedTask;

        public Task<bool> TryKill(SiloAddress siloAddress)
        {
            Killed.Add(siloAddress);
            return Task.FromResult(true);
        }
    }

    private sealed class Self : ILocalSiloDetails
    {
        public string Name => "silo-0";

        public string ClusterId => "test";

        public string DnsHostName => "host";

        public SiloAddress SiloAddress => Silo(0);

        public SiloAddress GatewayAddress => Silo(0);
    }
}

using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Identity;

public sealed class HostTests
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example:80")]
    [InlineData("192.168.1.2")]
    public async Task A_foreign_host_is_refused_on_every_path(string name)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.GetAsync("/v1/memories?user=u", ("Host", name)).ErrorAsync(403, ErrorCodes.HostNotAllowed, "Host");
        await host.GetAsync("/health/live", ("Host", name)).ErrorAsync(403, ErrorCodes.HostNotAllowed, "Host");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:81")]
    [InlineData("127.0.0.1:9999")]
    [InlineData("[::1]:5080")]
    public async Task A_loopback_name_is_accepted_with_any_port_and_key(string name)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.GetAsync("/v1/memories?user=u", ("Host", name), ("Authorization", "Bearer anything")).JsonAsync();
    }
}

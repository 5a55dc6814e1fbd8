using Agents.Contracts;
using Agents.Gateway.Health;
using Agents.Gateway.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Agents.Gateway.Tests.Health;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData("GET", "/v1/memories?user=u")]
    [InlineData("GET", "/v1/nothing")]
    [InlineData("PUT", "/v1/memories")]
    [InlineData("POST", "/v1/memories/search")]
    public async Task While_starting_everything_is_503_and_never_4xx(string method, string path)
    {
        await using var host = await GatewayHost.StartAsync(
            services: services => services.AddSingleton<IReadiness>(new Starting()));
        using var answer = await host.SendAsync(new HttpMethod(method), path, null, ("Host", "evil.example"));
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        var error = await Task.FromResult(answer).ErrorAsync(503, ErrorCodes.Starting);
        Assert.Contains("the model is loading", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_starting_the_process_lives_and_is_not_ready()
    {
        await using var host = await GatewayHost.StartAsync(
            services: services => services.AddSingleton<IReadiness>(new Starting()));
        await host.GetAsync("/health/live").JsonAsync();
        await host.GetAsync("/health/ready").ErrorAsync(503, ErrorCodes.Starting);
    }

    [Fact]
    public async Task A_ready_process_says_so()
    {
        await using var host = await GatewayHost.StartAsync();
        Assert.Equal("ready", (await host.GetAsync("/health/ready").JsonAsync()).GetProperty("status").GetString());
    }

    private sealed class Starting : IReadiness
    {
        public bool IsReady => false;

        public string? Reason => "the model is loading.";
    }
}

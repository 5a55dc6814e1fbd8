using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Overload;

/// <summary>A node that is full says so at once, and goes on with what it has taken.</summary>
public sealed class RequestGateTests
{
    private const string Add = """{"user":"u","messages":[{"role":"user","content":"x"}]}""";

    [Fact]
    public async Task What_is_over_the_limits_is_503_and_what_waits_is_served()
    {
        var served = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var host = await GatewayHost.StartAsync(Narrow);
        host.Memory.Before = (_, _) =>
        {
            served.TrySetResult();
            return go.Task;
        };
        var first = host.PostAsync("/v1/memories", Add);
        await served.Task;

        // One of these waits for its turn, and the other one is too many. Which one, the network decides.
        Task<HttpResponseMessage>[] more = [host.PostAsync("/v1/memories", Add), host.PostAsync("/v1/memories", Add)];
        var refused = await Task.WhenAny(more);
        using var answer = await refused;
        await Task.FromResult(answer).ErrorAsync(503, ErrorCodes.Overloaded);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);

        go.SetResult();
        await first.JsonAsync(201);
        await more.Single(task => task != refused).JsonAsync(201);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/v1/models")]
    public async Task Health_and_models_answer_while_the_node_is_full(string path)
    {
        var served = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var host = await GatewayHost.StartAsync(Narrow);
        host.Memory.Before = (_, _) =>
        {
            served.TrySetResult();
            return go.Task;
        };
        var first = host.PostAsync("/v1/memories", Add);
        await served.Task;

        using var answer = await host.GetAsync(path);

        Assert.Equal(200, (int)answer.StatusCode);
        go.SetResult();
        await first.JsonAsync(201);
    }

    private static void Narrow(GatewayOptions options)
    {
        options.Limits.RequestsMax = 1;
        options.Limits.WaitingRequestsMax = 1;
    }
}

using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Errors;

public sealed class GrainErrorTests
{
    private const string Add = """{"user":"u","messages":[{"role":"user","content":"x"}]}""";

    [Theory]
    [InlineData(ErrorCodes.NotFound, 404)]
    [InlineData(ErrorCodes.Erased, 410)]
    [InlineData(ErrorCodes.IdReused, 422)]
    [InlineData(ErrorCodes.QuotaExceeded, 429)]
    [InlineData(ErrorCodes.LogDamaged, 500)]
    [InlineData(ErrorCodes.StorageUnavailable, 503)]
    [InlineData(ErrorCodes.StorageFull, 507)]
    public async Task An_error_of_the_grain_has_its_status(string code, int status)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Error = new MemoryError(code, "It was refused; do something else.", "messages");
        await host.PostAsync("/v1/memories", Add).ErrorAsync(status, code, "messages");
    }

    [Fact]
    public async Task A_full_quota_asks_clients_not_to_repeat()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Error = new MemoryError(ErrorCodes.QuotaExceeded, "Full.");
        using var answer = await host.PostAsync("/v1/memories", Add);
        Assert.Equal("false", answer.Headers.GetValues("x-should-retry").Single());
    }

    [Fact]
    public async Task One_lost_call_is_repeated()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Fault = () => new TimeoutException("late");
        host.Memory.FaultCount = 1;
        await host.PostAsync("/v1/memories", Add).JsonAsync(201);
        Assert.Equal(2, host.Memory.Calls.Count);
    }

    /// <summary>As when the directory looks for a user's silo on one that has died.</summary>
    [Fact]
    public async Task A_call_that_was_cancelled_inside_is_repeated()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Fault = () => new OperationCanceledException("the silo is gone");
        host.Memory.FaultCount = 1;
        await host.PostAsync("/v1/memories", Add).JsonAsync(201);
        Assert.Equal(2, host.Memory.Calls.Count);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_inside_again_is_503_with_retry_after()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Fault = () => new OperationCanceledException("the silo is gone");
        using var answer = await host.PostAsync("/v1/memories", Add);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        await Task.FromResult(answer).ErrorAsync(503, ErrorCodes.StorageUnavailable);
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_reached_is_503_with_retry_after()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Fault = () => new OrleansException("silo 10.0.0.1 is gone");
        using var answer = await host.PostAsync("/v1/memories", Add);
        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        var error = await Task.FromResult(answer).ErrorAsync(503, ErrorCodes.StorageUnavailable);
        Assert.DoesNotContain("10.0.0.1", error.ToString(), StringComparison.Ordinal);
        Assert.InRange(host.Memory.Calls.Count, 2, 11);
    }

    [Fact]
    public async Task A_call_that_met_an_activation_without_the_memory_is_made_again()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.MovedCount = 1;
        await host.PostAsync("/v1/memories", Add).JsonAsync(201);
        Assert.Equal(2, host.Memory.Calls.Count);
        Assert.Equal(1, host.Memory.ItemCount);
    }

    [Fact]
    public async Task Such_a_call_is_refused_where_no_activation_has_it()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.MovedCount = 100;
        using var answer = await host.PostAsync("/v1/memories", Add);
        await Task.FromResult(answer).ErrorAsync(503, ErrorCodes.StorageUnavailable);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_user_for_whom_too_many_requests_wait_is_429_and_nothing_is_repeated()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Fault = () => new LimitExceededException("the queue of this grain is full");
        using var answer = await host.PostAsync("/v1/memories", Add);
        await Task.FromResult(answer).ErrorAsync(429, ErrorCodes.RateLimitExceeded);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.Single(host.Memory.Calls);
    }

    [Fact]
    public async Task An_erasure_is_not_repeated()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Memory.Fault = () => new TimeoutException("late");
        await host.SendAsync(HttpMethod.Delete, "/v1/memories?user=u&erase=true")
            .ErrorAsync(503, ErrorCodes.StorageUnavailable);
        Assert.Single(host.Memory.Calls);
    }
}

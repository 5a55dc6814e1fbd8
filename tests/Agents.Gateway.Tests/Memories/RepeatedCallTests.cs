using System.Diagnostics.Metrics;
using Agents.Gateway.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Agents.Gateway.Tests.Memories;

/// <summary>A call that was lost is made again and counted, as long as somebody waits for it.</summary>
public sealed class RepeatedCallTests : IAsyncLifetime
{
    private const string Add = """{"user":"u","messages":[{"role":"user","content":"x"}]}""";

    private readonly MeterListener _listener = new();
    private GatewayHost? _host;
    private long _repeated;

    private GatewayHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        var meters = Host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "agents.gateway.memory.repeated")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _repeated, value));
        _listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await Host.DisposeAsync();
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(OrleansException))]
    public async Task A_lost_call_is_counted_once_when_it_is_made_again(Type loss)
    {
        Host.Memory.Fault = () => (Exception)Activator.CreateInstance(loss)!;
        Host.Memory.FaultCount = 1;

        await Host.PostAsync("/v1/memories", Add).JsonAsync(201);

        Assert.Equal((2, 1), (Host.Memory.Calls.Count, Interlocked.Read(ref _repeated)));
    }

    /// <summary>A silo that has died refuses at once until the others have noticed it.</summary>
    [Fact]
    public async Task A_call_that_is_refused_at_once_is_made_again_for_a_while()
    {
        Host.Memory.Fault = () => new OrleansException("Connection refused.");
        Host.Memory.FaultCount = 3;

        await Host.PostAsync("/v1/memories", Add).JsonAsync(201);

        Assert.Equal((4, 3), (Host.Memory.Calls.Count, Interlocked.Read(ref _repeated)));
    }

    /// <summary>Each try may take as long as an answer is waited for.</summary>
    [Fact]
    public async Task A_call_that_is_not_answered_in_time_is_made_once_more_and_then_fails()
    {
        Host.Memory.Fault = () => new TimeoutException("Response did not arrive on time.");

        await Host.PostAsync("/v1/memories", Add).JsonAsync(503);

        Assert.Equal((2, 1), (Host.Memory.Calls.Count, Interlocked.Read(ref _repeated)));
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(OrleansException))]
    public async Task A_lost_call_of_a_client_that_has_gone_is_neither_made_again_nor_counted(Type loss)
    {
        using var client = new CancellationTokenSource();
        Host.Memory.Fault = () => (Exception)Activator.CreateInstance(loss)!;
        Host.Memory.Before = async (_, aborted) =>
        {
            var gone = new TaskCompletionSource();
            await using var told = aborted.Register(gone.SetResult);
            await client.CancelAsync();
            await gone.Task;
        };

        using var content = GatewayHost.Json(Add);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Host.Client.PostAsync(new Uri("/v1/memories", UriKind.Relative), content, client.Token));

        // It stops when its last request has ended.
        await Host.StopAsync();
        Assert.Equal((1, 0), (Host.Memory.Calls.Count, Interlocked.Read(ref _repeated)));
    }
}

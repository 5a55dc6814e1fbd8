using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Agents.Client.Tests.TestKit;
using Agents.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Client.Tests.Memories;

public sealed class RetryTests
{
    private readonly ImpatientClock _clock = new(TimeSpan.FromSeconds(90));

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_passing_fault_is_tried_again_with_the_same_message_ids(int status)
    {
        await using var server = await StubServer.StartAsync(
            Reply.Error(status, "busy"), Reply.Json(Some.Receipts, 201));
        using var client = Client(server);

        await client.AddAsync(Some.Request(null, "mine", null), TestContext.Current.CancellationToken);

        var tries = server.Requests.Select(request => IdsOf(request.Body)).ToList();
        Assert.Equal(2, tries.Count);
        Assert.Equal(tries[0], tries[1]);
        Assert.Equal("mine", tries[0][1]);
        Assert.Equal(3, tries[0].Distinct().Count());
        Assert.All(tries[0], id => Assert.Matches("^[A-Za-z0-9._:~-]{1,128}$", id));
    }

    [Fact]
    public async Task Two_calls_never_share_a_made_id()
    {
        await using var server = await StubServer.StartAsync(Reply.Json(Some.Receipts, 201));
        using var client = Client(server);

        await client.AddAsync(Some.Request([null]), TestContext.Current.CancellationToken);
        await client.AddAsync(Some.Request([null]), TestContext.Current.CancellationToken);

        var ids = server.Requests.SelectMany(request => IdsOf(request.Body)).ToList();
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Fact]
    public async Task A_cut_connection_is_tried_again()
    {
        await using var server = await StubServer.StartAsync(Reply.Cut, Reply.Cut, Reply.Json(Some.Receipts, 201));
        using var client = Client(server);

        var receipts = await client.AddAsync(Some.Request("m1"), TestContext.Current.CancellationToken);

        Assert.Equal("m1", receipts.Episodes[0].Id);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_asked_for_again()
    {
        await using var server = await StubServer.StartAsync(CutInBody, Reply.Json(Some.Item("m1")));
        using var client = Client(server);

        var item = await client.GetAsync("m1", "ada", TestContext.Current.CancellationToken);

        Assert.Equal("m1", item.Id);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Sat, 03 Oct 2026 12:00:20 GMT", 20)]
    [InlineData("Sat, 03 Oct 2026 11:00:00 GMT", 0)]
    public async Task Retry_After_is_waited_for(string header, int seconds)
    {
        await using var server = await StubServer.StartAsync(
            Reply.Error(503, ErrorCodes.Starting, retryAfter: header), Reply.Json(Some.Receipts));
        using var client = Client(server);

        await client.AddAsync(Some.Request("m1"), TestContext.Current.CancellationToken);

        Assert.Equal(seconds == 0 ? [] : [TimeSpan.FromSeconds(seconds)], _clock.Delays);
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_limit_ends_the_call()
    {
        await using var server = await StubServer.StartAsync(
            Reply.Error(429, ErrorCodes.RateLimitExceeded, retryAfter: "3600"), Reply.Json(Some.Receipts));
        using var client = Client(server);

        var fault = await Assert.ThrowsAsync<AgentsException>(
            () => client.AddAsync(Some.Request("m1"), TestContext.Current.CancellationToken));

        Assert.Equal(TimeSpan.FromHours(1), fault.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Delays_double_up_to_their_limit_and_stay_within_their_bounds()
    {
        await using var server = await StubServer.StartAsync(Reply.Error(503, ErrorCodes.StorageUnavailable));
        using var client = Client(server, options =>
        {
            options.TriesMax = 6;
            options.RetryDelay = TimeSpan.FromSeconds(1);
            options.RetryDelayMax = TimeSpan.FromSeconds(5);
            options.Jitter = new TopOfTheRange();
        });

        await Assert.ThrowsAsync<AgentsException>(
            () => client.AddAsync(Some.Request("m1"), TestContext.Current.CancellationToken));

        Assert.Equal([1, 2, 4, 5, 5], _clock.Delays.Select(delay => delay.TotalSeconds));
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task The_same_seed_draws_the_same_delays()
    {
        await using var server = await StubServer.StartAsync(Reply.Error(503, ErrorCodes.StorageUnavailable));
        var runs = new List<List<TimeSpan>>();
        for (var run = 0; run < 2; run++)
        {
            var clock = new ImpatientClock(TimeSpan.FromSeconds(90));
            using var client = Client(
                server, options => (options.TimeProvider, options.Jitter) = (clock, new Random(5)));
            await Assert.ThrowsAsync<AgentsException>(
                () => client.StatsAsync("ada", TestContext.Current.CancellationToken));
            runs.Add(clock.Delays);
        }

        Assert.Equal(4, runs[0].Count);
        Assert.Equal(runs[0], runs[1]);
    }

    [Theory]
    [InlineData(400, ErrorCodes.InvalidRequest)]
    [InlineData(404, ErrorCodes.NotFound)]
    [InlineData(422, ErrorCodes.IdReused)]
    [InlineData(429, ErrorCodes.QuotaExceeded)]
    [InlineData(500, ErrorCodes.Internal)]
    [InlineData(507, ErrorCodes.StorageFull)]
    public async Task A_fault_that_stays_is_thrown_at_once(int status, string code)
    {
        await using var server = await StubServer.StartAsync(Reply.Error(status, code, "messages[0].id"));
        using var client = Client(server);

        var fault = await Assert.ThrowsAsync<AgentsException>(
            () => client.AddAsync(Some.Request("m1"), TestContext.Current.CancellationToken));

        Assert.Equal((HttpStatusCode)status, fault.Status);
        Assert.Equal(code, fault.Code);
        Assert.Equal("messages[0].id", fault.Param);
        Assert.Equal("req-1", fault.RequestId);
        Assert.Equal($"{code} it is", fault.Message);
        Assert.False(fault.IsTransient);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_refused_connection_is_named_after_the_last_try()
    {
        // Bound and not listening: it refuses, and nobody else can be given the port meanwhile.
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}/");
        using var client = new AgentsClient(address, new AgentsClientOptions { TimeProvider = _clock, TriesMax = 3 });

        var fault = await Assert.ThrowsAsync<AgentsException>(
            () => client.StatsAsync("ada", TestContext.Current.CancellationToken));

        Assert.Equal(ClientErrorCodes.ConnectionFailed, fault.Code);
        Assert.Null(fault.Status);
        Assert.Equal(2, _clock.Delays.Count);
    }

    [Fact]
    public async Task A_silent_server_is_a_timeout()
    {
        var clock = new FakeTimeProvider();
        var arrived = new TaskCompletionSource();
        await using var server = await StubServer.StartAsync(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var client = new AgentsClient(
            server.Address, new AgentsClientOptions { TimeProvider = clock, TriesMax = 1 });

        var call = client.StatsAsync("ada", TestContext.Current.CancellationToken);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(100));

        var fault = await Assert.ThrowsAsync<AgentsException>(() => call);
        Assert.Equal(ClientErrorCodes.Timeout, fault.Code);
        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_not_tried_again()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await StubServer.StartAsync(async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var client = Client(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.StatsAsync("ada", stop.Token));

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(410, ErrorCodes.Erased)]
    [InlineData(404, ErrorCodes.NotFound)]
    public async Task An_erasure_whose_first_answer_was_lost_is_done(int status, string code)
    {
        await using var server = await StubServer.StartAsync(Reply.Cut, Reply.Error(status, code, "id"));
        using var client = Client(server);

        await client.EraseAsync("m1", "ada", TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task An_erasure_of_what_was_erased_before_is_thrown()
    {
        await using var server = await StubServer.StartAsync(Reply.Error(410, ErrorCodes.Erased, "id"));
        using var client = Client(server);

        var fault = await Assert.ThrowsAsync<AgentsException>(
            () => client.EraseAsync("m1", "ada", TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.Erased, fault.Code);
    }

    private AgentsClient Client(StubServer server, Action<AgentsClientOptions>? configure = null)
    {
        var options = new AgentsClientOptions { TimeProvider = _clock };
        configure?.Invoke(options);
        return new AgentsClient(server.Address, options);
    }

    private static List<string> IdsOf(string body)
    {
        var request = JsonSerializer.Deserialize<AddMemoriesRequest>(body, AgentsJson.Options)!;
        return [.. request.Messages.Select(message => message.Id!)];
    }

    private static async Task CutInBody(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{\"id\":", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private sealed class TopOfTheRange() : Random(0)
    {
        public override double NextDouble() => 1;
    }
}

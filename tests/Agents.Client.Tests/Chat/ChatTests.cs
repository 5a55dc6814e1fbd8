using Agents.Client.Tests.TestKit;
using Agents.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Client.Tests.Chat;

public sealed class ChatTests
{
    private readonly ImpatientClock _clock = new(TimeSpan.FromSeconds(90));

    [Fact]
    public async Task Deltas_come_as_text_and_headers_as_facts()
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            context.Response.Headers[AgentsHeaders.Conversation] = "c7";
            context.Response.Headers[AgentsHeaders.Memories] = "m1, m2";
            context.Response.Headers[AgentsHeaders.MemoryTokens] = "42";
            await Reply.Events(Reply.Delta("Ki"), Reply.Delta("wi 猫"), Reply.Finish("stop"), "[DONE]")(context);
        });
        using var client = Client(server);

        await using var reply = await client.OpenChatAsync(Hello, TestContext.Current.CancellationToken);
        var parts = await ReadAsync(reply.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["Ki", "wi 猫"], parts);
        Assert.Equal("c7", reply.Conversation);
        Assert.Equal(["m1", "m2"], reply.Memories);
        Assert.Equal(42, reply.MemoryTokens);
        Assert.Equal("stop", reply.FinishReason);
    }

    [Fact]
    public async Task The_request_names_user_conversation_and_memory_mode()
    {
        await using var server = await StubServer.StartAsync(Reply.Events(Reply.Finish("stop")));
        using var client = Client(server);
        var chat = Hello with { User = "ada", Conversation = "c7", Memory = MemoryMode.Read };

        await ReadAsync(client.ChatAsync(chat, TestContext.Current.CancellationToken));

        var request = server.Requests.Single();
        Assert.Equal("/v1/chat/completions", request.Target);
        Assert.Equal("ada", request.Headers[AgentsHeaders.User]);
        Assert.Equal("c7", request.Headers[AgentsHeaders.Conversation]);
        Assert.Equal("read", request.Headers[AgentsHeaders.Memory]);
        Assert.Equal(
            """{"model":"default","stream":true,"messages":[{"role":"user","content":"Hello"}]}""", request.Body);
    }

    [Fact]
    public async Task A_name_that_no_header_carries_travels_in_the_body()
    {
        await using var server = await StubServer.StartAsync(Reply.Events(Reply.Finish("stop")));
        using var client = Client(server);

        await ReadAsync(client.ChatAsync(Hello with { User = "林" }, TestContext.Current.CancellationToken));

        var request = server.Requests.Single();
        Assert.DoesNotContain(AgentsHeaders.User, request.Headers.Keys);
        Assert.EndsWith(""","metadata":{"user_id":"林"}}""", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_models_are_listed_in_the_servers_order()
    {
        await using var server = await StubServer.StartAsync(
            Reply.Text(200, """{"object":"list","data":[{"id":"chat-1"},{"id":"embed"}]}"""));
        using var client = Client(server);

        var models = await client.ModelsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["chat-1", "embed"], models);
        Assert.Equal("/v1/models", server.Requests.Single().Target);
    }

    [Fact]
    public async Task A_fault_before_the_first_text_is_tried_again()
    {
        await using var server = await StubServer.StartAsync(
            Reply.Cut, Reply.Error(503, ErrorCodes.Starting), Reply.Events(Reply.Delta("a"), Reply.Finish("stop")));
        using var client = Client(server);

        var parts = await ReadAsync(client.ChatAsync(Hello, TestContext.Current.CancellationToken));

        Assert.Equal(["a"], parts);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_error_chunk_is_thrown_after_what_came()
    {
        await using var server = await StubServer.StartAsync(Reply.Events(
            Reply.Delta("half"), """{"error":{"message":"gone","type":"x","param":null,"code":"upstream_failed"}}"""));
        using var client = Client(server);
        var parts = new List<string>();

        var fault = await Assert.ThrowsAsync<AgentsException>(() => ReadAsync(
            client.ChatAsync(Hello, TestContext.Current.CancellationToken), parts));

        Assert.Equal(["half"], parts);
        Assert.Equal("gone", fault.Message);
        Assert.Equal(ErrorCodes.UpstreamFailed, fault.Code);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_without_a_finish_reason_is_no_answer(bool done)
    {
        await using var server = await StubServer.StartAsync(
            done ? Reply.Events(Reply.Delta("half"), "[DONE]") : Reply.Events(Reply.Delta("half")));
        using var client = Client(server);

        var fault = await Assert.ThrowsAsync<AgentsException>(
            () => ReadAsync(client.ChatAsync(Hello, TestContext.Current.CancellationToken)));

        Assert.Equal(ClientErrorCodes.StreamBroken, fault.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_cut_stream_is_thrown_and_not_sent_again()
    {
        var read = new TaskCompletionSource();
        await using var server = await StubServer.StartAsync(Reply.EventsThenCut(read.Task, Reply.Delta("half")));
        using var client = Client(server);

        var fault = await Assert.ThrowsAsync<AgentsException>(async () =>
        {
            await foreach (var part in client.ChatAsync(Hello, TestContext.Current.CancellationToken))
            {
                Assert.Equal("half", part);
                read.SetResult();
            }
        });

        Assert.Equal(ClientErrorCodes.StreamBroken, fault.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_stream_that_falls_silent_is_thrown()
    {
        var clock = new FakeTimeProvider();
        await using var server = await StubServer.StartAsync(async context =>
        {
            await Reply.Events(Reply.Delta("half"))(context);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var client = new AgentsClient(server.Address, new AgentsClientOptions { TimeProvider = clock });

        var fault = await Assert.ThrowsAsync<AgentsException>(async () =>
        {
            await foreach (var part in client.ChatAsync(Hello, TestContext.Current.CancellationToken))
            {
                Assert.Equal("half", part);
                clock.Advance(TimeSpan.FromSeconds(100));
            }
        });

        Assert.Equal(ClientErrorCodes.StreamBroken, fault.Code);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[1]")]
    public async Task A_chunk_of_another_form_is_thrown(string chunk)
    {
        await using var server = await StubServer.StartAsync(Reply.Events(chunk));
        using var client = Client(server);

        var fault = await Assert.ThrowsAsync<AgentsException>(
            () => ReadAsync(client.ChatAsync(Hello, TestContext.Current.CancellationToken)));

        Assert.Equal(ClientErrorCodes.StreamBroken, fault.Code);
    }

    [Fact]
    public async Task An_answer_that_is_no_stream_is_thrown()
    {
        await using var server = await StubServer.StartAsync(Reply.Text(200, "{}"));
        using var client = Client(server);

        var fault = await Assert.ThrowsAsync<AgentsException>(
            () => ReadAsync(client.ChatAsync(Hello, TestContext.Current.CancellationToken)));

        Assert.Equal(ClientErrorCodes.InvalidAnswer, fault.Code);
    }

    private static ChatRequest Hello { get; } = new() { Messages = [new ChatMessage("user", "Hello")] };

    private AgentsClient Client(StubServer server) =>
        new(server.Address, new AgentsClientOptions { TimeProvider = _clock });

    private static async Task<List<string>> ReadAsync(IAsyncEnumerable<string> answer, List<string>? parts = null)
    {
        parts ??= [];
        await foreach (var part in answer)
        {
            parts.Add(part);
        }

        return parts;
    }
}

using Agents.Client.Tests.TestKit;
using Agents.Contracts;

namespace Agents.Client.Tests.Retention;

public sealed class RetentionCallTests
{
    [Fact]
    public async Task Every_call_has_its_method_and_address()
    {
        await using var server = await MemoryStub.StartAsync();
        using var client = new AgentsClient(server.Address, new AgentsClientOptions { User = "ada" });
        var token = TestContext.Current.CancellationToken;

        await client.GetRetentionAsync(null, token);
        await client.SetRetentionAsync(new SetRetentionRequest { MemoriesMax = 3 }, token);
        await client.ClearRetentionAsync("b&b", token);
        await client.GetTenantRetentionAsync(token);
        await client.SetTenantRetentionAsync(new RetentionPolicy { BytesMax = 4096 }, token);
        await client.ClearTenantRetentionAsync(token);

        Assert.Equal(
            [
                "GET /v1/retention?user=ada ",
                """PUT /v1/retention {"user":"ada","memories_max":3,"bytes_max":null,"expire_after_days":null,"dry_run":false}""",
                "DELETE /v1/retention?user=b%26b ",
                "GET /v1/retention/tenant ",
                """PUT /v1/retention/tenant {"memories_max":null,"bytes_max":4096,"expire_after_days":null}""",
                "DELETE /v1/retention/tenant ",
            ],
            server.Requests.Select(request => $"{request.Method} {request.Target} {request.Body}"));
    }

    [Fact]
    public async Task An_answer_is_read_whole()
    {
        await using var server = await MemoryStub.StartAsync();
        using var client = new AgentsClient(server.Address);

        var answer = await client.SetRetentionAsync(
            new SetRetentionRequest { User = "ada", ExpireAfterDays = 30 }, TestContext.Current.CancellationToken);

        Assert.Equal(new RetentionPolicy { ExpireAfterDays = 30 }, answer.Policy);
        Assert.Null(answer.Tenant);
        Assert.Equal(7, answer.Usage!.Archived);
        Assert.Equal(new RetentionCandidate("m1", -1.234, "beyond memories_max"), answer.Plan!.First.Single());
    }

    [Fact]
    public async Task A_policy_whose_answer_was_lost_is_set_again()
    {
        var answer = Reply.Json(new RetentionResponse { Effective = new RetentionPolicy() });
        await using var server = await StubServer.StartAsync(Reply.Cut, Reply.Error(503, "busy"), answer);
        using var client = new AgentsClient(
            server.Address, new AgentsClientOptions { TimeProvider = new ImpatientClock(TimeSpan.FromSeconds(90)) });

        await client.SetRetentionAsync(
            new SetRetentionRequest { User = "ada", MemoriesMax = 3 }, TestContext.Current.CancellationToken);

        Assert.Equal(3, server.Requests.Count);
        Assert.Single(server.Requests.Select(request => request.Body).Distinct());
    }

    [Fact]
    public async Task A_refused_policy_and_a_held_memory_are_thrown_at_once()
    {
        await using var server = await StubServer.StartAsync(
            Reply.Error(422, ErrorCodes.PolicyRefused, "bytes_max"), Reply.Error(409, ErrorCodes.Held, "id"));
        using var client = new AgentsClient(server.Address);
        var token = TestContext.Current.CancellationToken;

        var refused = await Assert.ThrowsAsync<AgentsException>(() => client.SetRetentionAsync(
            new SetRetentionRequest { User = "ada", BytesMax = 1_024 }, token));
        var held = await Assert.ThrowsAsync<AgentsException>(() => client.EraseAsync("m1", "ada", token));

        Assert.Equal((ErrorCodes.PolicyRefused, "bytes_max"), (refused.Code, refused.Param));
        Assert.Equal(ErrorCodes.Held, held.Code);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public async Task A_hold_is_part_of_an_edit(bool held, string written)
    {
        await using var server = await StubServer.StartAsync(Reply.Json(Some.Item("m1")));
        using var client = new AgentsClient(server.Address);

        await client.EditAsync(
            "m1", new EditRequest { User = "ada", Held = held }, TestContext.Current.CancellationToken);

        Assert.Equal(
            $$"""{"user":"ada","content":null,"pinned":null,"held":{{written}}}""", server.Requests.Single().Body);
    }
}

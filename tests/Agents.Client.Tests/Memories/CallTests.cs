using System.Net;
using Agents.Client.Tests.TestKit;
using Agents.Contracts;

namespace Agents.Client.Tests.Memories;

public sealed class CallTests
{
    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("auth0|123", "auth0%7C123")]
    [InlineData("..", "..")]
    [InlineData("01_simple#0 &x=", "01_simple%230%20%26x%3D")]
    [InlineData("林", "%E6%9E%97")]
    public async Task A_users_name_travels_escaped_in_the_query(string user, string escaped)
    {
        await using var server = await StubServer.StartAsync(Reply.Json(Some.Item("m1")));
        using var client = new AgentsClient(server.Address);

        await client.GetAsync("D1:3", user, TestContext.Current.CancellationToken);

        Assert.Equal($"/v1/memories/D1:3?user={escaped}", server.Requests.Single().Target);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("stats")]
    [InlineData("Search")]
    public async Task An_id_that_addresses_something_else_is_refused(string id)
    {
        using var client = new AgentsClient(new Uri("http://127.0.0.1:1"));

        await Assert.ThrowsAsync<ArgumentException>(
            () => client.EraseAsync(id, "ada", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_edit_leaves_out_an_expiry_that_stays_and_sends_null_to_take_it_away()
    {
        await using var server = await StubServer.StartAsync(Reply.Json(Some.Item("m1")));
        using var client = new AgentsClient(server.Address);
        var token = TestContext.Current.CancellationToken;

        await client.EditAsync("m1", new EditRequest { User = "ada", Pinned = true }, token);
        await client.EditAsync("m1", new EditRequest { User = "ada", NeverExpires = true }, token);

        Assert.Equal(
            [
                """{"user":"ada","content":null,"pinned":true}""",
                """{"user":"ada","content":null,"pinned":null,"expires":null}""",
            ],
            server.Requests.Select(request => request.Body));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v1/")]
    [InlineData("proxy/v1")]
    public async Task A_base_url_may_end_in_v1_as_those_of_other_clients_do(string path)
    {
        await using var server = await StubServer.StartAsync(Reply.Json(Some.Item("m1")));
        using var client = new AgentsClient(new Uri(server.Address, path));

        await client.GetAsync("m1", "ada", TestContext.Current.CancellationToken);

        Assert.Equal($"/{path.TrimEnd('/')}/memories/m1?user=ada", server.Requests.Single().Target);
    }

    [Fact]
    public async Task Every_call_has_its_method_and_address()
    {
        await using var server = await StubServer.StartAsync(Reply.Text(200, "{}"));
        using var client = new AgentsClient(server.Address, new AgentsClientOptions { User = "ada", Key = "ak_x" });
        var token = TestContext.Current.CancellationToken;

        await client.ForgetAsync("m1", null, token);
        await client.RestoreAsync("m1", null, token);
        await client.EraseAsync("m1", null, token);
        await client.EraseAllAsync("bob", "c1", token);

        Assert.Equal(
            [
                "DELETE /v1/memories/m1?user=ada",
                "POST /v1/memories/m1/restore?user=ada",
                "DELETE /v1/memories/m1?user=ada&erase=true",
                "DELETE /v1/memories?user=bob&conversation=c1&erase=true",
            ],
            server.Requests.Select(request => $"{request.Method} {request.Target}"));
        Assert.All(server.Requests, request => Assert.Equal("Bearer ak_x", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task Filters_of_a_list_travel_in_the_query()
    {
        await using var server = await StubServer.StartAsync(Reply.Json(new ListResponse([], null)));
        using var client = new AgentsClient(server.Address);

        await client.ListAsync(
            new ListRequest
            {
                User = "ada",
                Kinds = [MemoryKind.Episode, MemoryKind.Fact],
                State = MemoryState.Forgotten,
                Limit = 5,
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(
            "/v1/memories?user=ada&kinds=episode%2Cfact&state=forgotten&limit=5", server.Requests.Single().Target);
    }

    [Fact]
    public async Task All_pages_are_read_in_order()
    {
        await using var server = await StubServer.StartAsync(
            Reply.Json(new ListResponse([Some.Item("a"), Some.Item("b")], "p2")),
            Reply.Json(new ListResponse([], "p3")),
            Reply.Json(new ListResponse([Some.Item("c")], null)));
        using var client = new AgentsClient(server.Address);

        var ids = new List<string>();
        await foreach (var item in client.ListAllAsync(
            new ListRequest { User = "ada" }, TestContext.Current.CancellationToken))
        {
            ids.Add(item.Id);
        }

        Assert.Equal(["a", "b", "c"], ids);
        Assert.Equal(
            ["/v1/memories?user=ada", "/v1/memories?user=ada&cursor=p2", "/v1/memories?user=ada&cursor=p3"],
            server.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task A_list_that_does_not_advance_ends_with_a_fault()
    {
        await using var server = await StubServer.StartAsync(Reply.Json(new ListResponse([Some.Item("a")], "p2")));
        using var client = new AgentsClient(server.Address);

        await Assert.ThrowsAsync<AgentsException>(async () =>
        {
            await foreach (var item in client.ListAllAsync(
                new ListRequest { User = "ada" }, TestContext.Current.CancellationToken))
            {
                Assert.Equal("a", item.Id);
            }
        });
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_recall_sends_its_own_fields_beside_those_of_search()
    {
        await using var server = await StubServer.StartAsync(Reply.Error(400, ErrorCodes.InvalidRequest));
        using var client = new AgentsClient(server.Address, new AgentsClientOptions { User = "ada" });
        var request = new ExplainRequest { Query = "q", BudgetTokens = 7, Order = RecallOrder.Time, Id = "m1" };

        await Assert.ThrowsAsync<AgentsException>(
            () => client.ExplainAsync(request, TestContext.Current.CancellationToken));

        var body = server.Requests.Single().Body;
        Assert.Contains("\"budget_tokens\":7", body, StringComparison.Ordinal);
        Assert.Contains("\"order\":\"time\"", body, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"m1\"", body, StringComparison.Ordinal);
        Assert.Contains("\"user\":\"ada\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>hello</html>", ClientErrorCodes.InvalidAnswer)]
    [InlineData(200, "null", ClientErrorCodes.InvalidAnswer)]
    [InlineData(418, "<html>teapot</html>", "http_418")]
    [InlineData(400, "{\"error\":null}", "http_400")]
    public async Task An_answer_of_another_program_is_a_clear_fault(int status, string text, string code)
    {
        await using var server = await StubServer.StartAsync(Reply.Text(status, text));
        using var client = new AgentsClient(server.Address);

        var fault = await Assert.ThrowsAsync<AgentsException>(
            () => client.StatsAsync("ada", TestContext.Current.CancellationToken));

        Assert.Equal(code, fault.Code);
        Assert.Equal((HttpStatusCode)status, fault.Status);
    }

    [Fact]
    public async Task A_path_before_the_interface_is_kept()
    {
        await using var server = await StubServer.StartAsync(Reply.Json(Some.Item("m1")));
        using var client = new AgentsClient(new Uri(server.Address, "memory"));

        await client.GetAsync("m1", "ada", TestContext.Current.CancellationToken);

        Assert.Equal("/memory/v1/memories/m1?user=ada", server.Requests.Single().Target);
    }

    [Fact]
    public async Task A_callers_HttpClient_outlives_the_client()
    {
        await using var server = await StubServer.StartAsync(Reply.Json(Some.Item("m1")));
        using var http = new HttpClient { BaseAddress = server.Address };
        new AgentsClient(http).Dispose();

        using var second = new AgentsClient(http);
        var item = await second.GetAsync("m1", "ada", TestContext.Current.CancellationToken);

        Assert.Equal("m1", item.Id);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        var server = new Uri("http://127.0.0.1:1");

        Assert.Throws<ArgumentOutOfRangeException>(
            () => new AgentsClient(server, new AgentsClientOptions { TriesMax = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new AgentsClient(server, new AgentsClientOptions { Timeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => new AgentsClient(new HttpClient()));
    }
}

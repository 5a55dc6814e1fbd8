using System.Text;
using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Identity;

public sealed class UserTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";

    [Fact]
    public async Task A_memory_request_without_a_user_is_400()
    {
        await using var host = await GatewayHost.StartAsync(options => options.DefaultUser = "someone");
        await host.PostAsync("/v1/memories", $"{{{Messages}}}").ErrorAsync(400, ErrorCodes.UserRequired, "user");
        await host.GetAsync("/v1/memories").ErrorAsync(400, ErrorCodes.UserRequired, "user");
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Fact]
    public async Task Users_that_disagree_are_400()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync("/v1/memories", $"{{\"user\":\"a\",{Messages}}}", (AgentsHeaders.User, "b"))
            .ErrorAsync(400, ErrorCodes.UserConflict, "user");
        await host.PostAsync("/v1/memories?user=b", $"{{\"user\":\"a\",{Messages}}}")
            .ErrorAsync(400, ErrorCodes.UserConflict, "user");
        await host.GetAsync("/v1/memories?user=a&user=b").ErrorAsync(400, ErrorCodes.UserConflict, "user");
        await host.GetAsync("/v1/memories?user=a", (AgentsHeaders.User, "b"))
            .ErrorAsync(400, ErrorCodes.UserConflict, "user");
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Fact]
    public async Task Users_that_agree_are_one()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync("/v1/memories?user=a", $"{{\"user\":\"a\",{Messages}}}", (AgentsHeaders.User, "a"))
            .JsonAsync(201);
        Assert.Single(host.Memory.ItemsOf("a"));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(257)]
    public async Task A_user_over_256_bytes_is_refused_with_the_limit(int length)
    {
        await using var host = await GatewayHost.StartAsync();
        var user = new string('u', length);
        var error = await host.GetAsync($"/v1/memories?user={user}").ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        Assert.Contains("256", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        await host.GetAsync("/v1/memories", (AgentsHeaders.User, user))
            .ErrorAsync(400, ErrorCodes.InvalidRequest, AgentsHeaders.User);
    }

    [Fact]
    public async Task An_empty_user_whom_only_a_tenant_s_own_log_has_is_refused_wherever_it_is_named()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync("/v1/memories", $"{{\"user\":\"\",{Messages}}}")
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        await host.GetAsync("/v1/memories?user=").ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        await host.GetAsync("/v1/memories?user=%20").ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        await host.PostAsync("/v1/memories", $"{{\"user\":\"  \",{Messages}}}")
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        await host.SendAsync(HttpMethod.Delete, "/v1/memories?user=&erase=true")
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Fact]
    public async Task A_control_character_in_the_query_is_refused()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.GetAsync("/v1/memories?user=a%0Ab").ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
        await host.GetAsync("/v1/memories?user=a%00b").ErrorAsync(400, ErrorCodes.InvalidRequest, "user");
    }

    [Fact]
    public async Task Odd_names_work_and_are_isolated()
    {
        await using var host = await GatewayHost.StartAsync();
        string[] users = ["a/b", "..", "auth0|123", "a", "a|b", "b|c", "A", "a ", "小明", "é", "e\u0301", "%41", "*"];
        foreach (var user in users)
        {
            await host.AddAsync(user, "same", $"the secret of {user}");
        }

        foreach (var user in users)
        {
            var page = await host.GetAsync($"/v1/memories?user={Uri.EscapeDataString(user)}").JsonAsync();
            var item = Assert.Single(page.GetProperty("items").EnumerateArray());
            Assert.Equal($"the secret of {user}", item.GetProperty("text").GetString());
        }
    }

    [Fact]
    public async Task A_name_outside_ascii_comes_in_the_header_as_utf8()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("小明", "m1", "x");
        var page = await host.GetAsync("/v1/memories", (AgentsHeaders.User, "小明")).JsonAsync();
        Assert.Equal(1, page.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("\u00ff\u00fe")]
    [InlineData("caf\u00e9")]
    public async Task A_name_that_is_not_utf8_is_refused_in_the_header_and_in_the_query(string latin)
    {
        await using var host = await GatewayHost.StartAsync();
        byte[] header = [.. Encoding.ASCII.GetBytes(AgentsHeaders.User + ": "), .. Encoding.Latin1.GetBytes(latin)];
        var escaped = string.Concat(Encoding.Latin1.GetBytes(latin).Select(value => $"%{value:X2}"));
        foreach (var answer in new[]
        {
            await host.RawAsync("GET /v1/memories", header),
            await host.RawAsync($"GET /v1/memories?user={escaped}"),
        })
        {
            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
            Assert.Contains("is not valid UTF-8; send it in UTF-8", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("user", "\"user\":\"a\ufffd\"")]
    [InlineData("safety_identifier", "\"safety_identifier\":\"a\ufffd\"")]
    [InlineData("metadata.user_id", "\"metadata\":{\"user_id\":\"a\ufffd\"}")]
    public async Task A_chat_of_a_user_whose_name_was_not_utf8_is_refused(string field, string named)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(ChatCalls.Path, $"{{{named},{Messages}}}")
            .ErrorAsync(400, ErrorCodes.InvalidRequest, field);
        Assert.Equal(0, host.Memory.ItemCount);
    }

    [Fact]
    public async Task Another_users_memory_is_404()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("a", "m1", "x");
        await host.GetAsync("/v1/memories/m1?user=b").ErrorAsync(404, ErrorCodes.NotFound);
        await host.SendAsync(HttpMethod.Delete, "/v1/memories/m1?user=b&erase=true")
            .ErrorAsync(404, ErrorCodes.NotFound);
        Assert.Single(host.Memory.ItemsOf("a"));
    }
}

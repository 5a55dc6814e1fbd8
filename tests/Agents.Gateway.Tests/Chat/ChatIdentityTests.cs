using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Chat;

public sealed class ChatIdentityTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hello there\"}]";

    [Theory]
    [InlineData("\"metadata\":{\"user_id\":\"a\"},\"safety_identifier\":\"b\",\"user\":\"c\"", null, "a")]
    [InlineData("\"safety_identifier\":\"b\",\"user\":\"c\"", null, "b")]
    [InlineData("\"user\":\"c\"", null, "c")]
    [InlineData("\"user\":\"c\"", "h", "h")]
    [InlineData("\"metadata\":{\"user_id\":\"h\"}", "h", "h")]
    [InlineData("\"user\":\"\"", null, "me")]
    [InlineData("\"x\":1", null, "me")]
    public async Task The_first_name_in_the_order_counts(string fields, string? header, string expected)
    {
        await using var host = await GatewayHost.StartAsync(options => options.DefaultUser = "me");
        using var answer = await host.PostAsync(
            ChatCalls.Path, $"{{{fields},{Messages}}}", header is null ? [] : [(AgentsHeaders.User, header)]);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(2, host.Memory.ItemsOf(expected).Count);
        Assert.Equal(2, host.Memory.ItemCount);
    }

    [Fact]
    public async Task Names_that_disagree_are_400_and_nothing_is_stored()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        await host.PostAsync(
            ChatCalls.Path, $"{{\"metadata\":{{\"user_id\":\"a\"}},{Messages}}}", (AgentsHeaders.User, "b"))
            .ErrorAsync(400, ErrorCodes.UserConflict, "metadata.user_id");
        Assert.Empty(upstream.Requests);
        Assert.Empty(host.Memory.Calls);
    }

    [Theory]
    [InlineData("{", null, "line 1")]
    [InlineData("[]", null, "JSON object")]
    [InlineData("{\"user\":\"u\"}", "messages", "at least one")]
    [InlineData("{\"user\":\"u\",\"messages\":[]}", "messages", "at least one")]
    [InlineData("{\"user\":\"u\",\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}", "messages[0].role",
        "user, assistant")]
    [InlineData("{\"user\":\"u\",\"messages\":[{\"content\":\"x\"}]}", "messages[0].role", "missing")]
    [InlineData("{\"user\":\"u\",\"messages\":[{\"role\":\"user\",\"content\":5}]}", "messages[0].content", "a string")]
    [InlineData("{\"user\":\"u\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}", "messages[0].content", "empty")]
    [InlineData("{\"user\":\"u\",\"messages\":[{\"role\":\"user\",\"content\":\"\\ud800\"}]}", "messages[0].content",
        "surrogate")]
    [InlineData("{\"user\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", "user", "a string")]
    [InlineData("{\"user\":\"a\\nb\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", "user", "control")]
    [InlineData("{\"user\":\"u\",\"stream\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", "stream",
        "true or false")]
    [InlineData("{\"user\":\"u\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", "n", "from 1 to 1")]
    [InlineData("{\"user\":\"u\",\"temperature\":\"hot\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
        "temperature", "number")]
    [InlineData(
        "{\"user\":\"u\",\"tools\":[5],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", "tools[0]", "function")]
    public async Task A_bad_chat_request_is_400_and_nothing_is_stored(string body, string? param, string says)
    {
        await using var host = await GatewayHost.StartAsync();
        var error = await host.PostAsync(ChatCalls.Path, body).ErrorAsync(400, ErrorCodes.InvalidRequest, param);
        Assert.Contains(says, error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Empty(host.Memory.Calls);
    }

    [Fact]
    public async Task A_text_over_the_limit_is_refused_offline_and_relayed_unremembered_upstream()
    {
        await using var offline = await GatewayHost.StartAsync();
        var body = ChatCalls.Body(false, ("user", new string('x', 524_289)));
        var error = await offline.PostAsync(ChatCalls.Path, body, (AgentsHeaders.User, "u"))
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "messages[0].content");
        Assert.Contains("524288", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        using var answer = await host.PostAsync(ChatCalls.Path, body, (AgentsHeaders.User, "u"));
        Assert.Equal(body, upstream.Last.Text);
        Assert.Equal("message_too_long", answer.Header(AgentsHeaders.MemoryError));
        Assert.Equal(["Hello"], host.Memory.ItemsOf("u").Select(item => item.Text));
    }

    [Theory]
    [InlineData(AgentsHeaders.Memory, "maybe")]
    [InlineData(AgentsHeaders.Conversation, "a b")]
    [InlineData(AgentsHeaders.Conversation, "stats")]
    public async Task A_bad_header_is_400(string name, string value)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync(ChatCalls.Path, $"{{\"user\":\"u\",{Messages}}}", (name, value))
            .ErrorAsync(400, ErrorCodes.InvalidRequest, name);
        Assert.Empty(host.Memory.Calls);
    }
}

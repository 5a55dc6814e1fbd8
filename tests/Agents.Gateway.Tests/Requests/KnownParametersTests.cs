using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Requests;

/// <summary>A name in the query string that a call does not take is refused; those that are documented are
/// taken.</summary>
public sealed class KnownParametersTests
{
    public static TheoryData<string, string, string, string> Misspelt => new()
    {
        { "DELETE", "/v1/memories?user=u&erase=true&conversaton=c", "conversaton", "did you mean 'conversation'?" },
        { "DELETE", "/v1/memories/a?user=u&ersae=true", "ersae", "did you mean 'erase'?" },
        { "GET", "/v1/memories?user=u&state_of=active", "state_of", "did you mean 'state'?" },
        { "GET", "/v1/memories?user=u&page=2", "page", "it takes user, kinds, conversation, agent, state," },
        { "GET", "/v1/consolidations?user=u&limt=3", "limt", "did you mean 'limit'?" },
        { "GET", "/v1/retention?user=u&dry_run=true", "dry_run", "it takes user." },
    };

    [Theory]
    [MemberData(nameof(Misspelt))]
    public async Task A_parameter_that_a_call_does_not_take_is_named_and_nothing_is_done(
        string method, string target, string param, string says)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.AddAsync("u", "a", "My bike is green.");
        using var request = new HttpRequestMessage(new HttpMethod(method), target);

        var error = await host.Client.SendAsync(request, TestContext.Current.CancellationToken)
            .ErrorAsync(400, ErrorCodes.InvalidRequest, param);

        var message = error.GetProperty("message").GetString()!;
        Assert.Contains($"'{param}' is no parameter of this call; ", message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
        var kept = await host.GetAsync("/v1/memories/a?user=u").JsonAsync();
        Assert.Equal("active", kept.GetProperty("state").GetString());
    }
}

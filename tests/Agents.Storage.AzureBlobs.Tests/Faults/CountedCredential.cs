using Agents.TestKit.Azurite;
using Azure.Core;

namespace Agents.Storage.AzureBlobs.Tests.Faults;

/// <summary>Gives a new token each time that it is asked.</summary>
/// <param name="validity">How long a token counts as good; negative for one that is past when it is given.</param>
internal sealed class CountedCredential(TimeSpan validity) : TokenCredential
{
    private int _count;

    /// <summary>Gets or sets whom tokens are for.</summary>
    public string Audience { get; set; } = "https://storage.azure.com";

    /// <summary>Gets what tokens were asked for.</summary>
    public string? Scope { get; private set; }

    /// <summary>Gets the token that was given last.</summary>
    public string? Last { get; private set; }

    /// <summary>Gets how many tokens were given.</summary>
    public int Count => _count;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scope = Assert.Single(requestContext.Scopes);
        Last = SecureAzuriteServer.Token(Interlocked.Increment(ref _count), Audience);
        return new AccessToken(Last, TimeProvider.System.GetUtcNow() + validity);
    }

    public override ValueTask<AccessToken> GetTokenAsync(
        TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}

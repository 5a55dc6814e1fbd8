using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.AzureBlobs.Tests.Faults;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.TestKit.Azurite;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>Requests that a managed identity, or another token credential, signs.</summary>
public sealed class IdentityTests : IClassFixture<SecureAzuriteServer>, IDisposable
{
    private const string Role = "the role Storage Blob Data Contributor on the container";

    private static readonly MemoryScope Ada = new("tenant", "ada");

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-identity-").FullName;
    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();
    private readonly AzureBlobStorageOptions _options;
    private readonly SecureTransport _transport;

    public IdentityTests(SecureAzuriteServer azurite)
    {
        _options = new AzureBlobStorageOptions
        {
            ServiceUri = azurite.ServiceUri,
            Container = AzuriteServer.NewContainer(),
            RetriesMax = 0,
        };
        _transport = new SecureTransport(azurite.Thumbprint);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _transport.Dispose();
        _ring.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_request_bears_the_credentials_token_which_is_asked_for_once()
    {
        var credential = new CountedCredential(TimeSpan.FromHours(1));
        await WriteAndReadAsync(credential);
        Assert.Equal(1, credential.Count);
        Assert.StartsWith("https://storage.azure.com", credential.Scope, StringComparison.Ordinal);
        Assert.True(_transport.Tokens.Count > 5);
        Assert.Equal([$"Bearer {credential.Last}"], _transport.Tokens.Distinct());
    }

    [Fact]
    public async Task A_token_that_is_past_is_not_sent_again()
    {
        var credential = new CountedCredential(TimeSpan.FromMinutes(-1));
        await WriteAndReadAsync(credential);
        Assert.Equal(_transport.Tokens.Count, credential.Count);
        Assert.Equal(_transport.Tokens.Count, _transport.Tokens.Distinct().Count());
    }

    [Fact]
    public async Task A_token_for_another_service_is_refused_in_one_line_that_names_the_role()
    {
        var credential = new CountedCredential(TimeSpan.FromHours(1)) { Audience = "https://other.example" };
        await CheckRefusedAsync(credential, Role);
    }

    [Theory]
    [InlineData(401, "InvalidAuthenticationInfo", "check that the identity is of the account's tenant")]
    [InlineData(403, "AuthorizationPermissionMismatch", "identity may not do that: give it " + Role)]
    [InlineData(403, "AuthorizationFailure", "the account's network rules let this machine in")]
    [InlineData(403, "AuthenticationFailed", "check the key in ConnectionString and this machine's clock")]
    [InlineData(503, "ServerBusy", "Check that the storage account answers")]
    public async Task A_refusal_says_in_one_line_what_is_missing(int status, string code, string expected)
    {
        _transport.Answer = () => new Faults.ErrorResponse(status, code);
        await CheckRefusedAsync(new CountedCredential(TimeSpan.FromHours(1)), expected);
    }

    [Fact]
    public async Task A_machine_without_an_identity_is_told_so() =>
        await CheckRefusedAsync(new NoIdentity(), "There is no token for the storage account: give this process");

    private AzureBlobMemoryLogProvider Provider(TokenCredential credential) => new(
        AzureBlobClients.Create(_options, credential, _transport),
        _ring,
        _options,
        NullLogger<AzureBlobMemoryLogProvider>.Instance);

    private async Task WriteAndReadAsync(TokenCredential credential)
    {
        await using var log = await Provider(credential).OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, [new NewFrame(FrameType.Episode, "x"u8.ToArray())], Cancel);
        Assert.Equal(1, (await log.ReadFrameAsync(1, Cancel)).Payload.Length);
    }

    /// <summary>Checks the refusal of an open, and that of a start, which reads the key ring's digest first.</summary>
    private async Task CheckRefusedAsync(TokenCredential credential, string expected)
    {
        var unavailable = await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await Provider(credential).OpenAsync(Ada, Cancel));
        var start = Assert.Throws<DataFolderException>(() => ContainerKeyRing.Open(
            AzureBlobClients.Create(_options, credential, _transport),
            Path.Combine(_folder, "keyring.json"),
            TimeProvider.System));
        foreach (var message in new[] { unavailable.Message, start.Message })
        {
            Assert.Contains(expected, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
            Assert.DoesNotContain("Bearer", message, StringComparison.Ordinal);
        }
    }

    private sealed class NoIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No managed identity endpoint was found.");

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No managed identity endpoint was found.");
    }
}

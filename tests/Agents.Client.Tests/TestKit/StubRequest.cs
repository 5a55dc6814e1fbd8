namespace Agents.Client.Tests.TestKit;

/// <summary>One request that a server saw.</summary>
internal sealed record StubRequest(
    string Method, string Target, string Body, IReadOnlyDictionary<string, string> Headers);

using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Agents.Storage.AzureBlobs.Tests.Faults;

/// <summary>A refusal of the service.</summary>
internal sealed class ErrorResponse(int status, string code) : Response
{
    private HttpHeader Header { get; } = new("x-ms-error-code", code);

    public override int Status => status;

    public override string ReasonPhrase => Header.Value;

    public override Stream? ContentStream { get; set; } = new MemoryStream();

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) =>
        string.Equals(name, Header.Name, StringComparison.OrdinalIgnoreCase);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [Header];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ContainsHeader(name) ? Header.Value : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = ContainsHeader(name) ? [Header.Value] : null;
        return values is not null;
    }
}

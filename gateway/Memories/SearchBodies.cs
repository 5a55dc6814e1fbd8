using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;

namespace Agents.Gateway.Memories;

/// <summary>Reads the bodies of search, recall and explain.</summary>
internal static class SearchBodies
{
    public static SearchRequest Search(ReadOnlyMemory<byte> body, GatewayLimits limits)
    {
        using var document = JsonFields.Parse(body);
        return new SearchRequest { Query = string.Empty }.With(JsonFields.Root<SearchRequest>(document), limits);
    }

    public static RecallRequest Recall(ReadOnlyMemory<byte> body, GatewayLimits limits)
    {
        using var document = JsonFields.Parse(body);
        var fields = JsonFields.Root<RecallRequest>(document);
        return new RecallRequest { Query = string.Empty }.With(fields, limits).WithBudget(fields, limits);
    }

    public static ExplainRequest Explain(ReadOnlyMemory<byte> body, GatewayLimits limits)
    {
        using var document = JsonFields.Parse(body);
        var fields = JsonFields.Root<ExplainRequest>(document);
        var request = new ExplainRequest { Query = string.Empty }.With(fields, limits).WithBudget(fields, limits);
        return request with { Id = MemoryFields.OptionalId(fields, "id") };
    }

    private static T With<T>(this T request, JsonFields fields, GatewayLimits limits)
        where T : SearchRequest
    {
        var query = fields.RequiredText("query");
        TextRules.CheckText(query, "query", MemoryLimits.QueryBytesMax);
        var from = fields.Time("from");
        var to = fields.Time("to");
        if (from > to)
        {
            throw ApiError.Invalid("from", "'from' is later than 'to'; a range is from <= time < to.");
        }

        return request with
        {
            User = fields.Text("user"),
            Query = query,
            Limit = fields.Integer("limit", 1, limits.SearchLimitMax),
            From = from,
            To = to,
            Kinds = Kinds(fields),
            Conversation = MemoryFields.OptionalId(fields, "conversation"),
            Agent = MemoryFields.Agent(fields.Text("agent")),
            AsOf = fields.Time("as_of"),
            ValidAt = fields.Time("valid_at"),
        };
    }

    private static T WithBudget<T>(this T request, JsonFields fields, GatewayLimits limits)
        where T : RecallRequest => request with
        {
            BudgetTokens = fields.Integer("budget_tokens", 1, limits.BudgetTokensMax),
            Order = fields.Text("order") is { } order ? MemoryFields.Name<RecallOrder>(order, "order") : null,
        };

    private static MemoryKind[]? Kinds(JsonFields fields)
    {
        var kinds = fields.List("kinds", MemoryFields.KindsMax);
        return kinds is null ? null : [.. kinds.Select(kind => kind.ValueKind == JsonValueKind.String
            ? MemoryFields.Name<MemoryKind>(JsonFields.TextOf(kind, "kinds"), "kinds")
            : throw ApiError.Invalid("kinds", "'kinds' must be a list of strings."))];
    }
}

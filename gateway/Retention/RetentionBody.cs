using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Requests;

namespace Agents.Gateway.Retention;

/// <summary>Reads the bodies of <c>PUT /v1/retention</c> and <c>PUT /v1/retention/tenant</c>.</summary>
internal static class RetentionBody
{
    /// <summary>Reads a user's policy.</summary>
    public static SetRetentionRequest OfUser(ReadOnlyMemory<byte> body)
    {
        using var document = JsonFields.Parse(body);
        var fields = JsonFields.Root<SetRetentionRequest>(document);
        var (user, dryRun) = (fields.Text("user"), fields.Boolean("dry_run") ?? false);
        return Limits(fields, "/v1/retention") with { User = user, DryRun = dryRun };
    }

    /// <summary>Reads a tenant's policy. It has no dry run: what it does is to be asked of each user.</summary>
    public static SetRetentionRequest OfTenant(ReadOnlyMemory<byte> body)
    {
        using var document = JsonFields.Parse(body);
        return Limits(
            JsonFields.Root<RetentionPolicy>(document, "leave it out, or set a user's policy at /v1/retention"),
            "/v1/retention/tenant");
    }

    private static SetRetentionRequest Limits(JsonFields fields, string path)
    {
        SetRetentionRequest request = new()
        {
            MemoriesMax = fields.Integer("memories_max", 1, MemoryLimits.UserMemoriesMax),
            BytesMax = fields.Long("bytes_max", MemoryLimits.RetentionBytesLeast, MemoryLimits.RetentionBytesMax),
            ExpireAfterDays = fields.Integer("expire_after_days", 1, MemoryLimits.RetentionDaysMax),
        };
        return request is { MemoriesMax: null, BytesMax: null, ExpireAfterDays: null }
            ? throw ApiError.Invalid(
                "memories_max",
                "The policy limits nothing; give 'memories_max', 'bytes_max' or 'expire_after_days', "
                + $"or take it away with DELETE {path}.")
            : request;
    }
}

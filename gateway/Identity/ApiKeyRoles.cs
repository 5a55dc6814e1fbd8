namespace Agents.Gateway.Identity;

/// <summary>What the holder of a key may do.</summary>
public static class ApiKeyRoles
{
    /// <summary>An application that speaks for the users of its tenant.</summary>
    public const string App = "app";

    /// <summary>A person's own client. Reserved: it gives no right yet.</summary>
    public const string User = "user";

    /// <summary>Reads audit records, no memory. Reserved: it gives no right yet.</summary>
    public const string Auditor = "auditor";

    /// <summary>Runs the service, reads no memory.</summary>
    public const string Operator = "operator";

    /// <summary>Gets every known role.</summary>
    public static IReadOnlyList<string> All { get; } = [App, User, Auditor, Operator];

    /// <summary>Gets the roles that a new key may have.</summary>
    public static IReadOnlyList<string> Grantable { get; } = [App, Operator];
}

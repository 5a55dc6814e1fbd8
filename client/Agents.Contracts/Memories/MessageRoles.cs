namespace Agents.Contracts;

/// <summary>The roles a message may have.</summary>
public static class MessageRoles
{
    public const string User = "user";
    public const string Assistant = "assistant";
    public const string System = "system";
    public const string Developer = "developer";
    public const string Tool = "tool";

    /// <summary>Gets every known role.</summary>
    public static IReadOnlyList<string> All { get; } = [User, Assistant, System, Developer, Tool];
}

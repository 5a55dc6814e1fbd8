namespace Agents.Gateway.Models;

/// <summary>One model of the list, as OpenAI's clients read it.</summary>
internal sealed record ModelInfo(string Id, string Object, long Created, string OwnedBy)
{
    public static ModelInfo Of(string id, long created, string ownedBy) => new(id, "model", created, ownedBy);
}

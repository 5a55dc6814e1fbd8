namespace Agents.Memory.Extraction.Model;

/// <summary>What of a model's statements the turn bears out.</summary>
/// <param name="Claims">The claims, each with the span that says it.</param>
/// <param name="Refused">How many statements were refused, by reason; a reason without any is not there.</param>
public sealed record GroundedClaims(IReadOnlyList<Claim> Claims, IReadOnlyDictionary<Refusal, int> Refused);

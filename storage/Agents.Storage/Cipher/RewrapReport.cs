namespace Agents.Storage.Cipher;

/// <summary>How far the wrapping of data keys under the current key has come.</summary>
/// <param name="Kind">What the keys belong to.</param>
/// <param name="Rewrapped">How many were wrapped anew.</param>
/// <param name="Current">How many were wrapped by the current key already.</param>
/// <param name="Refused">How many the key ring does not open; they are left as they are.</param>
/// <param name="Last">The last name up to which all is done, to go on behind; null before the first.</param>
public sealed record RewrapReport(string Kind, long Rewrapped, long Current, long Refused, string? Last)
{
    /// <summary>Gets how many keys were looked at.</summary>
    public long Total => Rewrapped + Current + Refused;
}

namespace Agents.Gateway.Llm;

/// <summary>Estimates tokens where a model does not count them. It is for the usage field, never for a limit.</summary>
internal static class TokenEstimate
{
    private const char FirstOfEastAsia = '\u2e80';
    private const int CharsPerToken = 4;

    /// <summary>Counts one token for each character of East Asia, and one for every four others.</summary>
    public static long Of(string text)
    {
        var wide = text.Count(c => c >= FirstOfEastAsia);
        return wide + ((text.Length - wide + CharsPerToken - 1) / CharsPerToken);
    }
}

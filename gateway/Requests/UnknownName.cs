using Agents.Gateway.Errors;

namespace Agents.Gateway.Requests;

/// <summary>Says that a call does not take a name, and which one was meant.</summary>
internal static class UnknownName
{
    private const int CharsShown = 40;

    /// <summary>Makes the error.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="what">What it was given as: field or parameter.</param>
    /// <param name="known">What there is.</param>
    /// <param name="remedy">What to do where it resembles none of these.</param>
    public static ApiException Of(string name, string what, string[] known, string remedy)
    {
        var shown = name.Length <= CharsShown ? name : name[..CharsShown] + "...";
        var near = name.Length <= CharsShown ? NearNames.Nearest(name, known) : null;
        return ApiError.Invalid(
            shown, $"'{shown}' is no {what} of this call; {(near is null ? remedy : $"did you mean '{near}'?")}");
    }
}

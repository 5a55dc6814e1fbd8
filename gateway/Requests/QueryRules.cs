using System.Net;
using System.Text;
using System.Text.Unicode;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Agents.Gateway.Requests;

/// <summary>What a query string may hold.</summary>
internal static class QueryRules
{
    /// <summary>
    /// Refuses a value whose escapes are not UTF-8. The framework takes such escapes for plain text: <c>%FF</c> would
    /// name the same user as <c>%25FF</c>.
    /// </summary>
    public static void CheckUtf8(QueryString query)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (!IsUtf8(pair.EncodedValue.Span))
            {
                var field = pair.DecodeName().ToString();
                throw ApiError.Invalid(field, $"'{field}' {TextRules.NotUtf8}");
            }
        }
    }

    private static bool IsUtf8(ReadOnlySpan<char> encoded)
    {
        if (!encoded.Contains('%'))
        {
            return true;
        }

        var bytes = Encoding.UTF8.GetBytes(encoded.ToArray());
        return Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }
}

using System.Buffers;
using System.Text.Unicode;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Agents.Gateway.Requests;

/// <summary>Reads a JSON body whole, within its limit, and proves that it is UTF-8.</summary>
/// <remarks>The bytes are exactly as large as the body and belong to the caller.</remarks>
internal static class RequestBody
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>Reads the body.</summary>
    /// <exception cref="ApiException">The type is not JSON, the body is too large, or it is not UTF-8.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpContext context, int bytesMax)
    {
        CheckType(context.Request);
        return CheckUtf8(await ReadBytesAsync(context, bytesMax));
    }

    /// <summary>Reads a body that may be left out; empty where it is.</summary>
    /// <exception cref="ApiException">There is one, and it is not as <see cref="ReadAsync"/> wants it.</exception>
    public static async ValueTask<byte[]> ReadOptionalAsync(HttpContext context, int bytesMax)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return [];
        }

        var body = await ReadBytesAsync(context, bytesMax);
        if (body.Length > 0)
        {
            CheckType(context.Request);
        }

        return CheckUtf8(body);
    }

    private static async ValueTask<byte[]> ReadBytesAsync(HttpContext context, int bytesMax)
    {
        if (context.Request.ContentLength > bytesMax)
        {
            throw new ApiException(ApiError.TooLarge(bytesMax));
        }

        var body = new ArrayBufferWriter<byte>((int)(context.Request.ContentLength ?? FirstBytes) + 1);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var tooLarge = body.WrittenCount + read.Buffer.Length > bytesMax;
            if (!tooLarge)
            {
                foreach (var segment in read.Buffer)
                {
                    body.Write(segment.Span);
                }
            }

            reader.AdvanceTo(read.Buffer.End);
            if (tooLarge)
            {
                throw new ApiException(ApiError.TooLarge(bytesMax));
            }

            if (read.IsCompleted)
            {
                return body.WrittenSpan.ToArray();
            }
        }
    }

    private static void CheckType(HttpRequest request)
    {
        var json = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Value.Trim('"')
                .Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!json)
        {
            throw new ApiException(ApiError.Of(
                ErrorCodes.UnsupportedMediaType, "Content-Type must be application/json, in UTF-8.", "Content-Type"));
        }

        string? encoding = request.Headers.ContentEncoding;
        if (!string.IsNullOrEmpty(encoding) && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(ApiError.Of(
                ErrorCodes.UnsupportedMediaType, "Content-Encoding is not supported; send the body as it is.",
                    "Content-Encoding"));
        }
    }

    private static byte[] CheckUtf8(byte[] body)
    {
        if (Utf8.IsValid(body))
        {
            return body;
        }

        // The position is found only for the message, so the fast check above stays the common case.
        var valid = 0;
        while (System.Text.Rune.DecodeFromUtf8(body.AsSpan(valid), out _, out var consumed) == OperationStatus.Done)
        {
            valid += consumed;
        }

        throw ApiError.Invalid(null, $"The body is not valid UTF-8 at byte {valid}.");
    }
}

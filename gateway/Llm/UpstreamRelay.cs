using System.Buffers;
using Agents.Gateway.Chat;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Llm;

/// <summary>Relays a chat request to the language model's server and its answer back, as they are.</summary>
internal sealed class UpstreamRelay(
    UpstreamClient upstream, ChatMemory memory, IOptions<GatewayOptions> options, TimeProvider clock)
{
    private const int PlainBytesMax = 64 * 1024 * 1024;
    private const int ErrorBytesMax = 1024 * 1024;
    private const int ReadBytes = 32 * 1024;
    private const int FirstBytes = 4 * 1024;

    private readonly GatewayOptions _options = options.Value;

    /// <summary>Relays a request and its answer.</summary>
    /// <exception cref="ApiException">
    /// The model failed. Where the answer had begun, the client was told in it.
    /// </exception>
    public async Task RelayAsync(
        HttpContext context, IReadOnlyList<ReadOnlyMemory<byte>> pieces, ChatSession session)
    {
        using var deadline = new UpstreamDeadline(_options.LlmFirstByteTimeout, clock, context.RequestAborted);
        try
        {
            using var answer = await upstream.PostAsync("/chat/completions", pieces, context.Request, deadline.Token);
            UpstreamHeaders.CopyTo(context.Response.Headers, answer.Headers);
            var body = await answer.Content.ReadAsStreamAsync(deadline.Token);
            if (!answer.IsSuccessStatusCode)
            {
                await PassErrorAsync(context, answer, body, deadline);
                return;
            }

            var type = answer.Content.Headers.ContentType?.MediaType;
            if (IsPage(type))
            {
                // A login or a fault of something in between: what a client would take for the model's own answer.
                await RefuseAsync(context, UpstreamErrors.OfPage(answer.StatusCode, type!));
                return;
            }

            context.Response.StatusCode = (int)answer.StatusCode;
            if (answer.Content.Headers.ContentEncoding.Count > 0)
            {
                await PassEncodedAsync(context, answer, body, session, deadline);
                return;
            }

            if (type == "text/event-stream")
            {
                await StreamAsync(context, body, session, deadline);
                return;
            }

            await PassWholeAsync(context, answer, body, session, deadline);
        }
        catch (Exception exception) when (UpstreamErrors.IsFault(exception, deadline))
        {
            throw new ApiException(UpstreamErrors.Of(exception));
        }
    }

    // We ask for no encoding, and a client that does not know this one sees so by the header. It cannot be read along.
    private async Task PassEncodedAsync(
        HttpContext context, HttpResponseMessage answer, Stream body, ChatSession session, UpstreamDeadline deadline)
    {
        var response = context.Response;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        response.ContentLength = answer.Content.Headers.ContentLength;
        response.Headers.ContentEncoding = answer.Content.Headers.ContentEncoding.ToArray();
        ChatHeaders.AddSkipped(response, memory.SkipAnswer(session, "answer_encoded"));
        var buffer = new byte[ReadBytes];
        while (true)
        {
            deadline.Restart(_options.LlmIdleTimeout);
            var count = await body.ReadAsync(buffer, deadline.Token);
            deadline.Pause();
            if (count == 0)
            {
                return;
            }

            await response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private async Task StreamAsync(
        HttpContext context, Stream body, ChatSession session, UpstreamDeadline deadline)
    {
        var stream = new AnswerStream(context, session, memory, evidence: true, _options.Limits.MessageBytesMax);
        stream.Begin();
        var failure = await CopyEventsAsync(body, stream, deadline);
        if (failure is not null)
        {
            await stream.BreakAsync(failure);
        }
    }

    private async Task<ApiError?> CopyEventsAsync(Stream body, AnswerStream stream, UpstreamDeadline deadline)
    {
        using var events = new SseEventBuffer();
        while (true)
        {
            int count;
            try
            {
                deadline.Restart(_options.LlmIdleTimeout);
                count = await body.ReadAsync(events.GetMemory(), deadline.Token);
                deadline.Pause();
            }
            catch (Exception exception) when (UpstreamErrors.IsFault(exception, deadline))
            {
                // An event that was cut in two is not sent: the error after it could not be read.
                return stream.IsFinished ? null : UpstreamErrors.Of(exception);
            }

            if (count == 0)
            {
                return await FinishAsync(events, stream);
            }

            events.Advance(count);
            while (events.TryTake(out var sent))
            {
                if (sent.IsDone && !stream.IsFinished)
                {
                    // Clients stop reading there, and would take what was cut for the whole answer.
                    return UpstreamErrors.Cut();
                }

                await stream.WriteAsync(sent);
            }

            await stream.FlushAsync();
        }
    }

    private static async Task<ApiError?> FinishAsync(SseEventBuffer events, AnswerStream stream)
    {
        if (stream.IsFinished && events.TryTakeRest(out var rest))
        {
            await stream.WriteAsync(rest);
            await stream.FlushAsync();
        }

        return stream.IsFinished ? null : UpstreamErrors.Cut();
    }

    private async Task PassWholeAsync(
        HttpContext context, HttpResponseMessage answer, Stream body, ChatSession session, UpstreamDeadline deadline)
    {
        var bytes = await ReadAsync(answer, body, PlainBytesMax, deadline);
        if (session.Remembers)
        {
            await RememberAsync(context, session, bytes);
        }

        await WriteAsync(context, answer.Content.Headers.ContentType?.ToString(), bytes);
    }

    private async Task RememberAsync(HttpContext context, ChatSession session, ReadOnlyMemory<byte> answer)
    {
        var observer = new AnswerObserver(_options.Limits.MessageBytesMax);
        observer.Observe(answer);
        if (observer.FirstFinished)
        {
            var skipped = observer.TooLong
                ? memory.SkipAnswer(session, "message_too_long")
                : await memory.RememberAnswerAsync(session, observer.Text, evidence: true, context.RequestAborted);
            ChatHeaders.AddSkipped(context.Response, skipped);
        }
    }

    private async Task PassErrorAsync(
        HttpContext context, HttpResponseMessage answer, Stream body, UpstreamDeadline deadline)
    {
        var error = UpstreamErrors.Of(answer.StatusCode);
        var bytes = await ReadAsync(answer, body, ErrorBytesMax, deadline);
        if (error.Status == (int)answer.StatusCode && UpstreamErrors.IsErrorObject(bytes))
        {
            context.Response.StatusCode = error.Status;
            await WriteAsync(context, "application/json", bytes);
            return;
        }

        if (error.Status != (int)answer.StatusCode)
        {
            await RefuseAsync(context, error);
            return;
        }

        await ErrorWriter.WriteAsync(context, error, context.RequestAborted);
    }

    // Another try meets the same credentials, the same redirect or the same page.
    private static Task RefuseAsync(HttpContext context, ApiError error)
    {
        context.Response.Headers["x-should-retry"] = "false";
        return ErrorWriter.WriteAsync(context, error, context.RequestAborted);
    }

    private static bool IsPage(string? type) =>
        string.Equals(type, "text/html", StringComparison.OrdinalIgnoreCase)
        || string.Equals(type, "application/xhtml+xml", StringComparison.OrdinalIgnoreCase);

    private static async Task WriteAsync(HttpContext context, string? contentType, ReadOnlyMemory<byte> bytes)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage answer, Stream body, int bytesMax, UpstreamDeadline deadline)
    {
        // One byte more than there is, so that the end is seen without making room for more.
        var bytes = new ArrayBufferWriter<byte>(
            (int)Math.Min(answer.Content.Headers.ContentLength ?? FirstBytes, bytesMax) + 1);
        while (true)
        {
            deadline.Restart(_options.LlmIdleTimeout);
            var count = await body.ReadAsync(bytes.GetMemory(), deadline.Token);
            if (count == 0)
            {
                deadline.Pause();
                return bytes.WrittenMemory;
            }

            bytes.Advance(count);
            if (bytes.WrittenCount > bytesMax)
            {
                throw new InvalidDataException($"The language model's answer is larger than {bytesMax} bytes.");
            }
        }
    }
}

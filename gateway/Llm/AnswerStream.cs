using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Chat;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Agents.Gateway.Llm;

/// <summary>Streams an answer to the client. The event that finishes it is held until the answer is durable.</summary>
internal sealed class AnswerStream(
    HttpContext context, ChatSession session, ChatMemory memory, bool evidence, int textCharsMax)
{
    private readonly AnswerObserver _observer = new(textCharsMax);
    private bool _remembered;

    /// <summary>Gets a value indicating whether the answer has a finish reason.</summary>
    public bool IsFinished => _observer.AllFinished;

    private PipeWriter Writer => context.Response.BodyWriter;

    /// <summary>Prepares the headers of a stream. They are sent with the first event.</summary>
    public void Begin()
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    /// <summary>Writes an event as it is. It reaches the client with the next flush.</summary>
    public async ValueTask WriteAsync(SseEvent sent)
    {
        _observer.Observe(sent.Data);
        if (_observer.FirstFinished && !_remembered)
        {
            _remembered = true;
            await FlushAsync();
            await RememberAsync();
        }

        Writer.Write(sent.Raw.Span);
    }

    public async ValueTask FlushAsync() => await Writer.FlushAsync(context.RequestAborted);

    /// <summary>
    /// Ends an answer that failed: the client is told in the stream, and the connection is cut so that nobody takes
    /// half an answer for a whole one.
    /// </summary>
    /// <exception cref="ApiException">
    /// Always. Where nothing was sent yet it becomes an ordinary error. Else it reaches the server, which sends what is
    /// written and then closes the connection without the end of the body; an abort could drop the last event.
    /// </exception>
    public async Task BreakAsync(ApiError error)
    {
        if (context.Response.HasStarted && !_observer.Failed)
        {
            Writer.Write("data: "u8);
            Writer.Write(JsonSerializer.SerializeToUtf8Bytes(error.Body, AgentsJson.Options));
            Writer.Write("\n\n"u8);
            await FlushAsync();
        }

        throw new ApiException(error);
    }

    private async Task RememberAsync()
    {
        var skipped = _observer.TooLong
            ? memory.SkipAnswer(session, "message_too_long")
            : await memory.RememberAnswerAsync(session, _observer.Text, evidence, context.RequestAborted);
        if (skipped is not null)
        {
            // The headers have gone. Clients pass comments over, and a person who looks sees it.
            Writer.Write(Encoding.ASCII.GetBytes($": {AgentsHeaders.MemoryError}: {skipped}\n\n"));
        }
    }
}

using Agents.Contracts;
using Microsoft.AspNetCore.Http;

namespace Agents.Client.Tests.TestKit;

/// <summary>Answers for <see cref="StubServer"/>.</summary>
internal static class Reply
{
    public static Func<HttpContext, Task> Json<T>(T body, int status = 200) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body, AgentsJson.Options, context.RequestAborted);
    };

    public static Func<HttpContext, Task> Error(
        int status, string code, string? param = null, string? retryAfter = null) =>
        context =>
        {
            context.Response.Headers["x-request-id"] = "req-1";
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            return Json(new ErrorResponse(new ErrorDetail($"{code} it is", "error", param, code)), status)(context);
        };

    public static Func<HttpContext, Task> Text(int status, string text) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text, context.RequestAborted);
    };

    /// <summary>Cuts the connection without an answer.</summary>
    public static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Sends server-sent events, each as one data line, and ends.</summary>
    public static Func<HttpContext, Task> Events(params string[] events) => context => SendAsync(context, events);

    /// <summary>
    /// Sends server-sent events and cuts the connection once they were read: a cut may overtake what was sent.
    /// </summary>
    public static Func<HttpContext, Task> EventsThenCut(Task read, params string[] events) => async context =>
    {
        await SendAsync(context, events);
        await read.WaitAsync(context.RequestAborted);
        context.Abort();
    };

    public static string Delta(string text) => $$$"""{"choices":[{"index":0,"delta":{"content":"{{{text}}}"}}]}""";

    public static string Finish(string reason) =>
        $$$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}]}""";

    private static async Task SendAsync(HttpContext context, string[] events)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var data in events)
        {
            await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}

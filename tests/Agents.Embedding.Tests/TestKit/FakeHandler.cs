using System.Net;
using System.Text;

namespace Agents.Embedding.Tests.TestKit;

/// <summary>Answers HTTP requests from a list of answers, and keeps what was asked.</summary>
internal sealed class FakeHandler(params Func<HttpRequestMessage, string, HttpResponseMessage>[] answers)
    : HttpMessageHandler
{
    private int _next;

    public List<(HttpRequestMessage Request, string Body)> Requests { get; } = [];

    public static Func<HttpRequestMessage, string, HttpResponseMessage> Json(HttpStatusCode status, string body) =>
        (_, _) => new HttpResponseMessage(status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Requests.Add((request, body));
        cancellationToken.ThrowIfCancellationRequested();
        return answers[Math.Min(_next++, answers.Length - 1)](request, body);
    }
}

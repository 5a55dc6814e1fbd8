using System.Text.Json;

namespace Agents.Gateway.Tests.Harness;

/// <summary>Reads and checks answers.</summary>
internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> answering, int status = 200)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == status, $"expected {status}, got {(int)answer.StatusCode}: {text}");
        Assert.True(answer.Headers.Contains("x-request-id"), "x-request-id is missing");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Checks OpenAI's error object with all four keys, and returns it.</summary>
    public static async Task<JsonElement> ErrorAsync(
        this Task<HttpResponseMessage> answering, int status, string code, string? param = null)
    {
        var body = await answering.JsonAsync(status);
        var error = body.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(pair => pair.Name));
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.DoesNotContain("   at ", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        if (param is not null)
        {
            Assert.Equal(param, error.GetProperty("param").GetString());
        }

        return error;
    }
}

using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Llm;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Llm;

public sealed class OfflineChatTests
{
    [Fact]
    public async Task A_question_is_answered_by_a_quotation_with_author_and_date()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.PostAsync("/v1/memories", """
            {"user":"u","messages":[{"role":"user","author":"Ann","content":"My sister Caroline moved to Lisbon.",
              "time":"2024-05-01T10:00:00Z"},
             {"role":"user","author":"Ann","content":"Where does Caroline live, my sister Caroline?"}]}
            """).JsonAsync(201);
        var answer = await host.ChatAsync("u", false, ("user", "Where did Caroline move?")).JsonAsync();
        var text = answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        Assert.StartsWith(
            "From memory: “My sister Caroline moved to Lisbon.” (Ann, 2024-05-01)", text, StringComparison.Ordinal);
        Assert.Contains("Offline answer", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_answer_has_every_key_of_the_wire()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await host.ChatAsync("u", false, ("user", "I like tea.")).JsonAsync();
        Assert.Equal("chat.completion", answer.GetProperty("object").GetString());
        Assert.StartsWith("chatcmpl-", answer.GetProperty("id").GetString()!, StringComparison.Ordinal);
        Assert.Equal("m", answer.GetProperty("model").GetString());
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal(
            ["index", "message", "logprobs", "finish_reason"], choice.EnumerateObject().Select(pair => pair.Name));
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("message").GetProperty("refusal").ValueKind);
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.True(answer.GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task A_stream_has_every_key_of_the_wire()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.PostAsync(ChatCalls.Path, """
            {"model":"x","user":"u","stream":true,"stream_options":{"include_usage":true},
             "messages":[{"role":"user","content":"I like tea."}]}
            """);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.TextAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("data: [DONE]", lines[^1]);
        var chunks = lines[..^1].Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement).ToArray();
        Assert.Single(chunks.Select(chunk => chunk.GetProperty("id").GetString()).Distinct());
        Assert.Single(chunks.Select(chunk => chunk.GetProperty("created").GetInt64()).Distinct());
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString()));
        Assert.Equal("assistant", Choice(chunks[0]).GetProperty("delta").GetProperty("role").GetString());
        Assert.All(chunks[..^1], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
        Assert.All(chunks[..^2], chunk =>
            Assert.Equal(JsonValueKind.Null, Choice(chunk).GetProperty("finish_reason").ValueKind));
        Assert.Equal("stop", Choice(chunks[^2]).GetProperty("finish_reason").GetString());
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
        Assert.True(chunks[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task A_client_that_sends_its_history_is_answered_from_it()
    {
        await using var host = await GatewayHost.StartAsync();
        const string Said = "My sister Caroline moved to Lisbon.";
        var answer = await host.ChatAsync(
            "u", false, ("user", Said), ("assistant", "All right."), ("user", "Where did Caroline move?")).JsonAsync();
        var text = answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        Assert.StartsWith($"From memory: “{Said}”", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Where did", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_is_asked_again_is_not_answered_by_itself()
    {
        await using var host = await GatewayHost.StartAsync();
        const string Question = "Where did Caroline move?";
        var answer = await host.ChatAsync(
            "u", false, ("user", Question), ("assistant", "No idea."), ("user", Question)).JsonAsync();
        var text = answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        Assert.StartsWith("I know nothing about that", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offline_answer_is_kept_and_is_no_evidence()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.ChatAsync("u", true, ("user", "I like tea."));
        await answer.DrainAsync();
        Assert.Equal([true, false], host.Memory.ItemsOf("u").Select(item => item.Evidence));
    }

    [Theory]
    [InlineData("Where is Ann?", "I know nothing about that")]
    [InlineData("安娜住在哪里", "我的记忆里没有")]
    [InlineData("我喜欢喝茶。", "好的。")]
    [InlineData("I like tea.", "All right.")]
    public void Without_memories_it_says_so_in_the_language_of_the_question(string question, string expected) =>
        Assert.StartsWith(expected, OfflineAnswer.Of(question, null), StringComparison.Ordinal);

    [Fact]
    public void Chinese_is_quoted_in_Chinese()
    {
        var recall = new RecallResponse
        {
            Context = "x",
            Tokens = 1,
            Answerable = true,
            Hits =
            [
                new MemoryHit
                {
                    Id = "m1",
                    Kind = MemoryKind.Episode,
                    Text = "我妹妹搬到了里斯本。",
                    Author = "安娜",
                    Role = "user",
                    Time = new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero),
                    Score = 1,
                    Confidence = 1,
                    Signals = new Dictionary<string, double>(),
                    Source = new MemorySource(["m1"]),
                },
            ],
            LeftOut = [],
            Pending = 0,
            Skipped = [],
        };
        Assert.StartsWith(
            "根据记忆：“我妹妹搬到了里斯本。”（安娜，2024-05-01）",
            OfflineAnswer.Of("我妹妹住在哪里？", recall),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "我的记忆里没有", OfflineAnswer.Of("我妹妹住在哪里？", recall with { Answerable = false }), StringComparison.Ordinal);
    }

    private static JsonElement Choice(JsonElement chunk) => chunk.GetProperty("choices")[0];

    [Theory]
    [InlineData("data:garbage")]
    [InlineData("data:image/png;base64,%%%")]
    public async Task An_image_that_is_none_is_refused(string url)
    {
        await using var host = await GatewayHost.StartAsync();
        object text = new { type = "text", text = "What is this?" };
        object image = new { type = "image_url", image_url = new { url } };
        object[] messages = [new { role = "user", content = new[] { text, image } }];
        await host.PostAsync(ChatCalls.Path, new { model = "m", messages })
            .ErrorAsync(400, ErrorCodes.InvalidRequest, "messages");
    }
}

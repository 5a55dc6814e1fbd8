using Agents.Contracts;
using Agents.Gateway.Tests.Harness;

namespace Agents.Gateway.Tests.Chat;

public sealed class RememberTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_history_that_is_sent_again_adds_only_new_turns(bool stream)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context => stream
            ? StubUpstream.StreamAsync(context, "Hel", "lo \\ud83d", "\\ude00\\n")
            : StubUpstream.CompleteAsync(context, "Hello 😀");
        List<(string, string)> history = [("system", "Be kind."), ("user", "I am Ann")];
        using var first = await host.ChatAsync("u", stream, [.. history]);
        await first.DrainAsync();
        Assert.Equal(["I am Ann", "Hello 😀"], host.Memory.ItemsOf("u").Select(item => item.Text));
        history.AddRange([("assistant", "Hello 😀"), ("user", "Who am I?")]);
        string conversation = first.Header(AgentsHeaders.Conversation);
        for (var i = 0; i < 3; i++)
        {
            using var again = await host.ChatAsync("u", stream, [.. history]);
            await again.DrainAsync();
            Assert.Equal(conversation, again.Header(AgentsHeaders.Conversation));
        }

        var items = host.Memory.ItemsOf("u");
        Assert.Equal(["I am Ann", "Hello 😀", "Who am I?", "Hello 😀"], items.Select(item => item.Text));
        Assert.Equal(["user", "assistant", "user", "assistant"], items.Select(item => item.Role));
        Assert.All(items, item => Assert.Equal(conversation, item.Conversation));
        Assert.All(items, item => Assert.Matches("^e_[0-9a-f]{32}$", item.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_notes_which_block_its_prompt_was_given(bool stream)
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context => stream
            ? StubUpstream.StreamAsync(context, "Oslo")
            : StubUpstream.CompleteAsync(context, "Oslo");
        await host.PostAsync(
            "/v1/memories",
            new { user = "u", messages = new[] { new { id = "m1", role = "user", content = "I live in Oslo" } } })
            .JsonAsync(201);

        using var answer = await host.ChatAsync("u", stream, ("user", "Where do I live?"));
        await answer.DrainAsync();

        var items = host.Memory.ItemsOf("u");
        Assert.Equal(["m1"], items[^1].Recalled!.Ids);
        Assert.Equal(("hash", 1), (items[^1].Recalled!.Hash, (int)items[^1].Recalled!.Position));
        Assert.All(items.SkipLast(1), item => Assert.Null(item.Recalled));
    }

    [Fact]
    public async Task The_user_turn_is_durable_before_the_model_is_asked()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        var known = -1;

        // A disk that is slower than the model: whoever asks without waiting for it, asks too early.
        using var http = new HttpClient();
        host.Memory.Before = async (call, token) =>
        {
            for (var i = 0; i < 50 && call == "append" && known < 0; i++)
            {
                using var answered = await http.GetAsync(new Uri(upstream.Url, "/elsewhere"), token);
            }
        };
        upstream.Answer = context =>
        {
            known = context.Request.Method == "POST" ? host.Memory.ItemCount : known;
            return StubUpstream.CompleteAsync(context, "ok");
        };
        using var answer = await host.ChatAsync("u", false, ("user", "remember this"));
        Assert.Equal(1, known);
        Assert.Equal(2, host.Memory.ItemCount);
    }

    [Fact]
    public async Task The_finish_is_held_until_the_answer_is_durable()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var appends = 0;
        host.Memory.Before = (call, _) =>
        {
            if (call == "append" && ++appends == 2)
            {
                entered.SetResult();
                return release.Task;
            }

            return Task.CompletedTask;
        };
        upstream.Answer = context => StubUpstream.StreamAsync(context, "Hello");
        using var answer = await host.ChatAsync("u", true, ("user", "hi there"));
        await entered.Task.WaitAsync(TestContext.Current.CancellationToken);
        var stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var before = string.Empty;
        while (!before.Contains("Hello", StringComparison.Ordinal))
        {
            var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(line);
            before += line + "\n";
        }

        var next = reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
        await next;
        var finish = reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(finish.IsCompleted);
        Assert.Single(host.Memory.ItemsOf("u"));
        release.SetResult();
        Assert.Contains("\"finish_reason\":\"stop\"", await finish, StringComparison.Ordinal);
        Assert.Equal(2, host.Memory.ItemsOf("u").Count);
    }

    [Fact]
    public async Task Parts_of_text_names_and_tool_results_are_kept_and_system_is_not()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        using var answer = await host.PostAsync(
            ChatCalls.Path,
            """
            {"model":"m","messages":[{"role":"system","content":"s"},{"role":"developer","content":"d"},
             {"role":"user","name":"Ann","content":[{"type":"text","text":"look"},
              {"type":"image_url","image_url":{"url":"x"}},{"type":"text","text":"here\u0007"}]},
             {"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function",
              "function":{"name":"f","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"1","content":"12 C"},{"role":"user","content":"  "}]}
            """,
            (AgentsHeaders.User, "u"),
            (AgentsHeaders.Conversation, "trip-1"));
        var items = host.Memory.ItemsOf("u");
        Assert.Equal(["look\nhere\ufffd", "12 C", "Hello"], items.Select(item => item.Text));
        Assert.Equal(["Ann", "tool", "assistant"], items.Select(item => item.Author));
        Assert.All(items, item => Assert.Equal("trip-1", item.Conversation));
        Assert.Equal("trip-1", answer.Header(AgentsHeaders.Conversation));
    }

    [Fact]
    public async Task An_answer_of_tool_calls_alone_is_not_remembered()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        upstream.Answer = context => StubUpstream.JsonAsync(context, 200, """
            {"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[]},
             "finish_reason":"tool_calls"}]}
            """);
        using var answer = await host.ChatAsync("u", false, ("user", "weather?"));
        Assert.Single(host.Memory.ItemsOf("u"));
    }

    [Fact]
    public async Task A_turn_that_the_user_erased_stays_away_and_the_others_are_kept()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        using var first = await host.ChatAsync("u", false, ("user", "a secret"));
        var id = host.Memory.ItemsOf("u")[0].Id;
        await host.SendAsync(HttpMethod.Delete, $"/v1/memories/{id}?user=u&erase=true").JsonAsync();
        using var second = await host.ChatAsync(
            "u", false, ("user", "a secret"), ("assistant", "Hello"), ("user", "something else"));
        Assert.Equal(string.Empty, second.Header(AgentsHeaders.MemoryError));
        Assert.Equal(["Hello", "something else", "Hello"], host.Memory.ItemsOf("u").Select(item => item.Text));
    }

    [Fact]
    public async Task Two_users_with_one_history_have_two_conversations()
    {
        var (host, upstream) = await ChatCalls.StartWithUpstreamAsync();
        await using var _ = upstream;
        await using var __ = host;
        using var a = await host.ChatAsync("a", false, ("user", "hi there"));
        using var b = await host.ChatAsync("b", false, ("user", "hi there"));
        Assert.NotEqual(a.Header(AgentsHeaders.Conversation), b.Header(AgentsHeaders.Conversation));
        Assert.Equal(2, host.Memory.ItemsOf("a").Count);
        Assert.Equal(2, host.Memory.ItemsOf("b").Count);
    }
}

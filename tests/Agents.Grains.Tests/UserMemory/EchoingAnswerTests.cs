using Agents.Contracts;
using Agents.Grains.Abstractions;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>What is erased goes from the answers too that were given it and repeat it.</summary>
public sealed class EchoingAnswerTests : IAsyncLifetime
{
    private readonly MemoryCluster _cluster = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_answer_that_was_given_an_erased_memory_and_repeats_it_goes_with_it()
    {
        var user = _cluster.Of("echo-1");
        await user.AppendAsync("code", "My locker code is 4417.");
        await AnswerAsync(user, "1", "What is my locker code?", "Your locker code is 4417.", given: "code");
        await AnswerAsync(user, "2", "Is it at the pool?", "I know nothing about that.", given: "code");
        await AnswerAsync(user, "3", "What does 4417 factor to?", "4417 is 7 times 631, locker.", given: "other");

        Assert.Equal(2, await user.EraseAsync("code"));

        Assert.Equal(ErrorCodes.Erased, await CodeOfAsync(user, "answer-1"));
        Assert.Equal(
            ["question-1", "question-2", "answer-2", "question-3", "answer-3"],
            (await user.ListAsync(new ListRequest())).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task An_answer_that_repeats_what_the_memory_said_before_it_was_edited_goes_too()
    {
        var user = _cluster.Of("echo-2");
        await user.AppendAsync("job", "I work at Contoso.");
        await AnswerAsync(user, "1", "Where do I work?", "At Contoso.", given: "job");
        await user.EditAsync("job", new EditRequest { Content = "I work at Fabrikam." });

        await user.EraseAsync("job");

        Assert.Equal(ErrorCodes.Erased, await CodeOfAsync(user, "answer-1"));
    }

    [Fact]
    public async Task A_held_answer_keeps_what_it_repeats_from_being_erased()
    {
        var user = _cluster.Of("echo-3");
        await user.AppendAsync("code", "My locker code is 4417.");
        await AnswerAsync(user, "1", "What is my locker code?", "Your locker code is 4417.", given: "code");
        await user.EditAsync("answer-1", new EditRequest { Held = true });

        Assert.Equal(ErrorCodes.Held, UserMemory.Code(await user.Grain.EraseAsync(user.Scope, "code", Token)));
        Assert.Equal("My locker code is 4417.", (await user.GetAsync("code")).Text);
    }

    [Fact]
    public async Task Erasing_a_conversation_erases_what_repeats_it_in_others()
    {
        var user = _cluster.Of("echo-4");
        UserMemory.Value(await user.TryAppendAsync(new AppendRequest
        {
            Conversation = "c0",
            Episodes = [UserMemory.Turn("code", "My locker code is 4417.")],
        }));
        await AnswerAsync(user, "1", "What is my locker code?", "Your locker code is 4417.", given: "code");

        Assert.Equal(2, await user.EraseAllAsync("c0"));

        Assert.Equal(ErrorCodes.Erased, await CodeOfAsync(user, "answer-1"));
        Assert.Equal("What is my locker code?", (await user.GetAsync("question-1")).Text);
    }

    private static async Task AnswerAsync(UserMemory user, string id, string question, string answer, string given) =>
        UserMemory.Value(await user.TryAppendAsync(
            UserMemory.Turn($"question-{id}", question),
            UserMemory.Turn($"answer-{id}", answer) with
            {
                Role = MessageRoles.Assistant,
                Author = MessageRoles.Assistant,
                Recalled = new RecalledBlock
                {
                    Position = 1,
                    At = DateTimeOffset.UnixEpoch,
                    Ids = [given],
                    BudgetTokens = 200,
                    Order = RecallOrder.Relevance,
                    Hash = new string('0', 64),
                },
            }));

    private static async Task<string?> CodeOfAsync(UserMemory user, string id) =>
        UserMemory.Code(await user.Grain.GetAsync(user.Scope, id, Token));
}

using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Storage.InMemory;
using Agents.TestKit.Time;

namespace Agents.Grains.Tests.UserMemory;

public sealed class DecisionTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    // Two episodes, their vectors, the erasure and that it is done.
    private const long ErasureDone = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_edit_changes_what_is_found_and_keeps_the_original_in_the_history()
    {
        var user = cluster.Of("decide-1");
        await user.AppendAsync("a", "I work at Contoso.");

        var edited = await user.EditAsync("a", new EditRequest { Content = "I work at Fabrikam." });

        Assert.Equal("I work at Fabrikam.", edited.Text);
        Assert.Empty(await user.FindAsync("Contoso"));
        Assert.Equal(["a"], await user.FindAsync("Fabrikam"));
        var history = UserMemory.Value(await user.Grain.HistoryAsync(user.Scope, "a", Token));
        Assert.Equal(["recorded", "edited"], history.Entries.Select(entry => entry.Change));
        Assert.Equal("I work at Contoso.", history.Entries[0].Text);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_leaves_no_trace()
    {
        var user = cluster.Of("decide-2");
        await user.AppendAsync("a", "tea");

        await user.EditAsync("a", new EditRequest { Content = "tea", Pinned = false });

        Assert.Single(UserMemory.Value(await user.Grain.HistoryAsync(user.Scope, "a", Token)).Entries);
    }

    [Fact]
    public async Task A_retry_of_an_edited_turn_is_still_the_same_turn()
    {
        var user = cluster.Of("decide-3");
        await user.AppendAsync("a", "tea");
        await user.EditAsync("a", new EditRequest { Content = "coffee" });

        Assert.True((await user.AppendAsync("a", "tea")).Repeated);
        Assert.Equal("coffee", (await user.GetAsync("a")).Text);
    }

    [Fact]
    public async Task A_forgotten_memory_is_out_of_recall_and_comes_back()
    {
        var user = cluster.Of("decide-4");
        await user.AppendAsync("a", "I like jasmine tea.");

        var forgotten = UserMemory.Value(await user.Grain.ForgetAsync(user.Scope, "a", Token));
        Assert.Equal(MemoryState.Forgotten, forgotten.State);
        Assert.Empty(await user.FindAsync("jasmine"));
        await cluster.DeactivateAsync();
        Assert.Empty(await user.FindAsync("jasmine"));

        UserMemory.Value(await user.Grain.RestoreAsync(user.Scope, "a", Token));
        Assert.Equal(["a"], await user.FindAsync("jasmine"));
    }

    [Fact]
    public async Task A_memory_expires_unless_it_is_pinned()
    {
        var user = cluster.Of("decide-5");
        await user.AppendAsync("a", "The parcel comes today.");
        await user.AppendAsync("b", "The parcel code is 77.");
        var expires = cluster.Clock.GetUtcNow().AddHours(1);
        await user.EditAsync("a", new EditRequest { Expires = expires });
        await user.EditAsync("b", new EditRequest { Expires = expires, Pinned = true });
        Assert.Equal(2, (await user.FindAsync("parcel")).Length);

        cluster.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(["b"], await user.FindAsync("parcel"));
        Assert.Equal(MemoryState.Expired, (await user.GetAsync("a")).State);
        Assert.Equal((1, 1), await StatesAsync(user));
    }

    [Fact]
    public async Task An_expiry_can_be_taken_away()
    {
        var user = cluster.Of("decide-never");
        await user.AppendAsync("a", "The parcel comes today.");
        await user.EditAsync("a", new EditRequest { Expires = cluster.Clock.GetUtcNow().AddHours(1) });
        await user.EditAsync("a", new EditRequest { Pinned = false });
        Assert.NotNull((await user.GetAsync("a")).Expires);

        await user.EditAsync("a", new EditRequest { NeverExpires = true });
        Assert.Null((await user.GetAsync("a")).Expires);
        cluster.Clock.Advance(TimeSpan.FromHours(2));
        await cluster.DeactivateAsync();

        Assert.Equal(["a"], await user.FindAsync("parcel"));
        Assert.Null((await user.GetAsync("a")).Expires);
    }

    [Fact]
    public async Task An_erased_memory_is_gone_and_its_id_is_refused_for_good()
    {
        var user = cluster.Of("decide-6");
        await user.AppendAsync("a", "My card is 4111.");
        await user.AppendAsync("b", "The weather is fine.");

        Assert.Equal(1, await user.EraseAsync("a"));
        foreach (var reactivate in new[] { false, true })
        {
            if (reactivate)
            {
                await cluster.DeactivateAsync();
            }

            Assert.Empty(await user.FindAsync("4111"));
            Assert.Equal(["b"], (await user.ListAsync()).Items.Select(item => item.Id));
            Assert.Equal(ErrorCodes.Erased, UserMemory.Code(await user.Grain.GetAsync(user.Scope, "a", Token)));
            Assert.Equal(ErrorCodes.Erased, UserMemory.Code(
                await user.TryAppendAsync(UserMemory.Turn("a", "My card is 4111."))));
        }
    }

    [Fact]
    public async Task Erasing_a_conversation_leaves_the_others()
    {
        var user = cluster.Of("decide-7");
        await user.AppendAsync("a", "first");
        UserMemory.Value(await user.TryAppendAsync(new Abstractions.AppendRequest
        {
            Episodes = [UserMemory.Turn("b", "second"), UserMemory.Turn("c", "third")],
            Conversation = "c2",
        }));

        Assert.Equal(2, await user.EraseAllAsync("c2"));
        Assert.Equal(0, await user.EraseAllAsync("c2"));

        Assert.Equal(["a"], (await user.ListAsync()).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task An_erased_user_starts_anew()
    {
        var user = cluster.Of("decide-8");
        await user.AppendAsync("a", "everything");

        Assert.Equal(1, await user.EraseAllAsync());
        Assert.Empty((await user.ListAsync()).Items);
        Assert.Equal(0, (await user.StatsAsync()).Positions.Accepted);

        await user.AppendAsync("a", "a new life");
        Assert.Equal("a new life", (await user.GetAsync("a")).Text);
    }

    [Fact]
    public async Task A_page_names_the_next_until_the_end_and_every_memory_once()
    {
        var user = cluster.Of("decide-9");
        UserMemory.Value(await user.TryAppendAsync(
            [.. Enumerable.Range(0, 25).Select(i => UserMemory.Turn($"id{i}", $"text {i}"))]));
        await user.EraseAsync("id3");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await user.ListAsync(new ListRequest { Limit = 7, Cursor = cursor });
            seen.AddRange(page.Items.Select(item => item.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 25).Where(i => i != 3).Select(i => $"id{i}"), seen);
        Assert.Equal(ErrorCodes.InvalidRequest, UserMemory.Code(
            await user.Grain.ListAsync(user.Scope, new ListRequest { Cursor = "x" }, Token)));
    }

    private static async Task<(long Active, long Expired)> StatesAsync(UserMemory user)
    {
        var states = (await user.StatsAsync()).States;
        return (states["active"], states["expired"]);
    }

    [Fact]
    public async Task A_full_disk_keeps_an_erasure_waiting_and_the_other_memories_readable()
    {
        await using var own = new MemoryCluster();
        await own.InitializeAsync();
        var user = own.Of("erase-full");
        await user.AppendAsync("gone", "We adopted a beagle.");
        await user.AppendAsync("kept", "We adopted a cat.");
        await user.IndexedAsync();

        // The decision is durable, its answer is lost, and there is no room for what follows from it.
        own.Logs.FailNextAppend(AppendFault.AfterWrite);
        own.Logs.FailNextAppend(AppendFault.DiskFull);
        Assert.Equal(
            ErrorCodes.StorageUnavailable,
            UserMemory.Code(await user.Grain.EraseAsync(user.Scope, "gone", Token)));

        Assert.Equal("We adopted a cat.", (await ReadAsync("kept")).Value?.Text);

        // The next activation finds room, and no byte of the text is left.
        Assert.Equal(ErrorCodes.Erased, UserMemory.Code(await ReadAsync("gone")));
        await Until.IsSoAsync(async () => (await user.StatsAsync()).Positions.Durable >= ErasureDone);

        await using var log = await own.Logs.OpenAsync(user.Scope, Token);
        Assert.True((await log.ReadFrameAsync(1, Token)).Erased);

        // A call that meets the activation on its way out is told to come again.
        Task<MemoryResult<MemoryItem>> ReadAsync(string id) => Until.GivesAsync(
            () => user.Grain.GetAsync(user.Scope, id, Token),
            read => read.Error?.Code != ErrorCodes.StorageUnavailable);
    }

    [Fact]
    public async Task A_user_in_use_is_erased_and_every_call_beside_it_is_answered()
    {
        var user = cluster.Of("erase-busy");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var appended = 0;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await user.AppendAsync($"{writer}-{i}", "We adopted a beagle.");
                Interlocked.Increment(ref appended);
            }
        }));
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await user.SearchAsync("beagle");
            }
        }));
        Task[] busy = [.. writers, .. readers];

        for (var erasure = 0; erasure < 20; erasure++)
        {
            var before = Volatile.Read(ref appended);
            await user.EraseAllAsync();
            await Until.IsSoAsync(
                () => Volatile.Read(ref appended) >= before + 4 || busy.Any(task => task.IsFaulted));
        }

        // Two at once, and the last word.
        await Task.WhenAll(user.EraseAllAsync(), user.EraseAllAsync());
        await stop.CancelAsync();
        await Task.WhenAll(busy);
        await user.EraseAllAsync();
        Assert.Empty((await user.ListAsync()).Items);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_user_whose_deletion_fails_is_still_there_and_the_caller_is_told_once()
    {
        await using var own = new MemoryCluster();
        await own.InitializeAsync();
        var user = own.Of("erase-refused");
        await user.AppendAsync("a", "We adopted a beagle.");
        own.Logs.RefusesDeletion = true;

        var refused = await user.Grain.EraseAllAsync(
            user.Scope, null, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCodes.StorageUnavailable, UserMemory.Code(refused));
        own.Logs.RefusesDeletion = false;
        var erased = await Until.GivesAsync(
            () => user.Grain.EraseAllAsync(user.Scope, null, Token),
            erased => erased.Error?.Code != ErrorCodes.StorageUnavailable);
        Assert.Equal(1, UserMemory.Value(erased).Erased);
    }
}

using Agents.Embedding.Batching;
using Agents.Embedding.Tests.TestKit;
using Agents.Embedding.Tokenization;
using CsCheck;

namespace Agents.Embedding.Tests.Batching;

public sealed class EncodingQueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lone_text_runs_at_once_and_alone()
    {
        using var encoder = new FakeEncoder();
        using var queue = Queue(encoder);

        var vectors = await queue.EncodeAsync([FakeEncoder.Text(9, mark: 3)], isBackground: false, Token);

        Assert.Equal([9f, 3f], Assert.Single(vectors));
        Assert.Single(Assert.Single(encoder.Batches));
    }

    [Fact]
    public async Task What_waits_while_a_run_goes_on_is_batched_by_length_in_the_order_of_each_caller()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        using var queue = Queue(encoder);
        var first = await StartAsync(queue, encoder);
        var random = new Random(17);
        var requests = Enumerable.Range(0, 30)
            .Select(_ => Enumerable.Range(0, 20).Select(i => FakeEncoder.Text(random.Next(8, 129), mark: i)).ToArray())
            .ToList();

        var answers = requests.ConvertAll(texts => queue.EncodeAsync(texts, isBackground: false, Token));
        encoder.Let(1_000);
        await first;

        for (var i = 0; i < requests.Count; i++)
        {
            var vectors = await answers[i];
            Assert.Equal(requests[i].Select(text => (float)text.Ids.Length), vectors.Select(vector => vector[0]));
            Assert.Equal(Enumerable.Range(0, 20).Select(mark => (float)mark), vectors.Select(vector => vector[1]));
        }

        var batches = encoder.Batches.Skip(1).ToList();
        var padded = batches.Sum(batch => batch.Max(ids => ids.Length) * batch.Length);
        Assert.InRange((double)padded / batches.Sum(batch => batch.Sum(ids => ids.Length)), 1, 1.25);
        Assert.True(batches.Count < 200, $"600 texts took {batches.Count} runs");
        Assert.All(batches, batch => Assert.True(batch.Max(ids => ids.Length) * batch.Length <= 512));
    }

    [Fact]
    public async Task Interactive_texts_go_before_background_ones_whose_batches_are_small()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        using var queue = Queue(encoder);
        var first = await StartAsync(queue, encoder);

        var background = queue.EncodeAsync(
            [.. Enumerable.Range(0, 40).Select(_ => FakeEncoder.Text(20, mark: 1))], isBackground: true, Token);
        var interactive = queue.EncodeAsync([FakeEncoder.Text(30, mark: 2)], isBackground: false, Token);
        encoder.Let(1_000);
        await Task.WhenAll(first, background, interactive);

        var batches = encoder.Batches.Skip(1).ToList();
        Assert.Equal(2, Assert.Single(batches[0])[1]);
        Assert.All(batches.Skip(1), batch => Assert.True(batch.Length * 20 <= 128));
    }

    [Fact]
    public async Task Background_texts_have_their_turn_while_interactive_ones_keep_coming()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        using var queue = Queue(
            encoder,
            new EmbeddingOptions { ConcurrentRunsMax = 1, BatchTokensMax = 16, BackgroundBatchTokensMax = 16 });
        var first = await StartAsync(queue, encoder);

        var background = queue.EncodeAsync(Texts(3, length: 16, mark: 1), isBackground: true, Token);
        var interactive = queue.EncodeAsync(Texts(40, length: 16, mark: 2), isBackground: false, Token);
        encoder.Let(1_000);
        await Task.WhenAll(first, background, interactive);

        var turns = encoder.Batches.Skip(1).Index().Where(batch => batch.Item[0][1] == 1).Select(batch => batch.Index);
        const int Turn = EncodingQueue.BackgroundTurn;
        Assert.Equal([Turn, (2 * Turn) + 1, (3 * Turn) + 2], turns);
    }

    [Fact]
    public Task Every_text_of_many_callers_gets_its_own_vector_in_order_and_no_batch_is_over_its_budget() =>
        Gen.Select(Gen.Int[2, 256].Array[1, 12], Gen.Bool).Array[1, 30].SampleAsync(
            async requests =>
            {
                using var encoder = new FakeEncoder();
                using var queue = Queue(encoder);
                var mark = 0;
                var texts = Array.ConvertAll(
                    requests,
                    request => Array.ConvertAll(request.Item1, length => FakeEncoder.Text(length, mark: ++mark)));

                var answers = await Task.WhenAll(
                    requests.Select((request, i) => queue.EncodeAsync(texts[i], request.Item2, Token)));

                Assert.Equal(
                    texts.Select(of => of.Select(text => new[] { text.Ids.Length, (float)text.Ids[1] })), answers);
                var background = requests.Zip(texts).Where(one => one.First.Item2)
                    .SelectMany(one => one.Second.Select(text => text.Ids[1])).ToHashSet();
                Assert.All(encoder.Batches, batch => Assert.True(
                    batch.Length == 1
                    || batch.Max(ids => ids.Length) * batch.Length <= (background.Contains(batch[0][1]) ? 128 : 512)));
                Assert.Equal(mark, encoder.Batches.Sum(batch => batch.Length));
            },
            seed: "0000000000000", iter: 60);

    [Fact]
    public async Task A_full_queue_refuses_by_name_and_keeps_the_other_priority_open()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        using var queue = Queue(encoder, new EmbeddingOptions { ConcurrentRunsMax = 1, QueueTextsMax = 5 });
        var first = await StartAsync(queue, encoder);
        var background = queue.EncodeAsync(Texts(5), isBackground: true, Token);

        var refused = await Assert.ThrowsAsync<EmbeddingOverloadedException>(
            () => queue.EncodeAsync(Texts(1), isBackground: true, Token));
        var interactive = queue.EncodeAsync(Texts(5), isBackground: false, Token);
        encoder.Let(1_000);
        await Task.WhenAll(first, background, interactive);

        Assert.Contains(nameof(EmbeddingOptions.QueueTextsMax), refused.Message, StringComparison.Ordinal);
        Assert.Single(await queue.EncodeAsync(Texts(1), isBackground: true, Token));
    }

    [Fact]
    public async Task At_most_the_allowed_runs_go_on_at_once()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        using var queue = Queue(encoder, new EmbeddingOptions { ConcurrentRunsMax = 3, BatchTokensMax = 16 });

        var answer = queue.EncodeAsync(Texts(30, length: 16), isBackground: false, Token);
        await encoder.WaitForRunAsync();
        await encoder.WaitForRunAsync();
        await encoder.WaitForRunAsync();
        encoder.Let(1_000);
        await answer;

        Assert.Equal(3, encoder.RunningMax);
        Assert.Equal(30, encoder.Batches.Count);
    }

    [Fact]
    public async Task A_cancelled_text_that_waits_is_never_run()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        using var queue = Queue(encoder);
        var first = await StartAsync(queue, encoder);
        using var cancel = new CancellationTokenSource();

        var left = queue.EncodeAsync([FakeEncoder.Text(20, mark: 66)], isBackground: false, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        encoder.Let(1_000);
        await first;
        await queue.EncodeAsync(Texts(1), isBackground: false, Token);

        Assert.DoesNotContain(encoder.Batches, batch => batch.Any(ids => ids[1] == 66));
    }

    [Fact]
    public async Task A_failed_run_fails_its_callers_and_the_next_run_succeeds()
    {
        using var encoder = new FakeEncoder { Failure = new InvalidOperationException("out of memory") };
        using var queue = Queue(encoder);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => queue.EncodeAsync(Texts(3), isBackground: false, Token));
        encoder.Failure = null;

        Assert.Equal("out of memory", failure.Message);
        Assert.Equal(3, (await queue.EncodeAsync(Texts(3), isBackground: false, Token)).Length);
    }

    [Fact]
    public async Task Closing_lets_the_running_batch_finish_and_fails_what_waits()
    {
        using var encoder = new FakeEncoder(isHeld: true);
        var queue = Queue(encoder);
        var running = await StartAsync(queue, encoder);
        var waiting = queue.EncodeAsync(Texts(3), isBackground: false, Token);

        var closing = Task.Run(queue.Dispose, Token);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        encoder.Let(1_000);
        await closing;

        Assert.Single(await running);
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => queue.EncodeAsync(Texts(1), isBackground: false, Token));
        queue.Dispose();
    }

    private static EncodingQueue Queue(FakeEncoder encoder, EmbeddingOptions? options = null) =>
        new(encoder, lengthMax: 256, options ?? new EmbeddingOptions
        {
            ConcurrentRunsMax = 1,
            BatchTokensMax = 512,
            BackgroundBatchTokensMax = 128,
        });

    private static TokenizedText[] Texts(int count, int length = 10, int mark = 7) =>
        [.. Enumerable.Range(0, count).Select(_ => FakeEncoder.Text(length, mark))];

    private static async Task<Task<float[][]>> StartAsync(EncodingQueue queue, FakeEncoder encoder)
    {
        var running = queue.EncodeAsync(Texts(1), isBackground: false, Token);
        await encoder.WaitForRunAsync();
        return running;
    }
}

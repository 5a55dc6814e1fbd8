using System.Text;
using Agents.Contracts;
using Agents.Memory.Log;
using Xunit;

namespace Agents.TestKit.Conformance;

/// <summary>
/// The means of <see cref="MemoryLogConformance{TProvider}"/>: opening, appending and reading in few words.
/// </summary>
/// <typeparam name="TProvider">The provider that the heir checks.</typeparam>
public abstract class MemoryLogFixture<TProvider> : IAsyncDisposable
    where TProvider : IMemoryLogProvider
{
    protected static readonly MemoryScope Ada = new("tenant", "ada");

    /// <summary>Gets the provider under test, over storage that is empty when the test starts.</summary>
    protected abstract TProvider Provider { get; }

    /// <summary>Gets the key ring that names the provider's logs.</summary>
    protected abstract IKeyRing Keys { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public abstract ValueTask DisposeAsync();

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(ReadOnlyMemory<byte> payload) => Encoding.UTF8.GetString(payload.Span);

    protected static NewFrame[] Group(params string[] texts) =>
        [.. texts.Select(text => new NewFrame(FrameType.Episode, Bytes(text)))];

    protected static async Task<List<(long Sequence, FrameType Type, string Text)>> ReadAllAsync(
        IMemoryLog log, long afterSequence = 0)
    {
        var frames = new List<(long, FrameType, string)>();
        await foreach (var frame in log.ReadAsync(afterSequence, Cancel))
        {
            frames.Add((frame.Sequence, frame.Type, Text(frame.Payload)));
        }

        return frames;
    }

    protected static async Task<List<string>> TextsAsync(IMemoryLog log) =>
        [.. (await ReadAllAsync(log)).Select(frame => frame.Text)];

    protected async Task<IMemoryLog> OpenAsync(MemoryScope scope) => await Provider.OpenAsync(scope, Cancel);
}

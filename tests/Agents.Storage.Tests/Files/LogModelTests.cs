using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Tests.Files.Io;
using CsCheck;
using static Agents.Storage.Tests.Files.DiskFixture;

namespace Agents.Storage.Tests.Files;

/// <summary>Random sequences of what a writer and its machine can do leave the log equal to a list of texts.</summary>
public sealed class LogModelTests
{
    private enum Act
    {
        Append,
        Erase,
        Snapshot,
        Reopen,
        PowerLoss,
        Delete,
    }

    [Fact]
    public async Task Random_histories_equal_a_simple_model()
    {
        var acts = Gen.Frequency(
            (8, Gen.Const(Act.Append)),
            (2, Gen.Const(Act.Erase)),
            (2, Gen.Const(Act.Snapshot)),
            (3, Gen.Const(Act.Reopen)),
            (2, Gen.Const(Act.PowerLoss)));
        var withDelete = Gen.Frequency((40, acts), (1, Gen.Const(Act.Delete)));
        await Gen.Select(withDelete, Gen.Int[0, 1_000_000]).Array[5, 60].SampleAsync(
            async history =>
            {
                await using var run = new Run();
                foreach (var (act, seed) in history)
                {
                    await run.DoAsync(act, new Random(seed));
                }

                await run.CheckAsync();
            },
            iter: 150,
            threads: 1);
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly List<string?> _model = [];
        private (long Position, byte Value)? _snapshot;
        private SimulatedDisk _disk = NewDisk();
        private FileMemoryLogProvider? _provider;
        private IMemoryLog? _log;
        private int _floor;

        public async Task DoAsync(Act act, Random random)
        {
            var log = await LogAsync();
            switch (act)
            {
                case Act.Append:
                    string[] texts = [.. Some(random, 5).Select(_ => new string('t', random.Next(120)))];
                    await log.AppendAsync(_model.Count, Group(texts), Cancel);
                    _model.AddRange(texts);
                    break;
                case Act.Erase when _model.Count > 0:
                    await EraseAsync(log, [.. Some(random, 4).Select(_ => random.Next(_model.Count))]);
                    break;
                case Act.Snapshot when _model.Count > 0:
                    await SnapshotAsync(log, random.Next(1, _model.Count + 1), (byte)random.Next(256));
                    break;
                case Act.Reopen:
                    await CloseAsync();
                    break;
                case Act.PowerLoss:
                    var disk = random.Next(2) == 0 ? _disk.WithoutUnflushed() : _disk.WithSomeUnflushed(random);
                    await CloseAsync();
                    _disk = disk;
                    break;
                case Act.Delete:
                    await log.DeleteAsync(Cancel);
                    await CloseAsync();
                    _model.Clear();
                    _snapshot = null;
                    _floor = 0;
                    break;
            }
        }

        public async Task CheckAsync()
        {
            var log = await LogAsync();
            Assert.Equal(_model, await TextsAsync(log));
            Assert.Equal(_model.Count, log.Position);
            for (var i = 0; i < _model.Count; i++)
            {
                Assert.Equal(_model[i] is null, (await log.ReadFrameAsync(i + 1, Cancel)).Erased);
            }

            var snapshot = await log.ReadSnapshotAsync(Cancel);
            Assert.Equal(_snapshot?.Position, snapshot?.Position);
            Assert.Equal(_snapshot?.Value, snapshot?.Payload.Span[0]);
        }

        public async ValueTask DisposeAsync() => await CloseAsync();

        private static IEnumerable<int> Some(Random random, int below) => Enumerable.Range(0, random.Next(1, below));

        private async Task EraseAsync(IMemoryLog log, int[] indices)
        {
            await log.EraseAsync([.. indices.Select(index => index + 1L)], Cancel);
            if (indices.Any(index => _model[index] is not null))
            {
                _snapshot = null;
                _floor = _model.Count;
            }

            foreach (var index in indices)
            {
                _model[index] = null;
            }
        }

        private async Task SnapshotAsync(IMemoryLog log, int position, byte value)
        {
            var kept = await log.WriteSnapshotAsync(new LogSnapshot(position, new byte[] { value }), Cancel);
            Assert.Equal(position >= _floor && !(_snapshot?.Position > position), kept);
            if (kept)
            {
                _snapshot = (position, value);
            }
        }

        private async Task<IMemoryLog> LogAsync()
        {
            _provider ??= Provider(_disk, segmentBytesMax: 2_000);
            return _log ??= await _provider.OpenAsync(Ada, Cancel);
        }

        private async Task CloseAsync()
        {
            if (_provider is not null)
            {
                await _provider.DisposeAsync();
            }

            _provider = null;
            _log = null;
        }
    }
}

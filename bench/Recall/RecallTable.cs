using System.Buffers;
using System.Globalization;
using Agents.Memory.Recall;

namespace Agents.Bench.Recall;

/// <summary>What a user of 10,000 memories costs: memory, snapshot and search, in one run.</summary>
internal static class RecallTable
{
    private const int Documents = 10_000;
    private const int Rounds = 401;

    public static void Print(TextWriter output)
    {
        output.WriteLine($"{Documents:N0} memories of 30 words or 45 characters, one thread, medians");
        output.WriteLine(
            "| store | counted MB | measured MB | snapshot MB | write ms | read ms | search ms | words alone ms |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        PrintRow(output, "English, vectors", chinese: false, vectors: true);
        PrintRow(output, "Chinese, no vectors", chinese: true, vectors: false);
        PrintRow(output, "Chinese, vectors", chinese: true, vectors: true);
    }

    private static void PrintRow(TextWriter output, string name, bool chinese, bool vectors)
    {
        var store = new SyntheticStore(Documents, chinese);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = store.Index(vectors);
        var measured = GC.GetTotalMemory(forceFullCollection: true) - before;
        var questions = store.Questions(64, vectors);
        var words = questions.Select(question => question with { Vector = default }).ToArray();
        var snapshot = new ArrayBufferWriter<byte>();
        index.WriteTo(snapshot);
        var options = new RecallOptions { Dimension = SyntheticStore.Dimension };
        var next = 0;
        var searches = Stopwatches.Medians(
            Rounds,
            () => index.Search(questions[next++ % questions.Length]),
            () => index.Search(words[next % words.Length]));
        var snapshots = Stopwatches.Medians(
            21,
            () => index.WriteTo(new ArrayBufferWriter<byte>(snapshot.WrittenCount)),
            () => RecallIndex.ReadFrom(snapshot.WrittenSpan, options));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {index.ResidentBytes / 1e6:0.0} | {measured / 1e6:0.0} | {snapshot.WrittenCount / 1e6:0.0} | "
            + $"{snapshots[0]:0.0} | {snapshots[1]:0.0} | {searches[0]:0.000} | {searches[1]:0.000} |"));
        GC.KeepAlive(store);
    }
}

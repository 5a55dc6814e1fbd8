using System.Globalization;
using Agents.Bench.Hosting;
using Agents.Client;
using Agents.Contracts;

namespace Agents.Bench.Figures;

/// <summary>What an active user costs: the growth of a fresh silo's resident memory, divided by the users
/// activated.</summary>
/// <remarks>A small user is touched first, so that compiled code and pools are not counted as memories.</remarks>
internal sealed class ResidentFigure : IFigure
{
    private const string HeapMetric = "dotnet_gc_last_collection_heap_size_bytes";
    private const double MiB = 1024 * 1024;
    private const int SmallCalls = 200;

    private static readonly TimeSpan SamplePause = TimeSpan.FromMilliseconds(500);

    public string Name => "resident";

    public string What => "resident memory of a user with 10,000 memories";

    public Must Must => new(12, "MB");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var data = await context.DataAsync(cancellationToken);
        await using var silo = await ServerProcess.StartSiloAsync(
            data.Folder, context.Stub.EmbeddingArguments, cancellationToken);
        using var client = new AgentsClient(silo.Address);
        await TouchSmallUserAsync(client, cancellationToken);
        var before = await SettledAsync(silo, cancellationToken);

        foreach (var user in data.Users)
        {
            await client.SearchAsync(new SearchRequest { User = user, Query = "When did we go?" }, cancellationToken);
        }

        var activated = silo.ResidentBytes;
        var after = await SettledAsync(silo, cancellationToken);
        var users = data.Users.Count;
        return new Measurement(
            (after - before) / 1e6 / users,
            new Beside("silo before", before / MiB, "MiB"),
            new Beside("right after", activated / MiB, "MiB"),
            new Beside("settled", after / MiB, "MiB"),
            new Beside("heap at the last collection", await HeapAsync(silo, cancellationToken) / MiB, "MiB"),
            new Beside("users", users, ""));
    }

    private static async Task TouchSmallUserAsync(AgentsClient client, CancellationToken cancellationToken)
    {
        for (var i = 0; i < SmallCalls; i++)
        {
            await client.AddAsync(
                new AddMemoriesRequest
                {
                    User = "small",
                    Messages = [new MessageInput { Id = $"{i}", Role = MessageRoles.User, Content = $"Note {i}." }],
                },
                cancellationToken);
            await client.SearchAsync(
                new SearchRequest { User = "small", Query = $"Which note is {i}?" }, cancellationToken);
        }
    }

    /// <summary>Waits until resident memory has stayed within a percent for three seconds, at most half a
    /// minute.</summary>
    private static async Task<long> SettledAsync(ServerProcess silo, CancellationToken cancellationToken)
    {
        const int Steady = 6;
        const int SamplesMax = 60;
        var last = silo.ResidentBytes;
        for (int steady = 0, sample = 0; steady < Steady && sample < SamplesMax; sample++)
        {
            await Task.Delay(SamplePause, cancellationToken);
            var now = silo.ResidentBytes;
            steady = Math.Abs(now - last) < last / 100 ? steady + 1 : 0;
            last = steady == 0 ? now : last;
        }

        return silo.ResidentBytes;
    }

    private static async Task<double> HeapAsync(ServerProcess silo, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = silo.Address };
        var metrics = await http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken);
        return metrics.Split('\n').Where(line => line.StartsWith(HeapMetric, StringComparison.Ordinal)).Sum(ValueOf);
    }

    // A line is NAME{LABELS} VALUE TIME.
    private static double ValueOf(string line)
    {
        var numbers = line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim();
        return double.Parse(numbers.Split(' ')[0], CultureInfo.InvariantCulture);
    }
}

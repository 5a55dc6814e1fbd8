namespace Agents.Cli.Hosting;

/// <summary>Waits until a server can take requests.</summary>
internal static class Readiness
{
    public const string Path = "health/ready";

    // The first start of all fetches the embedding model.
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan DelayFirst = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(1);

    public static async Task WaitAsync(Uri server, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server };
        var begun = clock.GetTimestamp();
        for (var delay = DelayFirst; ; delay = delay * 2 < DelayMax ? delay * 2 : DelayMax)
        {
            using (var answer = await http.GetAsync(new Uri(Path, UriKind.Relative), cancellationToken))
            {
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }

            if (clock.GetElapsedTime(begun) > WaitMax)
            {
                throw new CliException(
                    $"The silo is not ready after {WaitMax.TotalMinutes:0} minutes; run 'agents doctor'.");
            }

            await Task.Delay(delay, clock, cancellationToken);
        }
    }
}

using System.Globalization;
using Agents.Cli.Output;
using Agents.Contracts;

namespace Agents.Cli.Retention;

/// <summary>Writes policies for people.</summary>
internal static class RetentionLines
{
    public static void Write(RetentionResponse answer, CliConsole console)
    {
        if (answer.Usage is not null)
        {
            console.Line($"user       {Of(answer.Policy)}");
        }

        console.Line($"tenant     {Of(answer.Tenant)}");
        if (answer.Usage is { } usage)
        {
            console.Line($"effective  {Of(answer.Effective)}");
            console.Line(
                $"in recall  {Of(usage.Memories)} memories, {Of(usage.Bytes)} bytes, "
                + $"{Of(usage.Exempt)} exempt; {Of(usage.Archived)} archived");
        }

        if (answer.Plan is { } plan)
        {
            Write(plan, console);
        }
    }

    private static void Write(RetentionPlan plan, CliConsole console)
    {
        console.Line($"would now  archive {Of(plan.Archive)}, expire {Of(plan.Expire)}, keep {Of(plan.Keep)}");
        foreach (var candidate in plan.First)
        {
            var activation = candidate.Activation.ToString("0.00", CultureInfo.InvariantCulture);
            console.Line($"  {candidate.Id}  {activation}  ({OneLine.Of(candidate.Why)})");
        }
    }

    private static string Of(RetentionPolicy? policy)
    {
        string?[] limits =
        [
            policy?.MemoriesMax is { } memories ? $"at most {Of(memories)} memories" : null,
            policy?.BytesMax is { } bytes ? $"at most {Of(bytes)} bytes" : null,
            policy?.ExpireAfterDays is { } days ? $"at most {Of(days)} days old" : null,
        ];
        var given = limits.Where(limit => limit is not null).ToArray();
        return given.Length == 0 ? "no limit" : string.Join(", ", given);
    }

    private static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Client;
using Agents.Contracts;

namespace Agents.Cli.Retention;

/// <summary><c>agents retention</c>: shows, sets and takes away how much is kept, and for how long.</summary>
internal static class RetentionCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command(
            "retention",
            "Show how much is kept and for how long; a limit replaces the whole policy, --clear takes it away.");
        var memories = new Option<int?>("--memories-max")
        {
            Description = $"How many memories stay in recall, 1 to {MemoryLimits.UserMemoriesMax}.",
            HelpName = "N",
        };
        var bytes = ByteSize.Option("--bytes-max", "How much text stays in recall, 1KiB to 1TiB");
        var days = new Option<int?>("--expire-after-days")
        {
            Description = $"Days from its recording until a memory expires, 1 to {MemoryLimits.RetentionDaysMax}.",
            HelpName = "N",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what the limits would do, and store nothing." };
        var clear = new Option<bool>("--clear") { Description = "Take the policy away." };
        var tenant = new Option<bool>("--tenant") { Description = "The tenant's policy, and not the user's." };
        foreach (var option in (Option[])[memories, bytes, days, dryRun, clear, tenant])
        {
            command.Add(option);
        }

        return runner.Bind(command, async context =>
        {
            var policy = new RetentionPolicy
            {
                MemoriesMax = context.Get(memories),
                BytesMax = context.Get(bytes),
                ExpireAfterDays = context.Get(days),
            };
            var (dry, gone, whole) = (context.Get(dryRun), context.Get(clear), context.Get(tenant));
            Check(policy, dry, gone, whole);
            await using var session = await context.OpenAsync();
            var answer = whole
                ? await OfTenantAsync(session.Client, policy, gone, context.CancellationToken)
                : await OfUserAsync(session.Client, policy, gone, dry, context.CancellationToken);
            context.Write(answer, RetentionLines.Write);
        });
    }

    private static void Check(RetentionPolicy policy, bool dryRun, bool clear, bool tenant)
    {
        var limits = !IsEmpty(policy);
        if (clear && (limits || dryRun))
        {
            throw new CliException("--clear takes the policy away; give it without limits and --dry-run.");
        }

        if (dryRun && !limits)
        {
            throw new CliException(
                "--dry-run needs a limit to try: --memories-max, --bytes-max or --expire-after-days.");
        }

        if (dryRun && tenant)
        {
            throw new CliException("--dry-run is for one user; leave out --tenant and give --user NAME.");
        }
    }

    private static Task<RetentionResponse> OfTenantAsync(
        AgentsClient client, RetentionPolicy policy, bool clear, CancellationToken cancellationToken) =>
        clear ? client.ClearTenantRetentionAsync(cancellationToken)
        : IsEmpty(policy) ? client.GetTenantRetentionAsync(cancellationToken)
        : client.SetTenantRetentionAsync(policy, cancellationToken);

    private static Task<RetentionResponse> OfUserAsync(
        AgentsClient client, RetentionPolicy policy, bool clear, bool dryRun, CancellationToken cancellationToken) =>
        clear ? client.ClearRetentionAsync(null, cancellationToken)
        : IsEmpty(policy) ? client.GetRetentionAsync(null, cancellationToken)
        : client.SetRetentionAsync(
            new SetRetentionRequest
            {
                MemoriesMax = policy.MemoriesMax,
                BytesMax = policy.BytesMax,
                ExpireAfterDays = policy.ExpireAfterDays,
                DryRun = dryRun,
            },
            cancellationToken);

    private static bool IsEmpty(RetentionPolicy policy) => policy == new RetentionPolicy();
}

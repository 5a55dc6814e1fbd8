using System.Net;
using Agents.Silo.Clustering;
using Agents.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Agents.Silo.Tests.Clustering;

/// <summary>The official providers over our tables and queries: what Orleans relies on.</summary>
public sealed class PostgresTableTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 5, 1, 9, 0, 0, DateTimeKind.Utc);

    private IHost? _host;
    private string _database = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IMembershipTable Members => _host!.Services.GetRequiredService<IMembershipTable>();

    private IReminderTable Reminders => _host!.Services.GetRequiredService<IReminderTable>();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.NewDatabaseAsync();
        await new ClusterSchema(_database).PrepareAsync(Cancellation);
        var connection = new NpgsqlConnectionStringBuilder(_database) { SearchPath = ClusterSchema.Schema }
            .ConnectionString;
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo =>
        {
            silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = ("Npgsql", connection));
            silo.UseAdoNetReminderService(table => (table.Invariant, table.ConnectionString) = ("Npgsql", connection));
        });
        _host = builder.Build();
        await Reminders.StartAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _host?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Once_the_tables_are_there_a_silo_needs_no_right_to_create_any()
    {
        await using (var source = NpgsqlDataSource.Create(_database))
        await using (var grant = source.CreateCommand(
            $"""
            CREATE ROLE joiner LOGIN;
            GRANT USAGE ON SCHEMA {ClusterSchema.Schema} TO joiner;
            GRANT SELECT ON {ClusterSchema.Schema}.schema_version TO joiner;
            """))
        {
            await grant.ExecuteNonQueryAsync(Cancellation);
        }

        var joiner = new NpgsqlConnectionStringBuilder(_database) { Username = "joiner" }.ConnectionString;

        await new ClusterSchema(joiner).PrepareAsync(Cancellation);
    }

    [Fact]
    public async Task Of_two_who_change_the_membership_on_the_same_state_one_succeeds()
    {
        await Members.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancellation);
        var version = (await ReadAsync()).Version;

        var inserted = await Task.WhenAll(
            Members.InsertRowAsync(Entry(1), version.Next(), Cancellation),
            Members.InsertRowAsync(Entry(2), version.Next(), Cancellation));

        Assert.Single(inserted, won => won);
        var read = await ReadAsync();
        Assert.Equal(version.Version + 1, read.Version.Version);
        Assert.Single(read.Members);
    }

    [Fact]
    public async Task A_silo_is_read_as_it_was_written()
    {
        await Members.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancellation);
        var entry = Entry(1);
        Assert.True(await Members.InsertRowAsync(entry, (await ReadAsync()).Version.Next(), Cancellation));
        var (_, etag) = (await Members.ReadRowAsync(entry.SiloAddress, Cancellation)).Members.Single();
        entry.Status = SiloStatus.Dead;
        entry.AddSuspector(Address(2), Start.AddMinutes(1));

        Assert.True(await Members.UpdateRowAsync(entry, etag, (await ReadAsync()).Version.Next(), Cancellation));
        Assert.False(await Members.UpdateRowAsync(entry, etag, new TableVersion(1, "1"), Cancellation));

        var (read, _) = (await ReadAsync()).Members.Single();
        Assert.Equal(entry.SiloAddress, read.SiloAddress);
        Assert.Equal(SiloStatus.Dead, read.Status);
        Assert.Equal(entry.SiloName, read.SiloName);
        Assert.Equal(entry.ProxyPort, read.ProxyPort);
        Assert.Equal(entry.StartTime, read.StartTime);
        Assert.Equal(Address(2), read.SuspectTimes!.Single().Item1);
    }

    [Fact]
    public async Task A_dead_silo_is_cleaned_away_and_a_living_one_is_not()
    {
        await Members.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancellation);
        var (dead, living) = (Entry(1), Entry(2));
        await Members.InsertRowAsync(dead, (await ReadAsync()).Version.Next(), Cancellation);
        await Members.InsertRowAsync(living, (await ReadAsync()).Version.Next(), Cancellation);
        dead.Status = SiloStatus.Dead;
        var (_, etag) = (await Members.ReadRowAsync(dead.SiloAddress, Cancellation)).Members.Single();
        await Members.UpdateRowAsync(dead, etag, (await ReadAsync()).Version.Next(), Cancellation);

        await Members.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Start.AddDays(1)), Cancellation);

        var (left, _) = (await ReadAsync()).Members.Single();
        Assert.Equal(living.SiloAddress, left.SiloAddress);
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version()
    {
        await Members.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancellation);
        var entry = Entry(1);
        await Members.InsertRowAsync(entry, (await ReadAsync()).Version.Next(), Cancellation);
        var before = (await ReadAsync()).Version.Version;
        entry.IAmAliveTime = Start.AddHours(1);

        await Members.UpdateIAmAliveAsync(entry, Cancellation);

        var after = await ReadAsync();
        Assert.Equal(before, after.Version.Version);
        Assert.Equal(entry.IAmAliveTime, after.Members.Single().Item1.IAmAliveTime);
    }

    [Fact]
    public async Task A_reminder_is_found_by_its_grain_and_by_every_range_of_hashes_that_holds_it()
    {
        var grain = GrainId.Create("consolidation", "ada");
        var hash = grain.GetUniformHashCode();
        var etag = await Reminders.UpsertRow(Reminder(grain, TimeSpan.FromMinutes(10)), Cancellation);
        var bob = GrainId.Create("consolidation", "bob");
        await Reminders.UpsertRow(Reminder(bob, TimeSpan.FromDays(40)), Cancellation);

        Assert.Equal(etag, (await Reminders.ReadRow(grain, "owed", Cancellation))!.ETag);
        Assert.Single((await Reminders.ReadRows(grain, Cancellation)).Reminders);
        Assert.Contains(grain, await GrainsAsync(hash - 1, hash));
        Assert.DoesNotContain(grain, await GrainsAsync(hash, hash + 1));

        // A range whose end lies before its beginning goes over the end of the ring; from a point to itself it is all.
        Assert.DoesNotContain(grain, await GrainsAsync(hash, hash - 1));
        Assert.Equal(2, (await GrainsAsync(0, 0)).Count());
    }

    [Fact]
    public async Task A_reminder_that_was_changed_meanwhile_is_not_removed()
    {
        var grain = GrainId.Create("consolidation", "ada");
        var first = await Reminders.UpsertRow(Reminder(grain, TimeSpan.FromMinutes(10)), Cancellation);
        var second = await Reminders.UpsertRow(Reminder(grain, TimeSpan.FromMinutes(20)), Cancellation);

        Assert.False(await Reminders.RemoveRow(grain, "owed", first!, Cancellation));
        Assert.Equal(TimeSpan.FromMinutes(20), (await Reminders.ReadRow(grain, "owed", Cancellation))!.Period);
        Assert.True(await Reminders.RemoveRow(grain, "owed", second!, Cancellation));
        Assert.Empty((await Reminders.ReadRows(grain, Cancellation)).Reminders);
    }

    private async Task<IEnumerable<GrainId>> GrainsAsync(uint after, uint upTo) =>
        (await Reminders.ReadRows(after, upTo, Cancellation)).Reminders.Select(reminder => reminder.GrainId);

    private Task<MembershipTableData> ReadAsync() => Members.ReadAllAsync(Cancellation);

    private static SiloAddress Address(int number) =>
        SiloAddress.New(IPAddress.Loopback, 11_110 + number, 1_000 + number);

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = Address(number),
        SiloName = $"silo-{number}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30_000 + number,
        StartTime = Start,
        IAmAliveTime = Start,
    };

    private static ReminderEntry Reminder(GrainId grain, TimeSpan period) => new()
    {
        GrainId = grain,
        ReminderName = "owed",
        StartAt = Start,
        Period = period,
    };
}

using Agents.Client;
using Agents.Contracts;
using Agents.Silo.Clustering;
using Agents.Silo.Configuration;
using Agents.TestKit.Azurite;
using Agents.TestKit.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Agents.Silo.Tests.Clustering;

/// <summary>The tables of a cluster in PostgreSQL, and silos that find each other by them.</summary>
public sealed class PostgresClusterTests(PostgresServer postgres, AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_that_start_at_once_make_the_tables_once()
    {
        var database = await postgres.NewDatabaseAsync();
        var schema = new ClusterSchema(database);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => schema.PrepareAsync(Cancellation)));
        await schema.PrepareAsync(Cancellation);

        Assert.Equal(1L, await CountAsync(database, "schema_version"));
        Assert.Equal(ClusterQueries.All.Count, await CountAsync(database, "OrleansQuery"));
    }

    [Fact]
    public async Task Tables_of_a_newer_program_are_left_as_they_are()
    {
        var database = await postgres.NewDatabaseAsync();
        var schema = new ClusterSchema(database);
        await schema.PrepareAsync(Cancellation);
        await RunAsync(
            database,
            "INSERT INTO schema_version (version) VALUES (99); "
            + "UPDATE OrleansQuery SET QueryText = 'SELECT 1' WHERE QueryKey = 'GatewaysQueryKey'");

        await schema.PrepareAsync(Cancellation);

        Assert.Equal(1L, await CountAsync(database, "OrleansQuery WHERE QueryText = 'SELECT 1'"));
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_one_line()
    {
        var schema = new ClusterSchema("Host=127.0.0.1;Port=9;Username=agents;Password=secret;Timeout=5");

        var error = await Assert.ThrowsAsync<StartupException>(() => schema.PrepareAsync(Cancellation));

        Assert.Contains("PostgreSQL at 127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Two_silos_find_each_other_and_what_the_other_one_was_told()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var nodes = await ClusterNodes.CreateAsync(azurite, ClusterOptions.Postgres, database);
        var first = await nodes.StartAsync();
        var second = await nodes.StartAsync();
        using var one = new AgentsClient(first.Address, new AgentsClientOptions { User = "ada" });
        using var other = new AgentsClient(second.Address, new AgentsClientOptions { User = "ada" });

        await one.AddAsync(Turn("m-1"), Cancellation);
        await other.AddAsync(Turn("m-2"), Cancellation);

        var listed = await one.ListAsync(new ListRequest { Limit = 10 }, Cancellation);
        Assert.Equal(
            ["m-1", "m-2"],
            listed.Items.Select(item => item.Id).Where(id => id.StartsWith("m-", StringComparison.Ordinal)).Order());
        Assert.Equal(2L, await CountAsync(database, "silo WHERE status = 3"));
    }

    private static AddMemoriesRequest Turn(string id) => new()
    {
        Messages = [new MessageInput { Id = id, Role = MessageRoles.User, Content = $"This is {id}." }],
    };

    private static async Task<long> CountAsync(string database, string of) =>
        (long)(await RunAsync(database, $"SELECT count(*) FROM {of}"))!;

    private static async Task<object?> RunAsync(string database, string text)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database) { SearchPath = ClusterSchema.Schema });
        await using var command = source.CreateCommand(text);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}

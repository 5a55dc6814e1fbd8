using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.TestKit.Conformance;
using Agents.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agents.Storage.Postgres.Tests;

public sealed class RegistrationTests(PostgresServer server) : RegistrationConformance<PostgresMemoryLogProvider>
{
    private const string Local = "Host=127.0.0.1;Username=agents";

    private readonly PostgresStorageOptions _options = NewStorage.On(server);

    protected override string Place => "schema";

    [Theory]
    [InlineData("ConnectionString", null)]
    [InlineData("ConnectionString", "Host=localhost;Pasword=secret")]
    [InlineData("ConnectionString", "Database=agents;Password=secret")]
    [InlineData("Schema", Local, "Agents")]
    [InlineData("Schema", Local, "a; DROP TABLE x")]
    [InlineData("Schema", Local, "pg_agents")]
    [InlineData("KeyRingFile", Local, "agents", " ")]
    public async Task Options_that_make_no_sense_are_refused_by_name(
        string named, string? connection, string schema = "agents", string? keyRing = null)
    {
        await using var services = new ServiceCollection().AddLogging().AddPostgresStorage(options =>
        {
            options.ConnectionString = connection;
            options.Schema = schema;
            options.KeyRingFile = keyRing;
        }).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IMemoryLogProvider>());
        var failure = Assert.Single(error.Failures);
        Assert.StartsWith(named, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_size_has_a_range()
    {
        await using var services = new ServiceCollection().AddLogging().AddPostgresStorage(options =>
        {
            options.ConnectionString = Local;
            options.RequestTimeout = TimeSpan.Zero;
            options.RetryDelay = TimeSpan.FromHours(1);
            options.RetriesMax = 99;
            options.ConnectionsMax = 0;
            options.ReadBytes = 1;
        }).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IMemoryLogProvider>());
        Assert.Equal(5, error.Failures.Count());
        Assert.Contains("ConnectionsMax is 0; it must be 1 to 1000.", error.Failures);
    }

    [Fact]
    public async Task A_server_that_does_not_listen_is_said_in_one_line_without_the_password()
    {
        await using var services = new ServiceCollection().AddLogging().AddPostgresStorage(options =>
        {
            options.ConnectionString = Local + ";Port=9;Password=secret;Database=memories";
            options.KeyRingFile = FileOf("keyring.json");
        }).BuildServiceProvider();
        var error = Assert.Throws<DataFolderException>(() => services.GetRequiredService<IMemoryLogProvider>());
        Assert.StartsWith(
            "The schema agents of the database memories on 127.0.0.1 cannot be used", error.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 32)]
    [InlineData(";Max Auto Prepare=0", 0)]
    [InlineData(";maxautoprepare=7", 7)]
    public void Statements_are_prepared_unless_the_connection_string_says_otherwise(string more, int expected)
    {
        var options = new PostgresStorageOptions { ConnectionString = Local + more, ConnectionsMax = 3 };
        var settings = PostgresDatabase.SettingsOf(options);
        Assert.Equal(expected, settings.MaxAutoPrepare);
        Assert.Equal((15, 3), (settings.CommandTimeout, settings.MaxPoolSize));
    }

    protected override IServiceCollection Add(IServiceCollection services, string? keyRingFile) =>
        services.AddPostgresStorage(options =>
        {
            options.ConnectionString = _options.ConnectionString;
            options.Schema = _options.Schema;
            options.KeyRingFile = keyRingFile;
        });
}

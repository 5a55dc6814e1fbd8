using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agents.Storage.Postgres.Tests;

public sealed class RegistrationTests(PostgresServer server) : IDisposable
{
    private const string Local = "Host=127.0.0.1;Username=agents";

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-postgres-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_silos_that_share_a_key_ring_share_the_logs()
    {
        var options = NewStorage.On(server);
        var file = Path.Combine(_folder, "keyring.json");
        for (var silo = 0; silo < 2; silo++)
        {
            await using var services = Build(options, file);
            await using var log = await services.GetRequiredService<IMemoryLogProvider>()
                .OpenAsync(new MemoryScope("t", "u"), Cancel);
            NewFrame[] group = [new NewFrame(FrameType.Episode, "x"u8.ToArray())];
            Assert.Equal(silo + 1, await log.AppendAsync(silo, group, Cancel));
        }
    }

    [Fact]
    public async Task A_missing_key_ring_and_another_one_are_refused_beside_logs()
    {
        var options = NewStorage.On(server);
        await using (var first = Build(options, Path.Combine(_folder, "keyring.json")))
        {
            first.GetRequiredService<IMemoryLogProvider>();
        }

        var missing = Path.Combine(_folder, "missing.json");
        await using var second = Build(options, missing);
        var error = Assert.Throws<DataFolderException>(() => second.GetRequiredService<IMemoryLogProvider>());
        Assert.Contains("copy it from another silo", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
        var other = Path.Combine(_folder, "other.json");
        LocalKeyRing.Create(other, TimeProvider.System).Dispose();
        await using var third = Build(options, other);
        error = Assert.Throws<DataFolderException>(() => third.GetRequiredService<IMemoryLogProvider>());
        Assert.Contains("is not the one of the schema", error.Message, StringComparison.Ordinal);
    }

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
    public async Task A_key_ring_of_the_host_takes_the_place_of_the_file()
    {
        var connection = server.ConnectionString;
        using var ring = LocalKeyRing.CreateInMemory();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IKeyRing>(ring)
            .AddPostgresStorage(options => options.ConnectionString = connection).BuildServiceProvider();
        var provider = Assert.IsType<RecordingLogProvider>(services.GetRequiredService<IMemoryLogProvider>());
        Assert.Equal(typeof(PostgresMemoryLogProvider), provider.Keeper);
        await using var without = new ServiceCollection().AddLogging()
            .AddPostgresStorage(options => options.ConnectionString = connection).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => without.GetRequiredService<IMemoryLogProvider>());
        Assert.StartsWith("KeyRingFile is not set", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_listen_is_said_in_one_line_without_the_password()
    {
        await using var services = new ServiceCollection().AddLogging().AddPostgresStorage(options =>
        {
            options.ConnectionString = Local + ";Port=9;Password=secret;Database=memories";
            options.KeyRingFile = Path.Combine(_folder, "keyring.json");
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

    private static ServiceProvider Build(PostgresStorageOptions from, string keyRing) => new ServiceCollection()
        .AddLogging()
        .AddPostgresStorage(options =>
        {
            options.ConnectionString = from.ConnectionString;
            options.Schema = from.Schema;
            options.KeyRingFile = keyRing;
        })
        .BuildServiceProvider();
}

using Agents.Storage.Files;
using Npgsql;

namespace Agents.Storage.Postgres;

/// <summary>The connections to one database, and how statements are sent: with time-outs and few retries.</summary>
/// <remarks>
/// What is sent together goes in one round trip and is one transaction, so no transaction that serves a user ever waits
/// for this process.
/// A statement that was not answered is sent again: each one must take effect once or not at all by its own condition.
/// </remarks>
internal sealed class PostgresDatabase : IDisposable
{
    private const int AutoPrepareMax = 32;
    private const string AutoPrepareKey = "Max Auto Prepare";

    private static readonly TimeSpan RetryDelayMost = TimeSpan.FromSeconds(4);

    private readonly NpgsqlDataSource _source;
    private readonly PostgresStorageOptions _options;
    private readonly TimeProvider _clock;

    private PostgresDatabase(PostgresStorageOptions options, NpgsqlConnectionStringBuilder settings, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        Place = $"the schema {options.Schema} of the database {settings.Database ?? settings.Username}";
        Host = settings.Host!;
        Sql = new PostgresSql(PostgresSchema.Quoted(options.Schema));
    }

    /// <summary>Gets the database in the words of an error.</summary>
    public string Place { get; }

    public string Host { get; }

    public PostgresSql Sql { get; }

    public static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Connects, and brings the tables to the version of this program.</summary>
    /// <param name="options">Options that were validated.</param>
    /// <param name="clock">Paces retries.</param>
    /// <exception cref="DataFolderException">The database cannot be used.</exception>
    public static PostgresDatabase Open(PostgresStorageOptions options, TimeProvider clock)
    {
        var database = new PostgresDatabase(options, SettingsOf(options), clock);
        try
        {
            database.Start(connection => PostgresSchema.Migrate(connection, options.Schema, database.Place));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs what a start needs, and turns what fails into one line for the operator.</summary>
    /// <exception cref="DataFolderException">The database cannot be used.</exception>
    public void Start(Action<NpgsqlConnection> action)
    {
        try
        {
            using var connection = _source.OpenConnection();
            action(connection);
        }
        catch (Exception e) when (PostgresErrors.IsStorage(e, CancellationToken.None))
        {
            throw new DataFolderException(
                $"{char.ToUpperInvariant(Place[0])}{Place[1..]} on {Host} cannot be used: "
                + $"{PostgresErrors.ReasonAtStart(e)}. Check that the server answers, and what this role may do.",
                e);
        }
    }

    /// <summary>Sends a statement that changes rows, to the end: it cannot be cancelled.</summary>
    /// <returns>How many rows its last part changed.</returns>
    public Task<int> ChangeAsync(string text, params object[] values) => SendAsync(
        () => [new Statement(text, values)],
        static (batch, token) => batch.ExecuteNonQueryAsync(token),
        CancellationToken.None);

    /// <summary>Sends statements that change rows, as one transaction and to the end.</summary>
    /// <returns>How many rows each one changed.</returns>
    public Task<int[]> ChangeAsync(IReadOnlyList<Statement> statements) => SendAsync(
        () => statements,
        static async (batch, token) =>
        {
            await batch.ExecuteNonQueryAsync(token).ConfigureAwait(false);
            return batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(command => command.RecordsAffected).ToArray();
        },
        CancellationToken.None);

    /// <summary>Sends statements as one transaction, and reads what they answer.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="read">Reads the answers; it runs anew when the statements are sent again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<T> QueryAsync<T>(
        IReadOnlyList<Statement> statements,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken) => QueryAsync(() => statements, read, cancellationToken);

    /// <summary>Sends statements as one transaction, and reads what they answer.</summary>
    /// <param name="statements">Makes the statements, anew for each time that they are sent.</param>
    /// <param name="read">Reads the answers; it runs anew when the statements are sent again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<T> QueryAsync<T>(
        Func<IReadOnlyList<Statement>> statements,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken) => SendAsync(
            statements,
            async (batch, token) =>
            {
                var reader = await batch.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return await read(reader, token).ConfigureAwait(false);
                }
            },
            cancellationToken);

    /// <summary>Sends statements one by one as one transaction, once: what is sent is made meanwhile.</summary>
    /// <remarks>Only for what nobody else may use at the time, since its rows are locked until the end.</remarks>
    /// <param name="work">Sends each statement through what it is given.</param>
    /// <param name="cancellationToken">Takes everything back.</param>
    public async Task TransactAsync(Func<Func<Statement, Task>, Task> work, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await work(SendOneAsync).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        async Task SendOneAsync(Statement statement)
        {
            var batch = BatchOf(connection, [statement]);
            await using (batch.ConfigureAwait(false))
            {
                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _source.Dispose();

    /// <summary>The connection string with what the options and this program decide.</summary>
    internal static NpgsqlConnectionStringBuilder SettingsOf(PostgresStorageOptions options)
    {
        var seconds = (int)Math.Ceiling(options.RequestTimeout.TotalSeconds);
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Timeout = seconds,
            CommandTimeout = seconds,
            MaxPoolSize = options.ConnectionsMax,

            // Nothing of a session is ever set, so nothing is to be reset.
            NoResetOnClose = true,

            // An error's detail shows the row.
            IncludeErrorDetail = false,
        };
        settings.MinPoolSize = Math.Min(settings.MinPoolSize, settings.MaxPoolSize);
        // ContainsKey knows every word that may be set, and not only those that are.
        if (!settings.Keys.Cast<string>().Contains(AutoPrepareKey))
        {
            settings.MaxAutoPrepare = AutoPrepareMax;
        }

        settings.ApplicationName ??= "agents";
        return settings;
    }

    private async Task<T> SendAsync<T>(
        Func<IReadOnlyList<Statement>> statements,
        Func<NpgsqlBatch, CancellationToken, Task<T>> send,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    var batch = BatchOf(connection, statements());
                    await using (batch.ConfigureAwait(false))
                    {
                        return await send(batch, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception e) when (attempt < _options.RetriesMax && PostgresErrors.IsTransient(e))
            {
                await Task.Delay(DelayOf(attempt), _clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static NpgsqlBatch BatchOf(NpgsqlConnection connection, IReadOnlyList<Statement> statements)
    {
        var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Text);
            foreach (var value in statement.Values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private TimeSpan DelayOf(int attempt)
    {
        var delay = _options.RetryDelay * (1 << attempt);
        var most = _options.RetryDelay > RetryDelayMost ? _options.RetryDelay : RetryDelayMost;
        return delay < most ? delay : most;
    }
}

using System.Security.Cryptography;
using Agents.TestKit.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Agents.Storage.Postgres.Tests;

/// <summary>Options for a schema that no other test uses.</summary>
internal static class NewStorage
{
    public static PostgresStorageOptions On(PostgresServer server) => new()
    {
        ConnectionString = server.ConnectionString,
        Schema = "test_" + RandomNumberGenerator.GetHexString(16, lowercase: true),
        RetriesMax = 2,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        ConnectionsMax = 4,
    };

    /// <summary>The options with another way to the same server.</summary>
    public static PostgresStorageOptions Through(
        PostgresProxy proxy, PostgresServer server, PostgresStorageOptions options) => new()
        {
            ConnectionString = options.ConnectionString!.Replace(
            $"Port={server.Port}", $"Port={proxy.Port}", StringComparison.Ordinal),
            Schema = options.Schema,
            RequestTimeout = options.RequestTimeout,
            RetriesMax = options.RetriesMax,
            RetryDelay = options.RetryDelay,
            ConnectionsMax = options.ConnectionsMax,
            ReadBytes = options.ReadBytes,
        };
}

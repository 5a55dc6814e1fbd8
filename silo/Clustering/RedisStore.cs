using Agents.Silo.Configuration;
using StackExchange.Redis;

namespace Agents.Silo.Clustering;

/// <summary>Redis, which needs nothing made: Orleans writes its keys as it goes.</summary>
internal sealed class RedisStore(string connectionString) : IClusterStore
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        try
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync(options);
            await redis.GetDatabase().PingAsync();
        }
        catch (RedisException error)
        {
            var where = string.Join(", ", options.EndPoints);
            var why = (error as RedisConnectionException)?.FailureType.ToString() ?? error.GetType().Name;
            throw new StartupException(
                $"Redis at {where}, which Cluster:ConnectionString names, cannot be used ({why}). Check that it runs, "
                + "and that the password is its own.",
                error);
        }
    }
}

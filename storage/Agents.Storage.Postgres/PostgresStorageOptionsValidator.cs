using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Agents.Storage.Postgres;

/// <summary>Says what is wrong with the options, one line a fault.</summary>
internal sealed partial class PostgresStorageOptionsValidator : IValidateOptions<PostgresStorageOptions>
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    public ValidateOptionsResult Validate(string? name, PostgresStorageOptions options)
    {
        var faults = new List<string>();
        CheckConnection(options, faults);
        if (!SchemaName().IsMatch(options.Schema) || options.Schema.StartsWith("pg_", StringComparison.Ordinal))
        {
            faults.Add(
                $"Schema is '{options.Schema}'; give up to 63 lower-case letters, digits and underscores, not "
                + "beginning with a digit or pg_, such as agents.");
        }

        if (options.KeyRingFile is not null && string.IsNullOrWhiteSpace(options.KeyRingFile))
        {
            faults.Add("KeyRingFile is blank: name the key ring's file, or leave it out and register an IKeyRing.");
        }

        CheckRange(
            nameof(options.RequestTimeout),
            options.RequestTimeout,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(5),
            faults);
        CheckRange(
            nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10), faults);
        CheckRange(nameof(options.RetriesMax), options.RetriesMax, 0, 10, faults);
        CheckRange(nameof(options.ConnectionsMax), options.ConnectionsMax, 1, 1000, faults);
        CheckRange(nameof(options.ReadBytes), options.ReadBytes, 4 * KiB, 64 * MiB, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckConnection(PostgresStorageOptions options, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            faults.Add(
                "ConnectionString is not set: give the database, such as Host=HOST;Database=agents;Username=agents.");
        }
        else if (!PostgresDatabase.IsConnectionString(options.ConnectionString))
        {
            // The string may hold a password: it is not repeated.
            faults.Add(
                "ConnectionString is none that Npgsql reads, or names no host: give one such as "
                + "Host=HOST;Database=agents;Username=agents.");
        }
    }

    private static void CheckRange<T>(string name, T value, T least, T most, List<string> faults)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            faults.Add($"{name} is {value}; it must be {least} to {most}.");
        }
    }

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,62}\z")]
    private static partial Regex SchemaName();
}

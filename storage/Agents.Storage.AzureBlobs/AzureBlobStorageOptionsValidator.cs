using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Agents.Storage.AzureBlobs;

/// <summary>Says what is wrong with the options, one line a fault.</summary>
internal sealed partial class AzureBlobStorageOptionsValidator : IValidateOptions<AzureBlobStorageOptions>
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;
    private const int BlockBytesLeast = 64;

    public ValidateOptionsResult Validate(string? name, AzureBlobStorageOptions options)
    {
        var faults = new List<string>();
        CheckAccount(options, faults);
        if (!ContainerName().IsMatch(options.Container))
        {
            faults.Add(
                $"Container is '{options.Container}'; give 3 to 63 lower-case letters, digits and single hyphens, "
                + "such as agents.");
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
        CheckRange(nameof(options.SegmentBytesMax), options.SegmentBytesMax, 4L * KiB, 1024L * MiB, faults);
        CheckRange(nameof(options.SegmentBlocksMax), options.SegmentBlocksMax, 1, 49_900, faults);
        CheckRange(nameof(options.BlockBytesMax), options.BlockBytesMax, BlockBytesLeast, 100 * MiB, faults);
        CheckRange(nameof(options.ReadBytes), options.ReadBytes, 4 * KiB, 64 * MiB, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckAccount(AzureBlobStorageOptions options, List<string> faults)
    {
        var hasString = !string.IsNullOrWhiteSpace(options.ConnectionString);
        var hasUri = !string.IsNullOrWhiteSpace(options.ServiceUri);
        if (hasString == hasUri)
        {
            faults.Add(hasString
                ? "ConnectionString and ServiceUri are both set: keep one of them."
                : "ConnectionString and ServiceUri are not set: give the storage account by one of them.");
        }

        if (hasUri && !(Uri.TryCreate(options.ServiceUri, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)
            && uri.Query.Length == 0))
        {
            faults.Add(
                "ServiceUri is not the https URL of a blob service: give one such as "
                + "https://NAME.blob.core.windows.net, without a query.");
        }

        if (hasString && !AzureBlobClients.IsConnectionString(options.ConnectionString!))
        {
            // The string holds the account's key: it is not repeated.
            faults.Add("ConnectionString is none of a storage account: copy it from the account's access keys.");
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

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ContainerName();
}

using Agents.Storage.AzureBlobs.GrainRecords;
using Microsoft.Extensions.Options;

namespace Agents.Silo.GrainRecords;

/// <summary>Says what is wrong with the options.</summary>
internal sealed class AzureBlobGrainStorageOptionsValidator : IValidateOptions<AzureBlobGrainStorageOptions>
{
    private const int KiB = 1024;

    public ValidateOptionsResult Validate(string? name, AzureBlobGrainStorageOptions options) =>
        options.RecordBytesMax is >= KiB and <= BlobRecordOptions.RecordBytesLimit
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{nameof(options.RecordBytesMax)} is {options.RecordBytesMax}; it must be {KiB} to "
                + $"{BlobRecordOptions.RecordBytesLimit}.");
}

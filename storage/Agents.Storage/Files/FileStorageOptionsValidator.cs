using Microsoft.Extensions.Options;

namespace Agents.Storage.Files;

/// <summary>Says what is wrong with the options, one line a fault.</summary>
internal sealed class FileStorageOptionsValidator : IValidateOptions<FileStorageOptions>
{
    private const long SegmentBytesLeast = 4 * 1024;
    private const long SegmentBytesMost = 1024 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, FileStorageOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataFolder))
        {
            faults.Add("DataFolder is not set: name the folder that holds the logs.");
        }

        if (options.KeyRingFile is not null && string.IsNullOrWhiteSpace(options.KeyRingFile))
        {
            faults.Add("KeyRingFile is blank: name a file, or leave it out to keep the key ring in the data folder.");
        }

        if (options.SegmentBytesMax is < SegmentBytesLeast or > SegmentBytesMost)
        {
            faults.Add(
                $"SegmentBytesMax is {options.SegmentBytesMax}; it must be "
                + $"{SegmentBytesLeast} to {SegmentBytesMost} bytes.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

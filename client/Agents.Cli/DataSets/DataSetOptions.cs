using System.CommandLine;
using Agents.Cli.DataSets.MemDaily;

namespace Agents.Cli.DataSets;

/// <summary>Options that import and eval share.</summary>
internal static class DataSetOptions
{
    public static Option<int> Noise()
    {
        var option = new Option<int>("--noise")
        {
            Description = "How many distractors each trajectory gets. Default: none.",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--noise must be 0 or more.");
            }
        });
        return option;
    }

    public static Option<NoisePlace> NoiseAt() => new("--noise-at")
    {
        Description = "Where distractors stand: end (the newest) or spread. Default: end.",
    };

    public static string Existing(string path) =>
        File.Exists(path) ? path : throw new CliException($"{path} does not exist.");
}

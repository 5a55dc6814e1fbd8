namespace Agents.Cli.Hosting;

/// <summary>Where a silo keeps things unless told otherwise.</summary>
internal static class SiloFolders
{
    /// <summary>Gets the platform's application-data folder of the product.</summary>
    public static string Data { get; } = Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "agents");

    /// <summary>Gets the folder of fetched embedding models.</summary>
    public static string Models { get; } = Path.Combine(Data, "models");
}

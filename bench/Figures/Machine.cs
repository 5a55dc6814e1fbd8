using System.Globalization;
using System.Runtime.InteropServices;

namespace Agents.Bench.Figures;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Gets the load average of the last minute; not a number where the system has none.</summary>
    public static double Load => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;

    public static string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

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
        $"{Environment.ProcessorCount} processors {Instructions}, {RuntimeInformation.FrameworkDescription}");

    // The kernel has a variant for each of these, and they differ by more than machines of one kind do.
    private static string Instructions => AvxVnni.IsSupported ? "with AVX-VNNI" : Avx512BW.IsSupported
        ? "with AVX-512, without AVX-VNNI" : Avx2.IsSupported ? "with AVX2" : "without AVX2";
}

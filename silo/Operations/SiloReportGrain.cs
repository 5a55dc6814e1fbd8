namespace Agents.Silo.Operations;

/// <summary>Reads the metrics of the silo that it was placed on.</summary>
[SiloOfKey]
internal sealed class SiloReportGrain(MeterReadings readings) : Grain, ISiloReportGrain
{
    public Task<SiloReport> ReadAsync() => Task.FromResult(readings.Report());
}

namespace Agents.Silo.Operations;

/// <summary>Tells of the silo whose address is its key.</summary>
[Alias("agents.silo-report-grain")]
internal interface ISiloReportGrain : IGrainWithStringKey
{
    [Alias("read")]
    Task<SiloReport> ReadAsync();
}

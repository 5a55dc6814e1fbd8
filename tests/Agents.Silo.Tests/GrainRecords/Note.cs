namespace Agents.Silo.Tests.GrainRecords;

[GenerateSerializer]
public sealed class Note
{
    [Id(0)]
    public string? Text { get; set; }
}

namespace Agents.Silo.Tests.GrainRecords;

/// <summary>A grain that keeps one small state.</summary>
internal interface INoteGrain : IGrainWithStringKey
{
    Task<string?> ReadAsync();

    Task WriteAsync(string text);

    Task ClearAsync();
}

namespace Agents.Silo.Tests.GrainRecords;

internal sealed class NoteGrain([PersistentState("note", "notes")] IPersistentState<Note> note) : Grain, INoteGrain
{
    public Task<string?> ReadAsync() => Task.FromResult(note.RecordExists ? note.State.Text : null);

    public Task WriteAsync(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task ClearAsync() => note.ClearStateAsync();
}

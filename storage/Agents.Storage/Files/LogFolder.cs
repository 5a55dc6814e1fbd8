namespace Agents.Storage.Files;

/// <summary>
/// The places of one user's log. Nothing in them shows who the user is: <paramref name="name"/> is the HMAC of the
/// scope.
/// </summary>
internal sealed class LogFolder(string users, string name)
{
    private const int ShelfChars = 2;

    public string Name { get; } = name;

    /// <summary>Gets the folder that holds this and its neighbours, so that no folder has a million entries.</summary>
    public string Shelf { get; } = Path.Combine(users, name[..ShelfChars]);

    public string Location { get; } = Path.Combine(users, name[..ShelfChars], name);

    public string Aside => Path.Combine(Location, "aside");

    public string Of(string file) => Path.Combine(Location, file);

    /// <summary>The name under which errors and reports speak of a file.</summary>
    public string Report(string file) => $"{Name[..ShelfChars]}/{Name}/{file}";
}

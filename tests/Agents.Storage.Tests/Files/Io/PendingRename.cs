namespace Agents.Storage.Tests.Files.Io;

/// <summary>A rename that was not flushed yet: after a loss of power it took place wholly or not at all.</summary>
internal sealed record PendingRename(FolderNode From, string FromName, FolderNode To, string ToName, Node Node)
{
    public void Commit()
    {
        if (From.Durable.GetValueOrDefault(FromName) == Node)
        {
            From.Durable.Remove(FromName);
        }

        if (To.Seen.GetValueOrDefault(ToName) == Node)
        {
            To.Durable[ToName] = Node;
        }
    }

    public void Undo(Restart restart)
    {
        var from = restart.NamesOf(From);
        var to = restart.NamesOf(To);
        if (to.GetValueOrDefault(ToName) == Node)
        {
            to.Remove(ToName);
            if (To.Durable.TryGetValue(ToName, out var replaced))
            {
                to[ToName] = replaced;
            }
        }

        if (From.Durable.GetValueOrDefault(FromName) == Node)
        {
            from[FromName] = Node;
        }
    }

    public void Redo(Restart restart)
    {
        if (restart.NamesOf(From).GetValueOrDefault(FromName) == Node)
        {
            restart.NamesOf(From).Remove(FromName);
        }

        restart.NamesOf(To)[ToName] = Node;
    }
}

using Agents.Memory.Log;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Keeps the newest snapshot of a log. The holder of the snapshots' gate calls it.</summary>
internal sealed class SnapshotStore(IStorageIo io, LogFolder folder, LogState state, LogReader reader)
{
    /// <summary>Reads the newest snapshot that verifies, and sets aside those that do not.</summary>
    public LogSnapshot? Read()
    {
        foreach (var name in Names())
        {
            var snapshot = TryRead(name);
            if (snapshot is not null)
            {
                return snapshot;
            }

            SetAside(name);
        }

        return null;
    }

    /// <returns>False when it is older than the last erasure or than a snapshot that is there.</returns>
    public bool Write(LogSnapshot snapshot)
    {
        var names = Names();
        if (snapshot.Position < state.Manifest.SnapshotFloor || names.Any(name => name.Position > snapshot.Position))
        {
            return false;
        }

        var written = new SnapshotName(snapshot.Position, state.Manifest.Erasures);
        var path = folder.Of(written.ToString());
        var temporary = path + StorageIoExtensions.TemporarySuffix;
        if (io.FileExists(temporary))
        {
            io.DeleteFile(temporary);
        }

        using (var file = io.Create(temporary))
        {
            SnapshotFile.Write(file, state.Cipher, snapshot, written.Erasures, HashAt(snapshot.Position));
        }

        io.RenameFile(temporary, path);
        io.FlushFolder(folder.Location);
        Delete(names.Where(name => name != written));
        return true;
    }

    /// <summary>Deletes every snapshot.</summary>
    public void Clear() => Delete(Names());

    private void Delete(IEnumerable<SnapshotName> names)
    {
        var deleted = false;
        foreach (var name in names)
        {
            io.DeleteFile(folder.Of(name.ToString()));
            deleted = true;
        }

        if (deleted)
        {
            io.FlushFolder(folder.Location);
        }
    }

    private LogSnapshot? TryRead(SnapshotName name)
    {
        if (name.Position < 1 || name.Position > state.View.Position)
        {
            return null;
        }

        using var file = io.Open(folder.Of(name.ToString()), writable: false);
        return SnapshotFile.Read(file, state.Cipher, name, HashAt(name.Position));
    }

    private void SetAside(SnapshotName name)
    {
        io.CreateFolder(folder.Aside);
        var kept = AsideFolder.NameOf(state.Manifest.Erasures, name.ToString());
        io.RenameFile(folder.Of(name.ToString()), Path.Combine(folder.Aside, kept));
        io.FlushFolder(folder.Aside);
        io.FlushFolder(folder.Location);
    }

    /// <summary>The chain hash of a committed frame, as it stands in the frame.</summary>
    private byte[] HashAt(long position)
    {
        byte[] buffer = [];
        _ = reader.Read(position, bytesMax: 0, ref buffer);
        return buffer.AsSpan(FrameFormat.HashAt, FrameFormat.HashBytes).ToArray();
    }

    /// <summary>Lists the snapshots since the last erasure, the newest first.</summary>
    private SnapshotName[] Names()
    {
        var names = new List<SnapshotName>();
        foreach (var file in io.FilesOf(folder.Location))
        {
            if (SnapshotName.TryParse(file, out var name))
            {
                names.Add(name);
            }
        }

        return [.. names.OrderByDescending(name => name.Position)];
    }
}

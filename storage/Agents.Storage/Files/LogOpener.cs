using System.Globalization;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>
/// Opens a log that stands on disk: verifies it, cuts a torn tail, and clears what an interrupted change left behind.
/// </summary>
internal sealed class LogOpener(IStorageIo io, LogFolder folder)
{
    /// <exception cref="FileFaultException">The log is damaged.</exception>
    /// <exception cref="LogUnavailableException">The key ring does not open it.</exception>
    public (LogState State, LogRecovery Recovery) Open(IKeyRing ring, MemoryScope scope)
    {
        // What a killed process renamed and did not flush is visible now; a later loss of power must not take it back.
        io.FlushFolder(folder.Shelf);
        io.FlushFolder(folder.Location);

        var header = LogHeader.Parse(ReadSmall(LogHeader.FileName, LogHeader.FileBytesMax));
        var manifest = Manifest.Parse(ReadSmall(Manifest.FileName, Manifest.FileBytesMax));
        if (manifest.Generation != header.Generation)
        {
            throw new FileFaultException(Manifest.FileName, 0, "it is the manifest of another log");
        }

        var cipher = LogKeys.Open(ring, scope, folder.Name, header);
        var segments = new List<Segment>();
        try
        {
            var last = ReadSegments(manifest, segments);
            var recovery = Repair(last, manifest);
            ClearLeftovers(manifest, last.Position);
            var state = new LogState(cipher, manifest, segments, last.Hash);
            state.Publish(last.Position);
            return (state, recovery);
        }
        catch
        {
            segments.LastOrDefault()?.Handle?.Dispose();
            cipher.Dispose();
            throw;
        }
    }

    private SegmentScan ReadSegments(Manifest manifest, List<Segment> segments)
    {
        var hash = HashChain.Start(manifest.Generation);
        var next = 1L;
        for (var i = 0; ; i++)
        {
            var entry = manifest.Segments[i];
            if (entry.FirstSequence != next)
            {
                // The segment before is too short or too long; before the first one there is only the manifest.
                throw new FileFaultException(
                    i == 0 ? Manifest.FileName : segments[^1].Name,
                    i == 0 ? 0 : segments[^1].Length,
                    $"frame {next} follows, but segment {entry.File} starts with frame {entry.FirstSequence}");
            }

            var isLast = i == manifest.Segments.Count - 1;
            var expected = new SegmentHeader(manifest.Generation, entry.File, next, hash);
            var scan = ReadSegment(entry, expected, isLast, segments);
            if (isLast)
            {
                return scan;
            }

            if (!scan.Whole)
            {
                throw new FileFaultException(scan.Segment.Name, scan.StopAt, scan.StopReason);
            }

            hash = scan.Hash;
            next = scan.Position + 1;
        }
    }

    private SegmentScan ReadSegment(ManifestEntry entry, SegmentHeader expected, bool isLast, List<Segment> segments)
    {
        var file = OpenSegment(entry.File, isLast);
        try
        {
            var scan = SegmentScan.Read(file, entry.File, expected);
            scan.Segment.Handle = isLast ? file : null;
            segments.Add(scan.Segment);
            return scan;
        }
        finally
        {
            if (segments.LastOrDefault()?.Handle is null)
            {
                file.Dispose();
            }
        }
    }

    private IStorageFile OpenSegment(uint number, bool writable)
    {
        var name = Manifest.NameOf(number);
        return io.FileExists(folder.Of(name))
            ? io.Open(folder.Of(name), writable)
            : throw new FileFaultException(name, 0, "it is missing");
    }

    private byte[] ReadSmall(string name, int bytesMax) => io.FileExists(folder.Of(name))
        ? io.ReadAll(folder.Of(name), bytesMax)
        : throw new FileFaultException(name, 0, "it is missing");

    private LogRecovery Repair(SegmentScan scan, Manifest manifest)
    {
        var file = scan.Segment.Handle!;
        var recovery = LogRecovery.None;
        if (!scan.Whole)
        {
            TornTail.Check(file, scan, manifest.Generation);
            recovery = KeepAside(file, scan, manifest.Erasures);
            file.SetLength(scan.Segment.Length);
        }

        // Also without a repair: what a killed process wrote and did not flush is read as committed from now on.
        file.Flush();
        return recovery;
    }

    private LogRecovery KeepAside(IStorageFile file, SegmentScan scan, uint erasures)
    {
        var bytes = new byte[scan.FileLength - scan.Segment.Length];
        var read = file.Read(bytes, scan.Segment.Length);
        var stem = string.Create(CultureInfo.InvariantCulture, $"{scan.Segment.File:D8}-{scan.Segment.Length}");
        var kept = AsideFolder.Keep(io, folder, erasures, stem, bytes.AsSpan(0, read));
        return new LogRecovery(bytes.Length, folder.Report(kept));
    }

    private void ClearLeftovers(Manifest manifest, long position)
    {
        var named = manifest.Segments.Select(entry => Manifest.NameOf(entry.File)).ToHashSet(StringComparer.Ordinal);
        var leftovers = new List<string>();
        foreach (var name in io.FilesOf(folder.Location))
        {
            if (name.EndsWith(StorageIoExtensions.TemporarySuffix, StringComparison.Ordinal))
            {
                leftovers.Add(name);
            }
            else if (name.EndsWith(".log", StringComparison.Ordinal) && !named.Contains(name))
            {
                RefuseNewer(name, manifest.NextFile, position);
                leftovers.Add(name);
            }
            else if (SnapshotName.TryParse(name, out var snapshot)
                && (snapshot.Erasures != manifest.Erasures || snapshot.Position > position))
            {
                leftovers.Add(name);
            }
        }

        foreach (var name in leftovers)
        {
            io.DeleteFile(folder.Of(name));
        }

        AsideFolder.Clear(io, folder, manifest.Erasures);
        if (leftovers.Count > 0)
        {
            io.FlushFolder(folder.Location);
        }
    }

    /// <summary>
    /// Refuses an old manifest beside newer segments, as a careless restore leaves it: clearing those would lose
    /// frames.
    /// </summary>
    private void RefuseNewer(string name, uint nextFile, long position)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        if (!uint.TryParse(stem, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < nextFile)
        {
            return;
        }

        using var file = io.Open(folder.Of(name), writable: false);
        var bytes = new byte[SegmentHeader.Bytes];
        if (file.Length > bytes.Length
            && file.Read(bytes, 0) == bytes.Length
            && SegmentHeader.TryParse(bytes, name, out var header)
            && header.FirstSequence > position)
        {
            throw new FileFaultException(
                Manifest.FileName, 0, $"it is older than segment {name}, which it does not name");
        }
    }
}

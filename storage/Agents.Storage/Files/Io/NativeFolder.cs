using System.Runtime.InteropServices;

namespace Agents.Storage.Files.Io;

/// <summary>
/// Flushes a folder: a new name, a rename or a removal is durable only then. .NET opens no folders, so this calls
/// libc.
/// </summary>
internal static partial class NativeFolder
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;

    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // NTFS journals names itself, and Windows cannot flush a folder.
            return;
        }

        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            throw Failure("opened", path);
        }

        try
        {
            while (Synchronize(descriptor) != 0)
            {
                if (Marshal.GetLastPInvokeError() != Interrupted)
                {
                    throw Failure("flushed", path);
                }
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string verb, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"The folder {path} cannot be {verb}: {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}

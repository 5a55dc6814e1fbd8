using System.Diagnostics;

namespace Agents.TestKit.Processes;

/// <summary>Ends a child process when the test program ends first, however it does: also when it is killed.</summary>
/// <remarks>A shell waits on a pipe whose other end is held here. It reads the end of the pipe when this program is
/// gone.</remarks>
public sealed class ProcessGuard : IDisposable
{
    private const string Script = "read -r word; [ \"$word\" = done ] || kill -KILL \"$1\" 2>/dev/null";

    private readonly Process _shell;

    private ProcessGuard(Process shell) => _shell = shell;

    /// <summary>Guards a process; null where there is no shell.</summary>
    public static ProcessGuard? Of(int id)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var start = new ProcessStartInfo("sh", ["-c", Script, "guard", $"{id}"]) { RedirectStandardInput = true };
        return new ProcessGuard(Process.Start(start)!);
    }

    /// <summary>Lets the process be: it has ended, or is to live on.</summary>
    public void Dispose()
    {
        try
        {
            _shell.StandardInput.WriteLine("done");
            _shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // The shell was ended from outside.
        }

        _shell.Dispose();
    }
}

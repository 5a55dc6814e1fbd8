using Agents.Memory.Log;

namespace Agents.Storage.Logs;

/// <summary>Walks through committed frames: fetches a bounded block of them, then opens one after another.</summary>
internal interface IFrameCursor
{
    /// <summary>Fetches the bytes of a committed frame, whole, and of frames behind it.</summary>
    /// <param name="first">The frame.</param>
    /// <param name="last">The last frame that is of use.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Files.FileFaultException">They are not there.</exception>
    Task FetchAsync(long first, long last, CancellationToken cancellationToken);

    /// <summary>Verifies and opens the next frame of those that were fetched.</summary>
    /// <param name="sequence">The frame that must be it.</param>
    /// <param name="frame">The frame; its payload is good until the next call.</param>
    /// <returns>False when no whole frame is left: fetch from this one on.</returns>
    /// <exception cref="Files.FileFaultException">It does not verify.</exception>
    bool TryOpen(long sequence, out LogFrame frame);
}

using Agents.Memory.Log;

namespace Agents.Storage.Transfer;

/// <summary>What every transfer is given.</summary>
/// <param name="KeyRing">Opens the logs; the same one on both sides.</param>
/// <param name="Clock">Dates what is written.</param>
/// <param name="Begin">Begins a count of steps for who watches, by what is counted and how many there are; gives what
/// to call with the number of steps done, from any thread.</param>
/// <param name="AtOnce">How many logs to copy at a time.</param>
public sealed record TransferContext(
    IKeyRing KeyRing, TimeProvider Clock, Func<string, long, Action<long>> Begin, int AtOnce);

using Agents.Contracts;

namespace Agents.Memory.Log;

/// <summary>Opens the logs of users.</summary>
public interface IMemoryLogProvider
{
    /// <summary>Gets the type that keeps the logs: what stands before another provider names that one's.</summary>
    Type Keeper => GetType();

    /// <summary>Opens the user's log and repairs a torn tail. Nothing is created before the first append.</summary>
    /// <exception cref="LogDamagedException">The log is damaged before its last group; it is quarantined and not
    /// served.</exception>
    /// <exception cref="LogUnavailableException">The storage cannot be reached.</exception>
    ValueTask<IMemoryLog> OpenAsync(MemoryScope scope, CancellationToken cancellationToken);

    /// <summary>Finds whose log a name is, as <see cref="IKeyRing.NameOf"/> gave it: what wakes up by the name alone
    /// can open the log. Null where there is none, or the key ring does not open it.</summary>
    /// <exception cref="LogUnavailableException">The storage cannot be reached.</exception>
    ValueTask<MemoryScope?> FindAsync(string name, CancellationToken cancellationToken);
}

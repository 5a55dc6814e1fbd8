namespace Agents.Chaos.Tests.Networks;

/// <summary>What one node is cut off from, and in which direction.</summary>
internal enum Cut
{
    /// <summary>It hears nobody and nobody hears it.</summary>
    Both,

    /// <summary>It hears nobody.</summary>
    Incoming,

    /// <summary>Nobody hears it.</summary>
    Outgoing,

    /// <summary>It reaches the storage, and neither the other silos nor the membership.</summary>
    AllButStorage,
}

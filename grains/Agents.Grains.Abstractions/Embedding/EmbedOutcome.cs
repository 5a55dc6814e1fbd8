namespace Agents.Grains.Abstractions;

/// <summary>What became of texts that a shard was given. Numbers are permanent.</summary>
public enum EmbedOutcome
{
    /// <summary>All of them have their vectors.</summary>
    Embedded = 0,

    /// <summary>Too many texts wait, or the model is not loaded yet: nothing was embedded.</summary>
    Busy = 1,

    /// <summary>The node has another model than was asked for: nothing was embedded.</summary>
    OtherModel = 2,
}

namespace Agents.Cli.DataSets.MemDaily;

/// <summary>Where distractors stand among a trajectory's messages.</summary>
internal enum NoisePlace
{
    /// <summary>After the last message, so that they are the newest.</summary>
    End,

    /// <summary>Evenly between the messages.</summary>
    Spread,
}

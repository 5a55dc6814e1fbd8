namespace Agents.Storage.Erasures;

/// <summary>What an entry of the journal says. The numbers are part of the format and never change.</summary>
internal enum ErasureKind : byte
{
    /// <summary>Nothing was erased: the entry's random stamp tells whose journal it is.</summary>
    Identity = 1,

    /// <summary>Memories of a log were erased.</summary>
    Memories = 2,

    /// <summary>A whole log was deleted.</summary>
    Log = 3,
}

namespace Agents.Storage.AzureBlobs;

/// <summary>What was going on when a log's head was written. The numbers are part of the format.</summary>
internal enum HeadState : byte
{
    /// <summary>Nothing: what the manifest names is all there is.</summary>
    Whole = 0,

    /// <summary>An erasure: blobs that the manifest does not name may hold what is to be gone.</summary>
    Erasing = 1,

    /// <summary>A deletion: the key is gone, blobs may be left.</summary>
    Deleted = 2,
}

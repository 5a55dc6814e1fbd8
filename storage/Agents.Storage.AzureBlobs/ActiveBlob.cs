using Azure;

namespace Agents.Storage.AzureBlobs;

/// <summary>The append blob that takes appends, as this writer knows it.</summary>
/// <param name="Tag">Its ETag after this writer's last write: every append names it.</param>
/// <param name="End">Its length in bytes, a torn tail included; 0 before its header is there.</param>
/// <param name="Blocks">How many appends it is made of.</param>
/// <param name="Sealed">Whether nothing is appended to it any more.</param>
internal readonly record struct ActiveBlob(ETag Tag, long End, int Blocks, bool Sealed);

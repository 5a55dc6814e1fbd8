using Agents.Storage.AzureBlobs.GrainRecords;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Agents.Silo.GrainRecords;

/// <summary>Keeps a grain's state as a record in the storage of the logs, encrypted, and fenced by its ETag.</summary>
/// <remarks>
/// A write or a clear that another activation has overtaken throws <see cref="InconsistentStateException"/>, on which
/// Orleans drops the activation; the next one reads what is there. For small states only: each write writes it whole.
/// </remarks>
internal sealed class AzureBlobGrainStorage(
    BlobRecordStore records, IGrainStorageSerializer serializer, IActivatorProvider activators) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = await records.ReadAsync(stateName, grainId.ToString(), CancellationToken.None);
        grainState.State = record is null ? New<T>() : serializer.Deserialize<T>(new BinaryData(record.Payload));
        grainState.ETag = record?.Tag;
        grainState.RecordExists = record is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = serializer.Serialize(grainState.State);
        try
        {
            grainState.ETag = await records.WriteAsync(
                stateName, grainId.ToString(), payload.ToMemory(), grainState.ETag, CancellationToken.None);
            grainState.RecordExists = true;
        }
        catch (RecordConflictException e)
        {
            throw Inconsistent(e);
        }
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await records.RemoveAsync(stateName, grainId.ToString(), grainState.ETag, CancellationToken.None);
        }
        catch (RecordConflictException e)
        {
            throw Inconsistent(e);
        }

        grainState.State = New<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static InconsistentStateException Inconsistent(RecordConflictException e) =>
        new(e.Message, e.Stored ?? "none", e.Known ?? "none", e);

    private T New<T>() => activators.GetActivator<T>().Create();
}

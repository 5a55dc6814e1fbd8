using Agents.Memory.Log;
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
        var record = await GuardAsync(() => records.ReadAsync(stateName, grainId.ToString(), CancellationToken.None));
        grainState.State = record is null ? New<T>() : serializer.Deserialize<T>(new BinaryData(record.Payload));
        grainState.ETag = record?.Tag;
        grainState.RecordExists = record is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = serializer.Serialize(grainState.State).ToMemory();
        grainState.ETag = await GuardAsync(() => records.WriteAsync(
            stateName, grainId.ToString(), payload, grainState.ETag, CancellationToken.None));
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await GuardAsync(async () =>
        {
            await records.RemoveAsync(stateName, grainId.ToString(), grainState.ETag, CancellationToken.None);
            return true;
        });
        grainState.State = New<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    /// <remarks>A grain's error travels to its caller, where only errors that Orleans knows arrive as what they
    /// are.</remarks>
    private static async Task<TResult> GuardAsync<TResult>(Func<ValueTask<TResult>> action)
    {
        try
        {
            return await action();
        }
        catch (RecordConflictException e)
        {
            throw new InconsistentStateException(e.Message, e.Stored ?? "none", e.Known ?? "none");
        }
        catch (Exception e) when (e is RecordDamagedException or LogUnavailableException)
        {
            throw new OrleansException(e.Message);
        }
    }

    private T New<T>() => activators.GetActivator<T>().Create();
}

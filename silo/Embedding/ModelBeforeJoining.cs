using Agents.Embedding;

namespace Agents.Silo.Embedding;

/// <summary>Lets a silo that owns users join its cluster when its model is loaded: no user is placed on a node that
/// cannot open their memory yet, which may take as long as fetching the model.</summary>
internal sealed class ModelBeforeJoining(EmbeddingModel model) : ILifecycleParticipant<ISiloLifecycle>
{
    // The last stage before others hear of the silo.
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(ModelBeforeJoining),
        ServiceLifecycleStage.RuntimeGrainServices,
        cancellationToken => model.LoadAsync(progress: null, cancellationToken));
}

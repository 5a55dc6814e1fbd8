using Microsoft.Extensions.Options;

namespace Agents.Grains.Embedding;

[OptionsValidator]
internal sealed partial class EmbeddingShardOptionsValidator : IValidateOptions<EmbeddingShardOptions>;

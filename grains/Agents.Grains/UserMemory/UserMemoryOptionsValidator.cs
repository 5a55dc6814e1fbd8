using Microsoft.Extensions.Options;

namespace Agents.Grains.UserMemory;

[OptionsValidator]
internal sealed partial class UserMemoryOptionsValidator : IValidateOptions<UserMemoryOptions>;

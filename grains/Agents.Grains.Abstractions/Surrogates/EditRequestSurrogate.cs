using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="EditRequest"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.edit-request")]
internal struct EditRequestSurrogate
{
    [Id(0)]
    public string? User;

    [Id(1)]
    public string? Content;

    [Id(2)]
    public bool? Pinned;

    [Id(3)]
    public DateTimeOffset? Expires;

    [Id(4)]
    public bool NeverExpires;

    [Id(5)]
    public bool? Held;
}

/// <summary>Converts <see cref="EditRequest"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class EditRequestConverter : IConverter<EditRequest, EditRequestSurrogate>
{
    public EditRequest ConvertFromSurrogate(in EditRequestSurrogate surrogate) => new()
    {
        User = surrogate.User,
        Content = surrogate.Content,
        Pinned = surrogate.Pinned,
        Expires = surrogate.Expires,
        NeverExpires = surrogate.NeverExpires,
        Held = surrogate.Held,
    };

    public EditRequestSurrogate ConvertToSurrogate(in EditRequest value) => new()
    {
        User = value.User,
        Content = value.Content,
        Pinned = value.Pinned,
        Expires = value.Expires,
        NeverExpires = value.NeverExpires,
        Held = value.Held,
    };
}

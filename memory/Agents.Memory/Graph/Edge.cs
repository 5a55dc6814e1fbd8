using Agents.Memory.Items;

namespace Agents.Memory.Graph;

/// <summary>One item as a relation of two entities.</summary>
/// <param name="Item">The item.</param>
/// <param name="Slot">The number of its slot.</param>
/// <param name="Subject">The entity that it is about.</param>
/// <param name="Value">The entity that its value names; <see cref="EntityGraph.None"/> where that is no name.</param>
/// <param name="NextOut">The next edge from the subject.</param>
/// <param name="NextIn">The next edge to the value.</param>
internal readonly record struct Edge(ItemState Item, int Slot, int Subject, int Value, int NextOut, int NextIn);

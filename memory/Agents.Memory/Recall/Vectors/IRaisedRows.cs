using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Vectors;

/// <summary>The dot product of a raised query with a row, up to the last addition of its lanes.</summary>
internal interface IRaisedRows
{
    /// <summary>Gives eight sums that add up to the product.</summary>
    /// <param name="query">The query, raised to unsigned bytes below 128.</param>
    /// <param name="row">The first component of the row.</param>
    /// <param name="stride">The length of the query and of the row, a multiple of 64.</param>
    static abstract Vector256<int> Partial(ref byte query, ref sbyte row, int stride);
}

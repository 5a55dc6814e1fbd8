using Agents.Architecture.Tests.Features.Controls.Two;

namespace Agents.Architecture.Tests.Features.Controls.One;

/// <summary>The control of the rule on cycles: needs the other feature in a method body only.</summary>
internal static class CycleOne
{
    public static int Depth() => CycleTwo.Depth() + 1;
}

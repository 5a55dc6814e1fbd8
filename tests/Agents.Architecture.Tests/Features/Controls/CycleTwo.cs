using Agents.Architecture.Tests.Features.Controls.One;

namespace Agents.Architecture.Tests.Features.Controls.Two;

/// <summary>The other half of the control.</summary>
internal static class CycleTwo
{
    public static int Depth() => nameof(CycleOne).Length;

    public static int Deeper() => CycleOne.Depth() + 1;
}

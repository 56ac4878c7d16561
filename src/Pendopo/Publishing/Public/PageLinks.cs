using Pendopo.Platform.Centres;

namespace Pendopo.Publishing.Public;

/// <summary>Whether an address with a handle in it is the centre's own: any other first part is no page of ours.</summary>
internal static class PageLinks
{
    public static bool IsOf(Here here, string? at) =>
        here.HasCentre && (at is null || at.Equals("@" + here.Centre.Handle, StringComparison.OrdinalIgnoreCase));
}

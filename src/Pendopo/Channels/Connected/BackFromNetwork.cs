using Pendopo.Platform;

namespace Pendopo.Channels.Connected;

/// <summary>What a page knows to which a network leads a person back: the visit, or why there is none.</summary>
internal sealed record BackFromNetwork<TVisit>(TVisit? Visit, string? Trouble) where TVisit : class
{
    /// <param name="carried">The visit that the form carries along, for a code is good for once.</param>
    /// <param name="state">What was sent along and came back; null where nobody comes from a network.</param>
    /// <param name="back">Takes up what the person brought back.</param>
    public static async Task<BackFromNetwork<TVisit>> Take(HttpContext http, Func<TVisit?> carried, string? state, Func<Task<Result<TVisit>>> back)
    {
        if (HttpMethods.IsPost(http.Request.Method))
            return new(carried(), null);
        if (state is null)
            return new(null, null);
        var came = await back();
        return came.Ok ? new(came.Value, null) : new(null, came.Problems[0].Text);
    }
}

using System.Text;

namespace Pendopo.Tests.Harness;

/// <summary>An empty body of the kind that an address takes: another kind of body finds no route at all, whoever asks.</summary>
public static class EmptyBody
{
    public static HttpContent Of(string path) =>
        path.EndsWith("/pictures/", StringComparison.Ordinal) || path.EndsWith("/paper", StringComparison.Ordinal) || path.EndsWith("/imports/", StringComparison.Ordinal)
            ? new MultipartFormDataContent { { new StringContent(""), "alt" } }
        // The script of a page sends JSON to the page's own address.
        : path.StartsWith("/api/", StringComparison.Ordinal) || path.EndsWith("/news/browsers", StringComparison.Ordinal) ? new StringContent("{}", Encoding.UTF8, "application/json")
        : new FormUrlEncodedContent([]);
}

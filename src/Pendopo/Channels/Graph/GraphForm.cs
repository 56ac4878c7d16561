using System.Net.Http.Headers;
using System.Security.Cryptography;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Graph;

/// <summary>Fields and one picture as a form (RFC 7578). The picture is read while it goes out, never all at once in memory.</summary>
internal static class GraphForm
{
    public static async Task<OutboundBody> Of(IReadOnlyList<(string Name, string Value)> fields, OutgoingImage image, CancellationToken cancel)
    {
        var boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);
        using var measured = await Make(fields, image, boundary, cancel);
        return new($"multipart/form-data; boundary={boundary}", measured.Headers.ContentLength, async token => await (await Make(fields, image, boundary, token)).ReadAsStreamAsync(token));
    }

    private static async Task<MultipartFormDataContent> Make(IReadOnlyList<(string Name, string Value)> fields, OutgoingImage image, string boundary, CancellationToken cancel)
    {
        var form = new MultipartFormDataContent(boundary);
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        var picture = new StreamContent(await image.Open(cancel));
        picture.Headers.ContentType = new MediaTypeHeaderValue(image.MediaType);
        // A file's own name may say more than it should.
        form.Add(picture, "source", image.MediaType == "image/png" ? "picture.png" : "picture.jpg");
        return form;
    }
}

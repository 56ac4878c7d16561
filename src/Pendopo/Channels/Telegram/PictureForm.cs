using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Telegram;

/// <summary>Fields and pictures as one form (RFC 7578). The pictures are read while they go out, never all at once in memory.</summary>
internal static class PictureForm
{
    /// <summary>The name of a picture's part.</summary>
    public static string Name(int number) => $"picture{number}";

    /// <param name="fields">What is no text is written as JSON, as the Bot API wants it beside files.</param>
    public static async Task<OutboundBody> Of(JsonObject fields, IReadOnlyList<OutgoingImage> images, CancellationToken cancel)
    {
        var boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);
        using var measured = await Make(fields, images, boundary, cancel);
        return new($"multipart/form-data; boundary={boundary}", measured.Headers.ContentLength, async token => await (await Make(fields, images, boundary, token)).ReadAsStreamAsync(token));
    }

    private static async Task<MultipartFormDataContent> Make(JsonObject fields, IReadOnlyList<OutgoingImage> images, string boundary, CancellationToken cancel)
    {
        var form = new MultipartFormDataContent(boundary);
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value!.ToJsonString()), name);
        for (var number = 0; number < images.Count; number++)
        {
            var picture = new StreamContent(await images[number].Open(cancel));
            picture.Headers.ContentType = new MediaTypeHeaderValue(images[number].MediaType);
            // A file's own name may say more than it should.
            form.Add(picture, images.Count == 1 ? "photo" : Name(number), Name(number));
        }
        return form;
    }
}

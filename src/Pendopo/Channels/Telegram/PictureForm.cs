using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Telegram;

/// <summary>Fields, pictures and a video as one form (RFC 7578). They are read while they go out, never all at once in memory.</summary>
internal static class PictureForm
{
    /// <summary>The name of the video's part.</summary>
    public const string Film = "video";

    /// <summary>The name of a picture's part.</summary>
    public static string Name(int number) => $"picture{number}";

    /// <param name="fields">What is no text is written as JSON, as the Bot API wants it beside files.</param>
    public static async Task<OutboundBody> Of(JsonObject fields, IReadOnlyList<OutgoingImage> images, OutgoingVideo? film, CancellationToken cancel)
    {
        var boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);
        using var measured = await Make(fields, images, film, boundary, cancel);
        return new($"multipart/form-data; boundary={boundary}", measured.Headers.ContentLength, async token => await (await Make(fields, images, film, boundary, token)).ReadAsStreamAsync(token));
    }

    private static async Task<MultipartFormDataContent> Make(JsonObject fields, IReadOnlyList<OutgoingImage> images, OutgoingVideo? film, string boundary, CancellationToken cancel)
    {
        var form = new MultipartFormDataContent(boundary);
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value!.ToJsonString()), name);
        for (var number = 0; number < images.Count; number++)
            Add(await images[number].Open(cancel), images[number].MediaType, fields.ContainsKey("media") ? Name(number) : "photo", Name(number));
        if (film is not null)
            Add(await film.Open(cancel), film.MediaType, Film, Film);
        return form;

        // A file's own name may say more than it should.
        void Add(Stream content, string type, string part, string file)
        {
            var bytes = new StreamContent(content);
            bytes.Headers.ContentType = new MediaTypeHeaderValue(type);
            form.Add(bytes, part, file);
        }
    }
}

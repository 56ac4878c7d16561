using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Desk;

/// <summary>The fields of the composer, as they are sent by its form and kept by its autosave alike.</summary>
internal sealed record ComposeForm(PostWords Words, int BasedOn, string Act)
{
    public const string Name = "compose", Submit = "submit", Save = "save";

    /// <summary>Reads what was sent. A field that was not sent (an old page, a script) keeps the post's own value.</summary>
    public static ComposeForm Read(IFormCollection form, Post post)
    {
        var now = post.Words;
        var words = new PostWords(
            Enum.TryParse<PostKind>(form["Form.Kind"], out var kind) && Enum.IsDefined(kind) ? kind : now.Kind,
            Line("Form.Title", now.Title), Line("Form.Summary", now.Summary), Text("Form.Text", now.Text), Line("Form.Topic", now.Topic),
            Line("Form.Language", now.Language), Text("Form.Sources", now.Sources))
        {
            Pictures = [.. now.Pictures.Select(picture => picture with { Alt = Text(AltName(picture), picture.Alt) })],
        };
        return new(words, int.TryParse(form["Form.BasedOn"], CultureInfo.InvariantCulture, out var based) ? based : post.Revision, form["Form.Act"].ToString());

        // One line is one line, whatever was pasted; browsers send CR LF in texts.
        string Line(string name, string kept) => Text(name, kept).ReplaceLineEndings(" ");

        string Text(string name, string kept) => form.TryGetValue(name, out var value) ? value.ToString().ReplaceLineEndings("\n") : kept;
    }

    /// <summary>The field of a picture's description; named by the file, so that taking out another one mixes nothing up.</summary>
    public static string AltName(PostPicture picture) => $"Form.Alt-{picture.File}";
}

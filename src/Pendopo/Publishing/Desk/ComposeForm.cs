using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Kinds;

namespace Pendopo.Publishing.Desk;

/// <summary>The fields of the composer, as they are sent by its form and kept by its autosave alike.</summary>
internal sealed record ComposeForm(PostWords Words, int BasedOn, string Act)
{
    public const string Name = "compose", Submit = "submit", Save = "save", Over = "over";

    /// <summary>Reads what was sent. A field that was not sent (an old page, a script) keeps the post's own value.</summary>
    public static ComposeForm Read(IFormCollection form, Post post)
    {
        var now = post.Words;
        var words = new PostWords(
            Enum.TryParse<PostKind>(form["Form.Kind"], out var kind) && Enum.IsDefined(kind) ? kind : now.Kind,
            Line("Form.Title", now.Title), Line("Form.Summary", now.Summary), Text("Form.Text", now.Text), Line("Form.Topic", now.Topic),
            Line("Form.Language", now.Language), Text("Form.Sources", now.Sources))
        {
            Details = KindForm.Read(form, now.Details),
            Pictures = [.. now.Pictures.Select(picture => picture with { Alt = Text(AltName(picture), picture.Alt) })],
        };
        // Who saw both texts and keeps their own says which one they saw.
        var seen = form["Form.Act"] == Over ? "Form.Seen" : "Form.BasedOn";
        return new(words, int.TryParse(form[seen], CultureInfo.InvariantCulture, out var based) ? based : post.Revision, form["Form.Act"].ToString());

        // One line is one line, whatever was pasted; browsers send CR LF in texts.
        string Line(string name, string kept) => Text(name, kept).ReplaceLineEndings(" ");

        string Text(string name, string kept) => form.TryGetValue(name, out var value) ? value.ToString().ReplaceLineEndings("\n") : kept;
    }

    /// <summary>The words with one part in another wording; a part that the composer does not hold changes nothing.</summary>
    public static PostWords Reword(PostWords words, string part, string text) => part switch
    {
        "title" => words with { Title = text },
        "summary" => words with { Summary = text },
        "text" => words with { Text = text },
        "sources" => words with { Sources = text },
        _ when part.StartsWith("alt", StringComparison.Ordinal) && int.TryParse(part.AsSpan(3), CultureInfo.InvariantCulture, out var at) && at >= 0 && at < words.Pictures.Count =>
            words with { Pictures = [.. words.Pictures.Select((picture, index) => index == at ? picture with { Alt = text } : picture)] },
        _ => words with { Details = words.Details.Reworded(name => name == part ? text : null) },
    };

    /// <summary>The field of a picture's description; named by the file, so that taking out another one mixes nothing up.</summary>
    public static string AltName(PostPicture picture) => $"Form.Alt-{picture.File}";
}

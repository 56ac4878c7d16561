using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Kinds;

/// <summary>The fields of a kind in the composer.</summary>
internal static class KindForm
{
    /// <summary>Names the kind whose fields were shown: of another kind nothing was asked, so nothing is taken.</summary>
    public const string ShownFor = "Form.DetailsOf";

    /// <summary>Reads what was sent; a field that was not shown keeps what is known.</summary>
    public static PostDetails Read(IFormCollection form, PostDetails known)
    {
        if (!form.ContainsKey(ShownFor))
            return Disclosed(form, known);
        return Disclosed(form, known) with
        {
            Begins = form.ContainsKey("Form.BeginsDate") ? At("Form.Begins") : known.Begins,
            Ends = form.ContainsKey("Form.EndsDate") ? At("Form.Ends") : known.Ends,
            Place = form.TryGetValue("Form.Place", out var place) ? place.ToString().ReplaceLineEndings(" ").Trim() : known.Place,
            Link = form.TryGetValue("Form.Link", out var link) ? link.ToString().Trim() : known.Link,
            Choices = form.TryGetValue("Form.Choices", out var choices) ? Lines(choices.ToString()) : known.Choices,
            // A box that is not ticked sends nothing: the field beside it says that it was asked.
            Several = form.ContainsKey("Form.Choices") ? form["Form.Several"] == "true" : known.Several,
            Results = Enum.TryParse<PollShown>(form["Form.Results"], out var shown) && Enum.IsDefined(shown) ? shown : known.Results,
            NobodyShown = form.ContainsKey("Form.NobodyShownAsked") ? form["Form.NobodyShown"] == "true" : known.NobodyShown,
        };

        DateTime? At(string name)
        {
            if (!DateOnly.TryParseExact(form[name + "Date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return null;
            var hour = form[name + "Time"].ToString().Replace('.', ':');
            return day.ToDateTime(TimeOnly.TryParseExact(hour, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : TimeOnly.MinValue);
        }
    }

    private static PostDetails Disclosed(IFormCollection form, PostDetails known) => !form.ContainsKey("Form.LabelsAsked") ? known : known with
    {
        Labels = [.. form["Form.Labels"].OfType<string>().Where(name => Enum.TryParse<DisclosureLabel>(name, out _)).Select(Enum.Parse<DisclosureLabel>)],
        Partner = form["Form.Partner"].ToString().ReplaceLineEndings(" ").Trim(),
    };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

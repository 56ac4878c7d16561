using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Trust;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Text.Words;

namespace Pendopo.Community.Talk;

/// <summary>What is about to be said, as far as it is looked at before.</summary>
/// <param name="Text">The words, with everything that stands beside them.</param>
/// <param name="IsForNurse">A question to the centre, or words of despair, are for the nurse, too: nothing counts them but the hour.</param>
/// <param name="IsChange">It was said already: only what stands in it is looked at.</param>
/// <param name="Sure">They were asked about their words, and say them so.</param>
internal sealed record SayLook(string Text, bool IsComment, bool IsForNurse = false, int Pictures = 0, bool IsChange = false, bool Sure = false);

/// <summary>How much somebody says in a while, with how many pictures and links, by how far they are known. A report, a worry and words for the nurse alone pass by without any of it.</summary>
internal sealed class SayLimits(PendopoDb db, Here here, TrustBook trust, TrustWords way, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    /// <summary>More in an hour is no talk any more, whoever says it. Our own choice.</summary>
    public const int MostAnHour = 60;

    public async Task<Problem?> TooMuch(Viewer viewer, SayLook look, CancellationToken cancel)
    {
        var (mine, now) = (viewer.Faces, time.Now());
        if (!look.IsChange && viewer.Member!.RestrictedAt is not null)
            return words.Problem("IsRestricted", null, here.Centre.Phone);
        if (!look.IsChange && viewer.Member!.SuspendedUntil is { } until && until > now)
            return words.Problem("IsSuspended", null, Clock.Date(Clock.DateOf(until, here.Centre.Zone)));
        var (day, hour) = (now - TimeSpan.FromDays(1), now - TimeSpan.FromHours(1));
        var said = db.Set<Said>().Where(row => mine.Contains(row.FaceId));
        if (!look.IsChange && await said.CountAsync(row => row.At > hour, cancel) >= MostAnHour)
            return words.Problem("TooMuch");
        if (look.IsForNurse)
            return null;
        var standing = await trust.Of(viewer, cancel);
        if (standing.IsOutside)
            return null;
        if (look.Pictures > standing.Now.Pictures)
            return new("PicturesMany", Told(standing.Now.Pictures == 0 ? "PicturesNone" : "PicturesMany", standing, step => step.Pictures, "WayPictures"), "Pictures");
        if (Links(look.Text) > standing.Now.Links)
            return new("LinksMany", Told(standing.Now.Links == 0 ? "LinksNone" : "LinksMany", standing, step => step.Links, "WayLinks"), "Text");
        return look.IsChange || await said.CountAsync(row => row.At > day && !(row.IsAsked && row.RootId == null && row.GroupId == null) && row.RootId != null == look.IsComment, cancel) < (look.IsComment ? standing.Now.Comments : standing.Now.Posts) ? null
            : look.IsComment ? new("DayFull", Told("DayComments", standing, step => step.Comments, "WayComments")) : new("DayFull", Told("DayPosts", standing, step => step.Posts, "WayPosts"));
    }

    /// <summary>How many addresses of pages stand in words.</summary>
    internal static int Links(string text) => Tokens.Of(text).Count(token => token.Kind == TokenKind.Address);

    // What holds now, and how one comes to more: never a bare no.
    private string Told(string key, TrustStanding standing, Func<TrustStep, int> bound, string thing)
    {
        var now = bound(standing.Now);
        return $"{string.Format(System.Globalization.CultureInfo.CurrentCulture, TrustText.Say(key), now)} {way.Way(standing, bound, thing)}".TrimEnd();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Community.Messages;

/// <summary>Whether one member may write to another now. The nurse is reached whatever it says.</summary>
internal sealed class MessageDoor(PendopoDb db, Here here, Badges badges, TimeProvider time, IStringLocalizer<MessageText> words)
{
    /// <summary>So many people one may ask in a day, on the first day and later, and so many may be unanswered. Our own choice.</summary>
    public const int AsksOnFirstDay = 2, AsksADay = 10, MostUnanswered = 20;

    /// <summary>So many messages in an hour. Our own choice.</summary>
    public const int OnFirstDay = 20, MostAnHour = 60;

    /// <summary>Why this viewer does not write to this face; null when they may.</summary>
    public async Task<Problem?> Refuses(Viewer viewer, Face other, Standing standing, CancellationToken cancel) =>
        await Never(viewer, other, standing, cancel) ?? await NotNow(viewer, other, standing, cancel);

    /// <summary>Why nothing is written between the two whatever was asked; null when something may be.</summary>
    public async Task<Problem?> Never(Viewer viewer, Face other, Standing standing, CancellationToken cancel)
    {
        if (viewer.Member!.IsMinor)
            return words.Problem("YoungWriteNone");
        if (other.GroupId is not null)
            return words.Problem("OtherName");
        if (await badges.Of(other.Id, cancel) is not null)
            return words.Problem("AskNurse", null, here.Centre.Name);
        if (await badges.Of(viewer.Own!.Id, cancel) is not null)
            return words.Problem("ProfessionalsWriteNone", null, here.Centre.Name);
        // Who is under the age, who is gone and who does not wish it are told apart by nothing.
        var begun = standing != Standing.None;
        return await db.Set<Member>().AnyAsync(row => row.Id == other.MemberId && row.Guardian == "" && (begun || !row.MessagesOff), cancel) ? null : words.Problem("TakesNone");
    }

    private async Task<Problem?> NotNow(Viewer viewer, Face other, Standing standing, CancellationToken cancel)
    {
        var (me, member, now) = (viewer.Own!.Id, viewer.Member!, time.Now());
        if (member.RestrictedAt is not null)
            return words.Problem("IsRestricted", null, here.Centre.Phone);
        if (member.SuspendedUntil is { } until && until > now)
            return words.Problem("IsSuspended", null, Clock.Date(Clock.DateOf(until, here.Centre.Zone)));
        var (day, hour) = (now - TimeSpan.FromDays(1), now - TimeSpan.FromHours(1));
        var isNew = member.JoinedAt > day;
        if (await db.Set<SquareMessage>().CountAsync(row => row.FaceId == me && row.At > hour, cancel) >= (isNew ? OnFirstDay : MostAnHour))
            return words.Problem("TooMuch");
        if (standing is Standing.Asked or Standing.Open)
            return null;
        var asked = db.Set<Correspondence>().Where(row => row.AskerId == me);
        // Whoever took their first message back asked already.
        if (await asked.AnyAsync(row => row.FirstId == other.Id || row.SecondId == other.Id, cancel))
            return null;
        return await asked.CountAsync(row => row.AskedAt > day, cancel) >= (isNew ? AsksOnFirstDay : AsksADay) ? words.Problem(isNew ? "FirstDay" : "AskedMany")
            : await asked.CountAsync(row => row.State != Consent.Given, cancel) >= MostUnanswered ? words.Problem("Unanswered") : null;
    }
}

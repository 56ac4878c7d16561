using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Community.Licences;

/// <summary>A badge, as programs read it.</summary>
internal sealed record BadgeBody(string Profession, bool ForCentre, DateOnly? Until, DateTimeOffset CheckedAt)
{
    public static BadgeBody? Of(Badge? badge) => badge is null ? null : new(badge.Profession.ToString(), badge.ForCentre, badge.Until, badge.CheckedAt);
}

/// <summary>One's own licence.</summary>
internal sealed record OwnLicenceBody(string Profession, string Kind, string Number, string Issuer, DateOnly? Until, bool ForCentre, string State, DateTimeOffset AskedAt, DateTimeOffset? CheckedAt, string Reason)
{
    public static OwnLicenceBody Of(Licence row, DateOnly today) =>
        new(row.Profession.ToString(), row.Kind.ToString(), row.Number, row.Issuer, row.Until, row.ForCentre, row.StateOn(today).ToString(), row.AskedAt, row.CheckedAt, row.Reason);
}

/// <summary>A licence as who checks it reads it.</summary>
internal sealed record LicenceBody(Guid Id, string Face, string Name, OwnLicenceBody Licence)
{
    public static LicenceBody Of(LicenceRow row, DateOnly today) => new(row.Licence.Id.Value, row.Handle, row.Name, OwnLicenceBody.Of(row.Licence, today));
}

/// <param name="Who">For the desk: the member's name, or the handle of their face; with one's own nothing.</param>
/// <param name="Until">`yyyy-MM-dd`, or nothing for one without an end.</param>
internal sealed record AskLicenceBody(string? Profession = null, string? Kind = null, string? Number = null, string? Issuer = null, string? Until = null, string? Who = null)
{
    public LicenceAsked Asked => new(Profession, Kind, Number, Issuer, Until);
}

internal sealed record LicenceCheckBody(bool ForCentre = false);

internal sealed record LicenceEndBody(string? Reason = null);

/// <summary>Verified professionals for programs.</summary>
internal static class LicenceApi
{
    public static void Map(RouteGroupBuilder square)
    {
        square.MapGet("/licence", async (AskLicence ask, LicenceForm form, CancellationToken cancel) => TypedResults.Ok((await ask.Mine(cancel)).Select(row => OwnLicenceBody.Of(row, form.Today))));
        square.MapPut("/licence", async (AskLicenceBody body, AskLicence ask, CancellationToken cancel) => (await ask.Run(body.Asked, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapDelete("/licence", async (AskLicence ask, CancellationToken cancel) => (await ask.Withdraw(cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapGet("/licences", async (LicenceDesk desk, LicenceForm form, CancellationToken cancel) => TypedResults.Ok((await desk.All(cancel)).Select(row => LicenceBody.Of(row, form.Today)))).Needs(CommunityRoom.MayVerify);
        square.MapPost("/licences", async (AskLicenceBody body, LicenceDesk desk, CancellationToken cancel) =>
            (await desk.Enter(body.Who, body.Asked, cancel)).ToResult(licence => TypedResults.Created($"/api/v1/square/licences/{licence.Id}", new { id = licence.Id }))).Needs(CommunityRoom.MayVerify);
        square.MapPut("/licences/{id}/check", async (Id<Licence> id, LicenceCheckBody body, LicenceDesk desk, CancellationToken cancel) =>
            (await desk.Check(id, body.ForCentre, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayVerify);
        square.MapPut("/licences/{id}/ending", async (Id<Licence> id, LicenceEndBody body, LicenceDesk desk, CancellationToken cancel) =>
            (await desk.End(id, body.Reason, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayVerify);
    }
}

using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail.Dns;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Channels.Letters;

/// <summary>What letters add to their room.</summary>
internal static class LetterSetup
{
    public static JobQueue Queue => new("letters", 2);

    public static NavItem Item => new(NavPlace.Desk, 71, "/desk/letters", "post", () => LettersText.Say("Letters"), ChannelsRoom.MaySee);

    public static void AddLetters(this IServiceCollection services)
    {
        services.AddSingleton<LetterLinks>().AddSingleton<CopyWriting>().AddSingleton<TxtLookup>();
        services.AddSingleton<IConnector, LettersConnector>();
        services.AddScoped<LetterKeyring>().AddScoped<LetterLists>().AddScoped<LetterMail>().AddScoped<AskForLetters>().AddScoped<OwnLetters>();
        services.AddScoped<KeepLists>().AddScoped<KeepSubscribers>().AddScoped<LetterDesk>().AddScoped<LetterSender>();
        services.AddScoped<IssueRecipients>().AddScoped<IssueRun>().AddSingleton<DomainPace>().AddScoped<KeepPace>().AddScoped<TakeMail>();
        services.AddScoped<IOutsiderErasure, SubscriberErasure>().AddScoped<IPersonalRecords, SubscriberRecords>().AddScoped<ITouchedPeople, SubscriberRecords>().AddScoped<IRestriction, SubscriberRestriction>();
        services.AddSingleton(new ConnectOffer(LettersConnector.NetworkName, "/desk/letters"));
        services.AddJob<SendIssue, SendIssueJob>();
        services.AddSlot<LettersHome>(SlotNames.HomeSection, 80);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/letters/readers/{id}/end", async (Id<Subscriber> id, IFormCollection form, KeepSubscribers keep, CancellationToken cancel) =>
            form is not null && (await keep.End(id, cancel)).Ok ? Results.Redirect("/desk/letters?done=ended") : Results.NotFound()).Needs(ChannelsRoom.MayConnect).ExcludeFromDescription();
        foreach (var path in new[] { "/letters/{secret}/stop/{list}", "/{at}/letters/{secret}/stop/{list}" })
        {
            // RFC 8058: a mail program posts here with no cookie and no page before it, so there is no token to ask for; the secret is the proof.
            routes.MapPost(path, Stop).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
            // Following the link changes nothing: it leads to the page with the button.
            routes.MapGet(path, (string secret, string? at) => TypedResults.Redirect(at is null ? $"/letters/{Uri.EscapeDataString(secret)}" : $"/{Uri.EscapeDataString(at)}/letters/{Uri.EscapeDataString(secret)}"))
                .AllowAnonymous().ExcludeFromDescription();
        }
        MapApi(routes.MapGroup("/api/v1/letters").WithTags("Letters").Needs(ChannelsRoom.MaySee));
    }

    private static async Task<IResult> Stop(string secret, string list, OwnLetters own, CancellationToken cancel) =>
        Guid.TryParseExact(list, "n", out var id) && (await own.Stop(secret, new Id<Channel>(id), cancel)).Ok ? TypedResults.Ok() : TypedResults.NotFound();

    private static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/", async (LetterDesk desk, CancellationToken cancel) => TypedResults.Ok((await desk.Lists(cancel)).Select(line => new ListBody(line.List.Id, line.List.Handle, line.Readers))));
        api.MapGet("/issues", async (LetterDesk desk, CancellationToken cancel) => TypedResults.Ok((await desk.Issues(cancel)).Select(IssueBody.Of)));
        api.MapPost("/readers", async (BringBody body, KeepSubscribers keep, CancellationToken cancel) =>
            (await keep.BringIn(new(body.List ?? default, string.Join('\n', body.Addresses ?? []), body.Proof, body.Language), cancel)).ToResult(done => TypedResults.Ok(new BroughtBody(done.Added, done.Known, done.Unclear))))
            .Needs(ChannelsRoom.MayConnect);
        api.MapPut("/pace", async (PaceBody body, KeepPace keep, CancellationToken cancel) => (await keep.Save(body.PerMinute?.ToString(System.Globalization.CultureInfo.InvariantCulture), cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithSummary("How many letters a minute go to one mail domain; 0 for no bound, null for the usual.").Needs(ChannelsRoom.MayConnect);
        api.MapDelete("/readers/{id}", async (Id<Subscriber> id, KeepSubscribers keep, CancellationToken cancel) => (await keep.End(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(ChannelsRoom.MayConnect);
    }
}

/// <param name="Readers">How many confirmed that they want it.</param>
internal sealed record ListBody(Id<Channel> Id, string Name, int Readers);

internal sealed record IssueBody(Id<Issue> Id, string Subject, IssueState State, DateTimeOffset MadeAt, int Sent, int Waiting, int Refused, int Bounced, int Unknown)
{
    public static IssueBody Of(IssueLine line) => new(line.Issue.Id, line.Issue.Subject, line.Issue.State, line.Issue.MadeAt, line.Of(CopyState.Sent), line.Of(CopyState.Waiting) + line.Of(CopyState.Leaving),
        line.Of(CopyState.Refused), line.Of(CopyState.Bounced), line.Of(CopyState.Unknown));
}

/// <param name="PerMinute">0 for as many as the line carries; null for what the program comes with.</param>
internal sealed record PaceBody(int? PerMinute = null);

/// <param name="Addresses">An address each, with a name behind a comma where there is one.</param>
/// <param name="Proof">How it is known that they agreed; required.</param>
internal sealed record BringBody(Id<Channel>? List = null, IReadOnlyList<string>? Addresses = null, string? Proof = null, string? Language = null);

/// <param name="Unclear">Which lines hold no address, from 1.</param>
internal sealed record BroughtBody(int Added, int Known, IReadOnlyList<int> Unclear);

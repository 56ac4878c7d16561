using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>Makes a sheet that asks one person for one or more consents, each to be answered for itself.</summary>
internal sealed class AskForConsent(PendopoDb db, ConsentWordings wordings, ConsentChannels channels, ConsentLinks links, ConsentDesk desk)
{
    /// <summary>Nobody is asked for longer than this at once: after it they are asked again.</summary>
    public const int MostYears = 5;

    /// <param name="Channels">Keys of the channels that are offered; each purpose takes those it knows.</param>
    /// <param name="Until">The last day.</param>
    /// <param name="Language">`id` or `en`: the language in which it is asked.</param>
    public sealed record Request(ConsentPerson Person, IReadOnlyCollection<ConsentPurpose> Purposes, IReadOnlyCollection<string> Channels, DateOnly Until, string Language);

    public async Task<Result<ConsentSheet>> Run(Request request, CancellationToken cancel)
    {
        if (desk.Forbids(ConsentSetup.MayAsk) is { } forbidden)
            return forbidden;
        var person = request.Person with { Name = request.Person.Name.Trim(), Guardian = request.Person.Guardian.Trim(), Relation = request.Person.Relation.Trim() };
        if (Refuses(request, person) is { Count: > 0 } problems)
            return problems;
        var sheet = ConsentSheet.Ask(desk.Here.Centre.Id, person, request.Language, links.Make(), desk.Here.Actor, desk.Now);
        db.Add(sheet);
        foreach (var purpose in request.Purposes.Distinct().Order())
        {
            var known = (await channels.Of(purpose, cancel)).Select(channel => channel.Key).ToList();
            var offered = known.Where(key => request.Channels.Contains(key, StringComparer.Ordinal) || ConsentChannels.Always(purpose).Contains(key)).ToList();
            if (offered.Count == 0)
                return desk.Problem("ChannelRequired", "Channels", ConsentChannels.Word(purpose));
            db.Add(Consent.Ask(sheet, await wordings.InForce(purpose, cancel), offered, ConsentChannels.MediaOf(purpose), request.Until));
        }
        desk.Note("consent.asked", sheet, string.Join(' ', request.Purposes.Distinct().Order()));
        return await db.TrySave(cancel) ? sheet : desk.Problem("SomebodyElseChanged");
    }

    private List<Problem> Refuses(Request request, ConsentPerson person)
    {
        var problems = new List<Problem>();
        if (person.Name.Length == 0)
            problems.Add(desk.Problem("NameRequired", "Name"));
        if (person.Name.Length > ConsentSheet.NameLength)
            problems.Add(desk.Problem("TooLong", "Name", ConsentSheet.NameLength));
        if (request.Purposes.Count == 0)
            problems.Add(desk.Problem("PurposeRequired", "Purposes"));
        if (person.ChildAge is < 0 or >= ConsentSheet.AdultFrom)
            problems.Add(desk.Problem("AgeWrong", "ChildAge", ConsentSheet.AdultFrom));
        if (person.ChildAge is not null && person.Decides != ConsentDecider.Guardian)
            problems.Add(desk.Problem("GuardianForChild", "Decides"));
        if (person.Decides == ConsentDecider.Guardian && person.Guardian.Length == 0)
            problems.Add(desk.Problem("GuardianRequired", "Guardian"));
        if (person.Decides == ConsentDecider.Guardian && person.Relation.Length == 0)
            problems.Add(desk.Problem("RelationRequired", "Relation"));
        if (person.Guardian.Length > ConsentSheet.NameLength || person.Relation.Length > ConsentSheet.RelationLength)
            problems.Add(desk.Problem("TooLong", "Guardian", ConsentSheet.RelationLength));
        if (request.Until < desk.Today || request.Until > desk.Today.AddYears(MostYears))
            problems.Add(desk.Problem("UntilWrong", "Until", MostYears));
        if (request.Language is not ("id" or "en"))
            problems.Add(desk.Problem("LanguageWrong", "Language"));
        return problems;
    }
}

/// <summary>What every act on a consent at the centre begins and ends with.</summary>
internal sealed class ConsentDesk(Here here, AuditBook audit, TimeProvider time, IStringLocalizer<ConsentText> words)
{
    public DateTimeOffset Now { get; } = time.Now();

    public Here Here => here;

    /// <summary>The centre's own day.</summary>
    public DateOnly Today => Clock.DateOf(Now, here.Centre.Zone);

    public Problem? Forbids(string permission) => here.May(permission) ? null : words.Problem("MayNotAsk");

    public Problem Problem(string code, string? field = null, params object[] arguments) => words.Problem(code, field, arguments);

    public void Note(string act, ConsentSheet sheet, string detail) => audit.Note(act, $"consent-sheet:{sheet.Id}", detail);
}

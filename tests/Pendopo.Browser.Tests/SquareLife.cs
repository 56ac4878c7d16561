using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Groups;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Messages;
using Pendopo.Community.News;
using Pendopo.Community.Questions;
using Pendopo.Community.Reports;
using Pendopo.Community.Rumours;
using Pendopo.Community.Talk;
using Pendopo.Community.Worries;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Claims;

namespace Pendopo.Browser.Tests;

/// <summary>Makes whoever walks a member who leads a group and said something, and knows the addresses of the square.</summary>
internal static class SquareLife
{
    public static async Task AddAsync(IServiceProvider services, Dictionary<string, string> samples)
    {
        var (db, centre, now) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<CentreScope>().Centre, services.GetRequiredService<TimeProvider>().Now());
        services.GetRequiredService<Here>().At((await services.GetRequiredService<CentreDirectory>().ById(centre, default))!);
        var person = await db.Set<Account>().Where(account => account.Email == "rina@melati.example").Select(account => account.PersonId).SingleAsync();
        var member = Member.Of(centre, person, "", now);
        var face = Face.Of(member, null, "Rina");
        var (club, carers) = (await db.Set<Group>().SingleAsync(group => group.Name == "Klub diabetes"), await db.Set<Group>().SingleAsync(group => group.Name == "Pendamping"));
        var leads = Belonging.Of(club, face, now);
        leads.Become(BelongingState.In, now);
        leads.Lead(true);
        var said = Said.Post(face, new(SaidAudience.Everyone, null, null, "diabetes", "Besok pemeriksaan gula darah gratis di balai desa.", "", Guid.CreateVersion7()), now);
        var protector = services.GetRequiredService<IDataProtectionProvider>().CreateProtector("community.card");
        var link = SecretLink.Make(protector);
        var card = JoinCard.Of(centre, new("Bu Lastri", "+628123456789", "", null), link, person, now);
        db.AddRange(member, face, leads, said, card);
        var joko = await db.Set<Face>().SingleAsync(found => found.Name == "Pak Joko");
        var alone = await db.Set<Said>().SingleAsync(found => found.FaceId == joko.Id && found.Line != "");
        var report = Report.Of(member, SaidKind.Kind, new(alone.Id.Value, alone.Version, joko.Id.Value, joko.Name, alone.Text, "", alone.At), ReportReason.Danger, "Tolong ditengok.", now);
        var licence = Licence.Of(joko, new(Profession.Nutritionist, LicenceKind.Registration, "STR 12 3456", "Konsil Kesehatan", null), null, now);
        var asked = Said.Post(face, new(SaidAudience.Everyone, null, null, "heart", "Berapa tekanan darah yang baik untuk usia 60 tahun?", "", Guid.CreateVersion7(), IsQuestion: true), now);
        var question = Question.Of(asked, now.AddHours(48));
        question.Answer(now);
        var claim = await db.Set<HealthClaim>().FirstAsync(found => found.ReviewedAt != null);
        var rumour = Rumour.Of(said, claim.Id.Value, now);
        rumour.Decide(RumourState.Confirmed, claim.Id.Value, person, now);
        db.AddRange(report, licence, rumour, asked, question, Said.Under(asked, joko, "Di bawah 140/90, kata perawat.", Guid.CreateVersion7(), now), FaqEntry.Of(centre, "Berapa tekanan darah yang baik?", "Di bawah 140/90.", "heart", joko.Id, now, person));
        var worry = await db.Set<Worry>().SingleAsync(found => found.Item == alone.Id.Value);
        worry.Take(person);
        db.AddRange(WorryNote.Flag(worry, member.Id, "Tolong disapa.", now), WorryNote.By(worry, WorryNoteKind.Note, person, "Sudah saya telepon.", now));
        db.Add(NewsItem.Of(centre, member.Id, NewsKind.Answer, now, asked.Id, joko.Id));
        var message = Write(db, joko, face, now);
        var entrance = Entrance.Of(new() { PersonId = person }, "officer@melati.example", null);
        entrance.Lock("–", isPin: true);
        db.Add(entrance);
        await db.SaveChangesAsync();
        var confirm = services.GetRequiredService<ConfirmContact>().Secret(entrance);
        var invited = new Uri(services.GetRequiredService<GroupReading>().LinkOf(carers)!).AbsolutePath.Replace("/@melati", "", StringComparison.Ordinal);
        Put(samples,
        [
            ("/square", "/square"), ("/square/join", "/square/join"), ("/square/enter", "/square/enter"), ("/square/recover", "/square/recover"), ("/square/me", "/square/me"), ("/square/me/open", "/square/me/open"), ("/square/write", "/square/write"),
            ("/square/card/{Secret}", $"/square/card/{protector.Unprotect(link.Sealed)}"), ("/square/groups", "/square/groups"), ("/square/invited/{Secret}", invited),
            ("/square/groups/{Number:guid}", $"/square/groups/{club.Id}"), ("/square/groups/{Number:guid}/edit", $"/square/groups/{club.Id}/edit"), ("/square/groups/{Number:guid}/people", $"/square/groups/{club.Id}/people"), ("/square/groups/new", "/square/groups/new"),
            ("/square/posts/{Number:guid}", $"/square/posts/{said.Id}"), ("/square/posts/{Number:guid}/edit", $"/square/posts/{said.Id}/edit"), ("/square/people/{Handle}", $"/square/people/{joko.Handle}"),
            ("/square/posts/{Number:guid}/report", $"/square/posts/{alone.Id}/report"), ("/square/decisions", "/square/decisions"), ("/square/licence", "/square/licence"), ("/square/ask", "/square/ask"), ("/square/faq", "/square/faq"),
            ("/square/posts/{Number:guid}/worried", $"/square/posts/{said.Id}/worried"), ("/square/for-you", "/square/for-you"), ("/square/help", "/square/help"), ("/square/posts/{Number:guid}/share", $"/square/posts/{said.Id}/share"), ("/square/kept-safe", "/square/kept-safe"), ("/square/posts/{Number:guid}/true", $"/square/posts/{alone.Id}/true"), ("/true-or-not", "/true-or-not"), ("/true-or-not/{Number:guid}", $"/true-or-not/{claim.Id}"),
            ("/square/messages", "/square/messages"), ("/square/messages/{Handle}", $"/square/messages/{joko.Handle}"), ("/square/messages/{Handle}/{Number:guid}/report", $"/square/messages/{joko.Handle}/{message.Id}/report"),
            ("/square/search", "/square/search?q=gula"), ("/square/news", "/square/news"), ("/square/news/choice", "/square/news/choice"), ("/square/news/phone", "/square/news/phone"), ("/square/confirm/{Secret}", $"/square/confirm/{confirm}"),
        ]);
        samples["/desk/square/reports/{Number:guid}"] = $"/desk/square/reports/{report.Id}";
        samples["/desk/square/questions/{Number:guid}"] = $"/desk/square/questions/{question.Id}";
        samples["/desk/square/licences/{Number:guid}"] = $"/desk/square/licences/{licence.Id}";
        samples["/desk/square/rumours/{Number:guid}"] = $"/desk/square/rumours/{rumour.Id}";
        samples["/desk/claims/{Number}"] = $"/desk/claims/{claim.Id}";
        samples["/desk/square/worries/{Number:guid}"] = $"/desk/square/worries/{worry.Id}";
        samples["/desk/square/help-lines/{Number}"] = $"/desk/square/help-lines/{(await db.Set<HelpLine>().FirstAsync()).Id}";
        samples["/desk/square/cards/{Number:guid}"] = $"/desk/square/cards/{card.Id}";
    }

    private static void Put(Dictionary<string, string> samples, IReadOnlyList<(string Template, string Path)> found)
    {
        foreach (var (template, path) in found)
        {
            if (template.Contains('{'))
                samples[template] = path;
            samples["/{At}" + template] = "/@melati" + path;
        }
    }

    // Somebody asked the one who walks, who answered.
    private static SquareMessage Write(PendopoDb db, Face joko, Face face, DateTimeOffset now)
    {
        var between = db.Add(Correspondence.Ask(joko, face, now)).Entity;
        between.Agree();
        db.Add(SquareMessage.In(between, face.Id, "Boleh, Pak Joko.", Guid.CreateVersion7(), lost: false, now));
        return db.Add(SquareMessage.In(between, joko.Id, "Bu Rina, boleh saya bertanya tentang obat ibu?", Guid.CreateVersion7(), lost: false, now)).Entity;
    }
}

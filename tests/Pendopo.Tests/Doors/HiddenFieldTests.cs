using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care.Appointments;
using Pendopo.Care.Classes;
using Pendopo.Care.Complaints;
using Pendopo.Care.Opinions;
using Pendopo.Care.Reminders;
using Pendopo.Care.Series;
using Pendopo.Care.Services;
using Pendopo.Care.Waiting;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Channels.WhatsApp;
using Pendopo.Inbox.Listening;
using Pendopo.Inbox.Reputation;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Guests;
using Pendopo.Safety.Rights;
using Pendopo.Testing;
using Pendopo.Testing.Attacks;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;
using Pendopo.Tests.Safety.Rights;

namespace Pendopo.Tests.Doors;

/// <summary>Each field that says something of a person outside bears a word of its own, and every reader asks at every address: only who stands beside the
/// field in `Platform/Access/hidden-fields.tsv` reads it (reliability.md S9). A new field without a line fails.</summary>
[Collection("sqlite")]
public sealed class HiddenFieldTests(SqliteApp app) : AppTests(app)
{
    private static readonly string[] Forms = ["text/html", "application/activity+json", "application/json"];

    // Of their own accounts staff read at their own places, what a post says is for everybody, and who sees what members say is tried by Community/SightTests.
    private static readonly string[] NotOfOutsiders =
        ["platform_person", "platform_session", "platform_account_passkey", "publishing_page", "publishing_assignment", "community_card", "community_draft", "community_face", "community_member", "community_report", "community_licence", "community_question", "community_said", "community_worry", "community_worry_note", "community_choice", "care_fhir_key", "community_message", "community_news_browser", "community_held"];

    // Those who may least come first: the suite asks them, the night everybody.
    private static readonly string[] Readers =
    [
        "visitor", SampleRoles.Member, SampleRoles.Kader, SampleRoles.Moderator, SampleRoles.Caregiver, SampleRoles.GuestExpert, "member@kenanga", SampleRoles.Desk, "administrator@kenanga", SampleRoles.Auditor,
        SampleRoles.Clinician, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.SafetyLead, SampleRoles.Head, SampleRoles.DistrictOfficer, SampleRoles.Administrator,
    ];

    private static IReadOnlyList<(string Field, string[] Readers)> Table { get; } =
        [.. File.ReadLines(Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Access", "hidden-fields.tsv")).Where(line => line.Length > 0).Select(line => line.Split('\t')).Select(cells => (cells[0], cells[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    [Fact]
    public void Every_field_about_people_outside_has_a_line_that_says_who_reads_it()
    {
        var personal = File.ReadLines(Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Backups", "personal-columns.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))
            .Where(cells => cells.Length == 4 && cells[1] != "nobody" && !NotOfOutsiders.Contains(cells[0])).SelectMany(cells => cells[2].Split(' ').Select(column => $"{cells[0]}.{column}")).ToHashSet();
        var words = StoredText.All.Where(text => text.Use != TextUse.Ours).Select(text => $"{text.Table}.{text.Column}").Where(personal.Contains);
        Table.Select(line => line.Field).Order(StringComparer.Ordinal).ShouldBe(words.Order(StringComparer.Ordinal));
        Table.Count.ShouldBeGreaterThanOrEqualTo(30);
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Only_who_may_reads_what_is_kept_of_people_outside()
    {
        var fields = await Marked();
        var seen = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var readers = Readers.Take(Series.Of("READERS", suite: 4, nightly: Readers.Length)).ToList();
        await using var scope = await App.Scope();
        var ids = await RouteRows.Samples(scope.ServiceProvider.GetRequiredService<PendopoDb>(), await App.CentreOf("melati"));
        foreach (var reader in readers)
        {
            using var browser = reader == "visitor" ? App.Anonymous() : await App.Client(reader);
            foreach (var path in RouteRows.All.Where(row => row.Methods.Contains("GET") && !row.Pattern.EndsWith("/live", StringComparison.Ordinal) && !row.Pattern.Contains("sign-out", StringComparison.Ordinal)).Select(row => RouteRows.Fill(row.Pattern, ids)).Distinct(StringComparer.Ordinal))
            {
                foreach (var form in Forms.Take(path.StartsWith("/desk", StringComparison.Ordinal) || path.StartsWith("/admin", StringComparison.Ordinal) || path.StartsWith("/api", StringComparison.Ordinal) ? 1 : 3))
                    await Look(browser, reader, path, form, fields, seen);
            }
        }
        var wrong = seen.SelectMany(pair => pair.Value.Select(place => (Field: pair.Key, Place: place))).Where(found => !Table.First(line => line.Field == found.Field).Readers.Contains(found.Place.Split(' ')[0])).Select(found => $"{found.Field} to {found.Place}").ToList();
        wrong.ShouldBeEmpty();
        Table.SelectMany(line => line.Readers.Intersect(readers).Select(reader => (line.Field, reader))).Where(line => !seen.GetValueOrDefault(line.Field, []).Any(place => place.StartsWith(line.reader + " ", StringComparison.Ordinal))).Select(line => $"{line.Field} {line.reader}")
            .ShouldBeEmpty("readers in the table who see nothing");
    }

    private static async Task Look(HttpClient browser, string reader, string path, string form, IReadOnlyDictionary<string, string> fields, Dictionary<string, SortedSet<string>> seen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(form));
        using var answer = await browser.SendAsync(request);
        answer.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, $"{reader} {path}");
        var text = $"{answer.Headers}{await answer.Content.ReadAsStringAsync()}";
        if (!text.Contains("tanda", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var (field, word) in fields.Where(pair => text.Contains(pair.Value, StringComparison.OrdinalIgnoreCase)))
        {
            if (!seen.TryGetValue(field, out var places))
                seen[field] = places = new(StringComparer.Ordinal);
            places.Add($"{reader} {path}");
        }
    }

    /// <summary>One row or more for each field of the table, and its own word in each.</summary>
    private async Task<Dictionary<string, string>> Marked()
    {
        await WholePerson.Live(App, 0);
        await using var scope = await App.ScopeOf("desk");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        await More(scope.ServiceProvider, db);
        var (words, empty) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var (field, _) in Table)
        {
            var (table, column) = (field.Split('.')[0], field.Split('.')[1]);
            words[field] = $"tanda{words.Count:00}x";
            var value = column.EndsWith("url", StringComparison.Ordinal) || column == "page" ? $"https://contoh.example/{words[field]}" : words[field];
            if (await db.Database.ExecuteSqlRawAsync($"UPDATE \"{table}\" SET \"{column}\" = {{0}}", value) == 0)
                empty.Add(field);
        }
        empty.ShouldBeEmpty("nothing is kept there: give it a row");
        return words;
    }

    private async Task More(IServiceProvider services, PendopoDb db)
    {
        var (centre, now, staff) = (await App.CentreOf("melati"), App.Clock.Now(), await App.PersonOf("desk"));
        var campaign = (await new PublishingStage(App).As("officer", scope => scope.GetRequiredService<KeepCampaign>().Run(new(null, new("Posyandu Maret", null, "x", new(2026, 3, 1), new(2026, 3, 31), new Dictionary<PostKind, int> { [PostKind.Tip] = 2 }), null), default))).Value;
        var actor = Row<RemoteActor>(("Uri", "https://contoh.example/u/1"), ("Inbox", "https://contoh.example/inbox"), ("KeyId", "https://contoh.example/u/1#k"), ("FetchedAt", now));
        db.Add(actor);
        db.Add(Row<FollowedAccount>(("CentreId", centre.Id), ("ActorId", actor.Id), ("FollowUri", "https://x.example/1"), ("State", FollowState.Accepted), ("AskedAt", now)));
        db.Add(Row<FollowedPost>(("CentreId", centre.Id), ("ActorId", actor.Id), ("Uri", "https://contoh.example/1"), ("IsPublic", true), ("PublishedAt", now)));
        db.Add(FediverseReport.Of(centre.Id, "https://contoh.example/actor", ["https://x.example/posts/1"], "x", now));
        var whatsApp = Channel.Connect(centre.Id, WhatsAppConnector.NetworkName, "+6221500123", "1", services.GetRequiredService<Accounts>().Seal(new WhatsAppKeys("https://contoh.example", "v23.0", "", "", "1", "2", "x")), now);
        var listed = Contact.Of(whatsApp, "6281200000001", "x", now);
        db.AddRange(whatsApp, listed, Agreement.Of(listed, AgreedTo.News, AgreedBy.Paper, "x", staff.Id, now));
        var surge = SurgeCard.Raise(centre.Id, SurgeKind.Negative, 0, now);
        surge.Take(3, 1, "x", now);
        db.Add(surge);
        db.Add(Find.Of(centre, "site", null, new(new("x", "https://x.example/1"), IncomingKind.Mention, new("x", "x", "x", "https://x.example"), null, null, "x", null, "id", now), now));
        var guest = Guest.Invite(campaign, new("x", default, null, DateOnly.FromDateTime(now.UtcDateTime).AddYears(1)), services.GetRequiredService<GuestKeys>().Make(), staff.Id, now);
        guest.Introduce("x", "x@contoh.example");
        var sitting = await db.Set<ClinicSession>().FirstAsync();
        var appointment = Row<Appointment>(("CentreId", centre.Id), ("ServiceId", sitting.ServiceId), ("SessionId", sitting.Id), ("Day", DateOnly.FromDateTime(centre.Local(now).DateTime)), ("StartsAt", now), ("Name", "x"), ("Phone", "6281200000001"), ("Reference", "ABCDEF"), ("SecretHash", "x"), ("CreatedAt", now), ("ChangedAt", now));
        db.AddRange(appointment, ReminderWish.For(centre.Id, RemindedOf.Appointment, appointment.Id.Value));
        db.Add(Row<VisitOpinion>(("CentreId", centre.Id), ("AppointmentId", appointment.Id), ("ServiceId", sitting.ServiceId), ("Day", appointment.Day), ("SaidAt", now)));
        var complaint = Row<Complaint>(("CentreId", centre.Id), ("Words", "x"), ("CodeHash", "z"), ("MadeAt", now), ("OwnBy", now), ("AnswerBy", now));
        db.AddRange(complaint, ComplaintAnswer.Of(complaint, "x", staff.Id, now));
        var series = Row<PersonSeries>(("CentreId", centre.Id), ("ServiceId", sitting.ServiceId), ("Beginning", DateOnly.FromDateTime(now.UtcDateTime)), ("MadeAt", now));
        db.AddRange(series, Row<SeriesVisit>(("CentreId", centre.Id), ("SeriesId", series.Id), ("Number", 1), ("FromDay", DateOnly.FromDateTime(now.UtcDateTime)), ("ToDay", DateOnly.FromDateTime(now.UtcDateTime))));
        var held = CareClass.Of(centre.Id, "x", new("x", "", null, null, "", "", "", "", "", "", null, false, 0));
        db.AddRange(held, ClassMeeting.Of(held, DateOnly.FromDateTime(centre.Local(now).DateTime), (480, 540), centre.Zone), Row<ClassPerson>(("CentreId", centre.Id), ("ClassId", held.Id), ("State", ClassState.Joined), ("SecretHash", "c"), ("CertificateHash", "c"), ("MadeAt", now), ("ChangedAt", now)));
        db.Add(Row<WaitingEntry>(("CentreId", centre.Id), ("ServiceId", sitting.ServiceId), ("UntilDay", DateOnly.FromDateTime(centre.Local(now).DateTime)), ("SecretHash", "y"), ("MadeAt", now)));
        db.AddRange(guest, GuestWord.Of(guest, default, null, "x", now));
        services.GetRequiredService<JobBoard>().Add(new Pendopo.Platform.Events.HandleEvent("NobodyIsThere", "{}"));
        await db.SaveChangesAsync();
        await db.Set<Job>().ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Discarded).SetProperty(job => job.LastError, "x"));
        (await services.GetRequiredService<RightsLedger>().Ask(new(RightKind.Access, "x", "rumah", "@x@contoh.example", "x"), atDesk: true, default)).Ok.ShouldBeTrue();
    }

    private static T Row<T>(params (string Name, object Value)[] values)
    {
        var row = (T)Activator.CreateInstance(typeof(T), nonPublic: true)!;
        foreach (var (name, value) in values.Append(("Id", typeof(T).GetProperty("Id")!.PropertyType.GetMethod("New", BindingFlags.Static | BindingFlags.Public)!.Invoke(null, null)!)))
            typeof(T).GetProperty(name)!.SetValue(row, value);
        return row;
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Community.Messages;
using Pendopo.Community.News;
using Pendopo.Community.Questions;
using Pendopo.Community.Search;
using Pendopo.Community.Silence;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.People;
using Pendopo.Tests.Doors;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;

namespace Pendopo.Tests.Community;

/// <summary>Every kind of content, for every audience, asked for at every way out by everybody who could look: only who it is for sees it, and nobody sees which faces are one person.
/// The ways out are read from the table of routes, so a new one is tried from its first day.</summary>
[Collection("rooms on sqlite")]
public sealed class SightTests(SqliteApp app) : AppTests(app)
{
    private const string Author = "caregiver", Blocker = "member", Alias = "Anak Bungsu", Everywhere = "belimbing";
    private static readonly string[] Lookers = ["visitor", "desk", "moderator", "kader", "officer", "auditor", "clinician", "reviewer", Blocker, Author, "member@kenanga"];

    private readonly List<Item> items = [];
    private readonly List<(string Word, string[] For)> messages = [];
    private readonly List<string> secrets = [], handles = [], numbers = [], pictures = [];
    private Dictionary<string, Who> people = [];

    [Fact]
    public async Task Nothing_reaches_anybody_it_is_not_for_by_any_way_out_and_everything_reaches_who_it_is_for()
    {
        await Live();
        var wrong = new List<string>();
        foreach (var looker in Lookers)
        {
            using var browser = looker == "visitor" ? App.Anonymous() : await App.Client(looker);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var path in Addresses())
                wrong.AddRange(await Look(browser, looker, path, seen));
            wrong.AddRange(items.Where(item => Sees(looker, item) && !seen.Contains(item.Word)).Select(item => $"{looker} sees {item.Name} nowhere"));
            wrong.AddRange(messages.Where(message => message.For.Contains(looker) && !seen.Contains(message.Word)).Select(message => $"{looker} sees the message {message.Word} nowhere"));
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blocked_face_is_in_no_count_and_an_archive_holds_ones_own_words_alone()
    {
        await Live();
        await using var scope = await App.ScopeOf(Blocker);
        var reading = scope.ServiceProvider.GetRequiredService<SaidReading>();
        var post = items.Single(item => item is { Audience: SaidAudience.Everyone, IsHidden: false, Kind: "post" });
        await using (var visitor = await App.ScopeOf(null))
            (await visitor.ServiceProvider.GetRequiredService<SaidReading>().Thread(post.Id, default))!.Value.Comments.Count.ShouldBe(1);
        (await reading.Thread(post.Id, default)).ShouldBeNull();
        var breakfast = (await reading.Feed(FeedKind.All, null, default)).Cards.Single(card => card.Said.Text.StartsWith("Anak saya dua tahun", StringComparison.Ordinal));
        breakfast.Comments.ShouldBe(2, "the comment of the blocked face is not counted");
        var club = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Group>().SingleAsync(group => group.Name == "Klub diabetes");
        (await scope.ServiceProvider.GetRequiredService<GroupReading>().Find(club.Id, default))!.People.ShouldBe(1);
        var archive = await scope.ServiceProvider.GetServices<Pendopo.Safety.Contracts.IPersonalRecords>().OfType<Pendopo.Community.SquareRecords>().Single().Of(new("", "", "sari@warga.example"), default);
        var told = string.Join(' ', archive.SelectMany(record => record.Fields).Select(field => field.Value));
        told.ShouldContain("Anak saya dua tahun");
        items.Where(item => told.Contains(item.Word, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task<IEnumerable<string>> Look(HttpClient browser, string looker, string path, HashSet<string> seen)
    {
        using var answer = await browser.GetAsync(path);
        if (pictures.Any(name => path.Contains(name, StringComparison.Ordinal)))
        {
            var item = items.First(found => found.Picture is { } name && path.Contains(name, StringComparison.Ordinal));
            return answer.StatusCode == (Sees(looker, item) ? HttpStatusCode.OK : HttpStatusCode.NotFound) ? [] : [$"{looker} {path}: {answer.StatusCode} of {item.Name}"];
        }
        answer.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, $"{looker} {path}");
        var text = $"{answer.Headers}{await answer.Content.ReadAsStringAsync()}";
        var found = items.Where(one => text.Contains(one.Word, StringComparison.Ordinal)).ToList();
        seen.UnionWith(found.Select(one => one.Word));
        var wrong = found.Where(one => !Sees(looker, one)).Select(one => $"{looker} reads {one.Name} at {path}").ToList();
        var written = messages.Where(one => text.Contains(one.Word, StringComparison.Ordinal)).ToList();
        seen.UnionWith(written.Select(one => one.Word));
        wrong.AddRange(written.Where(one => !one.For.Contains(looker)).Select(one => $"{looker} reads the message {one.Word} at {path}"));
        if (looker != Author)
        {
            wrong.AddRange(secrets.Where(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(secret => $"{looker} finds an id of the person at {path}"));
            if (text.Contains(Alias, StringComparison.Ordinal) && !people[looker].Groups.Contains("Pendamping"))
                wrong.Add($"{looker} reads the other name at {path}");
            if (text.Contains(Alias, StringComparison.Ordinal) && text.Contains("Pak Joko", StringComparison.Ordinal) && !path.Contains("/square", StringComparison.Ordinal))
                wrong.Add($"{looker} reads both names at {path}");
        }
        if (!people[looker].Groups.Contains("Pendamping") && text.Contains("Pendamping<", StringComparison.Ordinal))
            wrong.Add($"{looker} learns of the hidden group at {path}");
        return wrong;
    }

    /// <summary>The rule once more, said in another way than the program does.</summary>
    private bool Sees(string looker, Item item)
    {
        var who = people[looker];
        // Who stands at another centre has that centre's square at these addresses.
        if (item.IsGone || looker == "member@kenanga")
            return false;
        if (looker == Author)
            return true;
        if (looker == Blocker && !item.ByAlias)
            return false;
        // Nurses at the desk look after what is asked of the centre, and after nothing that is said in a group.
        if (item.Kind.EndsWith("question", StringComparison.Ordinal) && item.Audience != SaidAudience.Group && looker is "clinician" or "reviewer")
            return true;
        var meant = item.Audience switch
        {
            SaidAudience.Everyone => true,
            SaidAudience.Members => who.IsMember,
            SaidAudience.Village => who.IsMember && who.InVillage,
            _ => who.Groups.Contains(item.Group!),
        };
        return meant && (!item.IsHidden || (item.Group is not null && who.Leads.Contains(item.Group)));
    }

    private IEnumerable<string> Addresses()
    {
        var ways = RouteRows.All.Where(row => row.Methods.Contains("GET") && (row.Pattern.Contains("/square", StringComparison.Ordinal) || row.Pattern is "/" or "/feed.atom" or "/feed.json" or "/sitemap.xml" or "/me" or "/search"))
            .Select(row => row.Pattern).Where(pattern => !pattern.StartsWith("/{At}", StringComparison.Ordinal) && !pattern.StartsWith("/@", StringComparison.Ordinal) && !pattern.Contains("Secret", StringComparison.Ordinal)
            // A stream has no end, and says nothing but that something changed.
            && !pattern.EndsWith("/live", StringComparison.Ordinal)).ToList();
        ways.Count.ShouldBeGreaterThan(20, "the ways out of the square are in the table of routes");
        foreach (var way in ways)
        {
            var values = way.Contains("andle}", StringComparison.Ordinal) ? handles : way.Contains("name}", StringComparison.Ordinal) ? pictures : way.Contains('{') ? numbers : [""];
            foreach (var value in values)
                yield return string.Join('/', way.Split('/').Select(part => !part.Contains('{') ? part : part.Contains("width", StringComparison.Ordinal) ? "640" : value));
        }
        foreach (var kind in Enum.GetValues<FeedKind>())
            yield return $"/square?show={kind}";
        foreach (var search in new[] { "/square/search", "/api/v1/square/search" })
            yield return $"{search}?q={Everywhere}";
    }

    private async Task Live()
    {
        await using var scope = await App.ScopeOf(Author);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var joko = await db.Set<Face>().SingleAsync(face => face.Name == "Pak Joko");
        var alias = await db.Set<Face>().SingleAsync(face => face.Name == Alias);
        var groups = await db.Set<Group>().ToDictionaryAsync(group => group.Name);
        var member = await db.Set<Member>().SingleAsync(row => row.Id == joko.MemberId);
        await Neighbours(db, groups);
        db.Add(Silenced.Of(await db.Set<Member>().SingleAsync(row => db.Set<Face>().Any(face => face.MemberId == row.Id && face.Name == "Bu Sari" && face.GroupId == null)), joko.Id, block: true, App.Clock.Now()));
        var places = new (SaidAudience Audience, Group? Group, Face Face)[] { (SaidAudience.Everyone, null, joko), (SaidAudience.Members, null, joko), (SaidAudience.Village, null, joko), (SaidAudience.Group, groups["Klub diabetes"], joko), (SaidAudience.Group, groups["Pendamping"], alias) };
        foreach (var place in places)
        {
            var root = Add(db, "post", place, member, null);
            Add(db, "comment", place, member, root);
            Add(db, "answer to a question", place, member, Add(db, "question", place, member, null));
            Add(db, "hidden post", place, member, null).Hide(Hiding.Desk, App.Clock.Now());
            Add(db, "hidden comment", place, member, root).Hide(Hiding.Group, App.Clock.Now());
            Add(db, "gone post", place, member, null).TakeBack(App.Clock.Now());
            await AddPicture(scope.ServiceProvider, db, root, place.Face);
        }
        var breakfast = await db.Set<Said>().SingleAsync(said => said.Text.StartsWith("Anak saya dua tahun"));
        db.Add(Said.Under(breakfast, joko, "Terima kasih, saya coba juga.", Guid.CreateVersion7(), App.Clock.Now()));
        await db.SaveChangesAsync();
        // Everybody was told of everything, rightly or not: what they read of it is asked anew.
        foreach (var told in await db.Set<Member>().ToListAsync())
            db.AddRange(items.Select(item => NewsItem.Of(told.CentreId, told.Id, NewsKind.Also, App.Clock.Now(), item.Id, item.ByAlias ? alias.Id : joko.Id, item.Group is { } name ? groups[name].Id : null)));
        await db.SaveChangesAsync();
        await using (var house = await App.Scope())
            (await house.ServiceProvider.GetRequiredService<SaidIndex>().Missing(default)).ShouldBeGreaterThan(0);
        await Messages(db, joko);
        var account = await db.Set<Account>().SingleAsync(row => row.PersonId == member.PersonId);
        foreach (var id in new[] { member.Id.Value, member.PersonId.Value, account.Id.Value, joko.Id.Value, alias.Id.Value })
            secrets.AddRange([id.ToString("D"), id.ToString("N")]);
        handles.AddRange([joko.Handle, alias.Handle]);
        numbers.AddRange(items.Where(item => item.Kind is "post" or "question" or "hidden post" or "comment").Select(item => $"{item.Id}").Concat(groups.Values.Select(group => $"{group.Id}")));
    }

    // Between two; hidden by a decision; written to who blocks; and asked of who declined.
    private async Task Messages(PendopoDb db, Face joko)
    {
        var faces = await db.Set<Face>().Where(face => face.GroupId == null).ToDictionaryAsync(face => face.Name);
        var (open, lost, declined) = (Correspondence.Ask(joko, faces["Bu Yanti"], App.Clock.Now()), Correspondence.Ask(joko, faces["Bu Sari"], App.Clock.Now()), Correspondence.Ask(faces["Bidan Ayu"], joko, App.Clock.Now()));
        open.Agree();
        declined.Decline();
        db.AddRange(open, lost, declined);
        SquareMessage Write(Correspondence between, Face face, bool isLost, params string[] readers)
        {
            var word = $"surat{messages.Count:00}x";
            messages.Add((word, readers));
            return db.Add(SquareMessage.In(between, face.Id, $"{word} {Everywhere}", Guid.CreateVersion7(), isLost, App.Clock.Now())).Entity;
        }

        Write(open, joko, false, Author, "kader");
        Write(open, faces["Bu Yanti"], false, Author, "kader");
        Write(open, joko, false, Author).Hide(App.Clock.Now());
        Write(lost, joko, true, Author);
        Write(declined, faces["Bidan Ayu"], false, "reviewer");
        await db.SaveChangesAsync();
        handles.AddRange([faces["Bu Yanti"].Handle, faces["Bu Sari"].Handle]);
    }

    // A member of no village and no group, one of the village alone, one at a group's door, one who left two groups.
    private async Task Neighbours(PendopoDb db, Dictionary<string, Group> groups)
    {
        var village = (await db.Set<Member>().FirstAsync(member => member.VillageId != null)).VillageId;
        var (club, carers) = (groups["Klub diabetes"], groups["Pendamping"]);
        foreach (var (role, state) in new[] { ("moderator", (BelongingState?)null), ("officer", BelongingState.Asked), ("auditor", BelongingState.Left) })
        {
            var person = await App.PersonOf(role);
            var member = Member.Of(club.CentreId, person.Id, "", App.Clock.Now());
            var face = Face.Of(member, null, person.Name);
            db.AddRange(member, face);
            foreach (var group in state is null ? [] : new[] { club, carers })
            {
                var belonging = Belonging.Of(group, face, App.Clock.Now());
                belonging.Become(state!.Value, App.Clock.Now());
                db.Add(belonging);
            }
        }
        village.ShouldNotBeNull();
        string[] none = [], both = ["Klub diabetes", "Pendamping"];
        people = new()
        {
            ["visitor"] = new(false, false, none, none),
            ["desk"] = new(false, false, none, none),
            ["member@kenanga"] = new(false, false, none, none),
            ["moderator"] = new(true, false, none, none),
            ["officer"] = new(true, false, none, none),
            ["auditor"] = new(true, false, none, none),
            ["reviewer"] = new(true, false, none, none),
            ["kader"] = new(true, true, none, none),
            ["clinician"] = new(true, false, both, both),
            [Blocker] = new(true, true, ["Pendamping"], none),
            [Author] = new(true, true, both, none),
        };
    }

    private Said Add(PendopoDb db, string kind, (SaidAudience Audience, Group? Group, Face Face) place, Member member, Said? root)
    {
        var word = $"kata{items.Count:00}x";
        var said = root is null
            ? Said.Post(place.Face, new(place.Audience, place.Group?.Id, place.Audience == SaidAudience.Village ? member.VillageId : null, "diabetes", $"{word} {Everywhere}", "", Guid.CreateVersion7(), kind == "question"), App.Clock.Now())
            : Said.Under(root, place.Face, $"{word} {Everywhere}", Guid.CreateVersion7(), App.Clock.Now());
        db.Add(said);
        if (kind == "question")
            numbers.Add($"{db.Add(Question.Of(said, null)).Entity.Id}");
        items.Add(new(said.Id, kind, word, place.Audience, place.Group?.Name, kind.StartsWith("hidden", StringComparison.Ordinal), kind.StartsWith("gone", StringComparison.Ordinal), place.Face.GroupId is not null, null));
        return said;
    }

    private async Task AddPicture(IServiceProvider services, PendopoDb db, Said root, Face face)
    {
        using var bytes = new MemoryStream(PictureSamples.Png());
        var file = (await services.GetRequiredService<TakeFile>().Run(root.CentreId, (await App.PersonOf(Author)).Id, bytes, $"alt{pictures.Count:00}", default)).Value;
        db.Add(SaidPicture.Of(root, file.Id, 0));
        pictures.Add(file.Name);
        items[items.FindIndex(item => item.Id == root.Id)] = items.Find(item => item.Id == root.Id)! with { Picture = file.Name };
        face.ShouldNotBeNull();
    }

    private sealed record Item(Id<Said> Id, string Kind, string Word, SaidAudience Audience, string? Group, bool IsHidden, bool IsGone, bool ByAlias, string? Picture)
    {
        public string Name => $"a {Kind} for {Audience} {Group}";
    }

    private sealed record Who(bool IsMember, bool InVillage, string[] Groups, string[] Leads);
}

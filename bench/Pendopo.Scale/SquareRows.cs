using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Community.Questions;
using Pendopo.Community.Search;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Text;

namespace Pendopo.Scale;

/// <summary>A square with so many posts, each with a comment; a member for ten posts and a group for two hundred. One in ten is a question.</summary>
internal sealed class SquareRows(PendopoDb db, int posts)
{
    /// <summary>Members that can sign in, with the password of the sample world's own.</summary>
    public const int Readers = 48;

    public const string GroupName = "Kelompok ukur";

    // A larger square is a smaller one many times over: every word of a million posts would be fifty million rows, and only its pages are measured.
    private const int Written = 100_000, Once = 10_000, FewTerms = 2, Batch = 500, GroupsEach = 5;

    // A month holds the same however many posts there are.
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(30);

    private readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    private readonly int written = posts > Written ? Once : posts;

    public static string Email(int reader) => $"warga-{reader}@ukur.example";

    public async Task Fill(string email)
    {
        var scope = new CentreScope();
        scope.EnterInstallation();
        db.For(scope);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var centre = await db.Set<Centre>().AsNoTracking().SingleAsync(row => row.Handle == "melati");
        var known = await db.Set<Account>().AsNoTracking().SingleAsync(row => row.Email == email);
        var groups = Enumerable.Range(0, Math.Max(GroupsEach, written / 200)).Select(number => Found(centre.Id, number)).ToList();
        await Keep(groups);
        var faces = await Members(centre.Id, known, groups);
        await Talk(faces, groups);
        foreach (var type in new[] { typeof(Said), typeof(SaidTerm) })
            await Repeat(type);
    }

    /// <summary>What was written, over and over, each time as much longer ago as all of it took.</summary>
    private async Task Repeat(Type type)
    {
        var (times, postgres, table) = ((posts / written) - 1, db.Database.IsNpgsql(), db.Model.FindEntityType(type)!);
        if (times == 0)
            return;
        var back = (long)(Apart * written).TotalSeconds;
        var columns = table.GetProperties().ToDictionary(property => property.GetColumnName(), property => property.Name switch
        {
            "Id" or "RootId" or "SaidId" or "Key" when postgres => $"(lpad(to_hex(k.i), 8, '0') || substr({property.GetColumnName()}::text, 9))::uuid",
            "Id" or "RootId" or "SaidId" or "Key" => $"printf('%08X', k.i) || substr({property.GetColumnName()}, 9)",
            nameof(Said.At) when postgres => $"at - k.i * interval '{back} seconds'",
            nameof(Said.At) => $"at - k.i * {back * TimeSpan.TicksPerSecond}",
            _ => property.GetColumnName(),
        });
        // An empty root is none: nothing is made of it.
        columns = columns.ToDictionary(column => column.Key, column => column.Key == "root_id" ? $"CASE WHEN root_id IS NULL THEN NULL ELSE {column.Value} END" : column.Value);
        var again = $"WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < {times}) INSERT INTO {table.GetTableName()} ({string.Join(", ", columns.Keys)}) SELECT {string.Join(", ", columns.Values)} FROM {table.GetTableName()}, k";
        await db.Database.ExecuteSqlRawAsync(again);
    }

    private Group Found(Id<Centre> centre, int number)
    {
        var group = Group.Found(centre, now - TimeSpan.FromDays(400));
        group.Settle(new($"{GroupName} {number}", "Untuk mengukur.", "", "", GroupDoor.Open, AdultsOnly: false));
        group.Invite(new($"{number:x64}", ""));
        return group;
    }

    private async Task<List<Face>> Members(Id<Centre> centre, Account known, List<Group> groups)
    {
        var faces = new List<Face>();
        for (var number = 0; number < Math.Max(Readers, written / 10); number++)
        {
            var person = db.Add(Person.Named($"Warga {number}", "", now)).Entity;
            var member = db.Add(Member.Of(centre, person.Id, "", now - TimeSpan.FromDays(300))).Entity;
            member.Settle(null, ["diabetes", "child"]);
            var face = db.Add(Face.Of(member, null, person.Name)).Entity;
            faces.Add(face);
            if (number < Readers)
                db.Add(new Account { PersonId = person.Id, CreatedAt = now, UserName = Email(number), NormalizedUserName = Email(number).ToUpperInvariant(), Email = Email(number), NormalizedEmail = Email(number).ToUpperInvariant(), EmailConfirmed = true, PasswordHash = known.PasswordHash });
            foreach (var group in Enumerable.Range(0, GroupsEach).Select(place => groups[(number + (place * 101)) % groups.Count]).Distinct())
            {
                var belonging = db.Add(Belonging.Of(group, face, now)).Entity;
                belonging.Become(BelongingState.In, now - TimeSpan.FromDays(200));
            }
            if (number % Batch == Batch - 1)
                await Save();
        }
        await Save();
        return faces;
    }

    private async Task Talk(List<Face> faces, List<Group> groups)
    {
        var writer = new Writer(Testing.Repository.PathTo());
        for (var number = 0; number < written; number++)
        {
            var (face, at) = (faces[number * 7919L % faces.Count is var by ? (int)by : 0], now - (Apart * (written - number)));
            var audience = (number % 10) switch { < 5 => SaidAudience.Everyone, < 8 => SaidAudience.Members, _ => SaidAudience.Group };
            var (title, body) = writer.Post();
            var text = $"{title}. {body[..Math.Min(body.Length, 200)]}";
            var post = Said.Post(face, new(audience, audience == SaidAudience.Group ? groups[number % groups.Count].Id : null, null, "diabetes", text, "", Guid.CreateVersion7(), number % 10 == 1), at);
            Say(post);
            if (post.IsAsked)
                db.Add(Question.Of(post, at.AddDays(1)));
            Say(Said.Under(post, faces[(number + 1) % faces.Count], $"Terima kasih, {title}.", Guid.CreateVersion7(), at.AddMinutes(5)));
            if (number % Batch == Batch - 1)
                await Save();
        }
        await Save();
    }

    private void Say(Said said)
    {
        db.Add(said);
        db.AddRange(SearchText.Terms(said.Text).Distinct(StringComparer.Ordinal).Take(posts > Written ? FewTerms : int.MaxValue).Select(term => SaidTerm.Of(said, term)));
    }

    private async Task Keep<T>(List<T> rows) where T : class
    {
        db.AddRange(rows);
        await Save();
    }

    private async Task Save()
    {
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }
}

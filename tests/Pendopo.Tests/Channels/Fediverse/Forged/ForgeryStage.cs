using System.Data.Common;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse.Forged;

/// <summary>The running inbox with a scene before it, on which forgers try. It is set up once; since nothing they do changes anything, every
/// attempt finds it as the first did.</summary>
public abstract class ForgeryStage(TestApp app) : IAsyncLifetime
{
    // What a refused request may leave: work that was taken up and dropped, marks of bad keys, counts of fetches.
    private static readonly string[] Bookkeeping = ["platform_job", "platform_node", "channels_fediverse_memory", "channels_fediverse_fetch"];

    private readonly Dictionary<string, SigningKey> oldKeys = [];
    private ForgedWeb? web;
    private ForgedScene? scene;
    private int attempts;

    internal TestApp App => app;

    internal ForgedWeb Web => web!;

    internal ForgedScene Scene => scene! with { Now = App.Clock.GetUtcNow() };

    public async Task InitializeAsync()
    {
        await App.Begin();
        web = await ForgedWeb.Start();
        App.Replace = services =>
        {
            services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8"] });
            services.AddSingleton(_ => new FetchBudget(ofOneServer: 100_000, ofAll: 100_000));
        };
        await App.CentreOf("melati");
        scene = await Build();
        await App.RunJobs();
    }

    public async Task DisposeAsync() => await Web.DisposeAsync();

    /// <summary>A new attempt at this kind, by a forger whom nobody has met; a minute later than the one before, so that no bound on requests is reached.</summary>
    internal Forgery Next(ForgedKind kind)
    {
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        return new(Web, Scene, kind, Interlocked.Increment(ref attempts)) { OldKey = oldKeys[kind.Victim(Scene).Id] };
    }

    /// <summary>Sends it to the inbox and lets all jobs run.</summary>
    internal async Task<int> Send(RequestDescription request)
    {
        using var client = App.Anonymous();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(request.TargetUri).PathAndQuery) { Content = new ByteArrayContent(request.Body.ToArray()) };
        message.RequestUri = new Uri("/inbox", UriKind.Relative);
        foreach (var (name, value) in request.Headers)
        {
            if (name == "Host")
                message.Headers.Host = value;
            else if (name == "Content-Type")
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                message.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await client.SendAsync(message);
        await App.RunJobs();
        return (int)response.StatusCode;
    }

    /// <summary>Every row of every table that may not change, as text. Of the people elsewhere only when they were fetched may.</summary>
    internal async Task<List<string>> Rows()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var rows = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Except(Bookkeeping).Order(StringComparer.Ordinal))
            rows.AddRange(await Rows(connection, table));
        // Forgers may be known by their own names.
        rows.RemoveAll(row => row.StartsWith("channels_fediverse_person\t", StringComparison.Ordinal) && (row.Contains("uri=http://127.66.", StringComparison.Ordinal) || row.Contains("/users/mallory", StringComparison.Ordinal)));
        return rows;
    }

    private static async Task<List<string>> Rows(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var row = new StringBuilder(table);
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (reader.GetName(i) is not "fetched_at")
                    row.Append(CultureInfo.InvariantCulture, $"\t{reader.GetName(i)}={(reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i))}");
            }
            rows.Add(row.ToString());
        }
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    internal async Task Honest(FakePerson person, JsonNode activity)
    {
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        var request = new RequestDescription("POST", "http://localhost:5080/inbox", [new("Content-Type", ActivityDocument.MediaType), new("Host", "localhost:5080")], ActivityWriter.Bytes(activity));
        (await Send(RequestSigner.Sign(request, SignatureScheme.Cavage, person.Key, App.Clock.GetUtcNow()).Aggregate(request, (so, header) => ForgedHeaders.Set(so, header.Key, header.Value)))).ShouldBe(202);
    }

    private async Task<ForgedScene> Build()
    {
        var origin = Web.Server(0).Replace("127.66.0.1", "127.0.0.1", StringComparison.Ordinal);
        var (rina, budi, home) = (Web.Person(origin, "rina"), Web.Person(origin, "budi"), Web.Person(Web.Server(0), "rumah"));
        home.AlsoKnownAs = [rina.Id];
        var (first, second) = (await Publish("Jadwal imunisasi"), await Publish("Cuci tangan"));
        var question = rina.Note("<p>Jam berapa?</p>", first, [FediverseTests.Public], [FediverseTests.Melati], App.Clock.GetUtcNow());
        var like = rina.Activity("Like", first);
        await Honest(rina, rina.Activity("Create", question));
        await Honest(rina, like);
        await Honest(budi, budi.Activity("Follow", FediverseTests.Melati));
        var follows = new Dictionary<string, string> { [rina.Id] = await Ask(rina), [budi.Id] = await Ask(budi) };
        await Rotate(rina, budi);
        var built = new ForgedScene(rina, budi, home, App.Clock.GetUtcNow()) { First = first, Second = second, Question = (string)question["id"]!, LikeId = (string)like["id"]!, Follows = follows };
        await Honest(rina, rina.Activity("Accept", built.FollowOf(rina)));
        await Honest(budi, budi.Activity("Like", first));
        return built;
    }

    /// <summary>Both take new keys; what they send next makes them known.</summary>
    private async Task Rotate(params FakePerson[] people)
    {
        foreach (var person in people)
        {
            oldKeys[person.Id] = person.Key;
            person.Rotate();
        }
        await App.RunJobs();
    }

    private async Task<string> Ask(FakePerson person)
    {
        await using var scope = await App.ScopeOf("officer");
        var services = scope.ServiceProvider;
        var known = await services.GetRequiredService<PendopoDb>().Set<RemoteActor>().SingleAsync(row => row.Uri == person.Id);
        var asked = await services.GetRequiredService<FollowAccount>().Follow(known.Id, default);
        return asked.Value.FollowUri;
    }

    private async Task<string> Publish(string title)
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter((await App.CentreOf("melati")).Id);
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var account = await accounts.Open((await accounts.All(default)).Single(found => found.Network == "fediverse"), default);
        var post = new OutgoingPost { Key = Guid.CreateVersion7(), IntendedAt = App.Clock.GetUtcNow(), Revision = 1, Title = title, Text = title, Html = $"<p>{title}</p>", Url = $"http://localhost:5080/@melati/posts/{title.Length}", Language = "id", Tags = [], Images = [] };
        return (await accounts.Connector("fediverse").Publish(account, post, default)).ShouldBeOfType<SendOutcome.Sent>().Remote.Id;
    }
}

public sealed class ForgeryStageOnSqlite(SqliteApp app) : ForgeryStage(app);

public sealed class ForgeryStageOnPostgres(PostgresApp app) : ForgeryStage(app);

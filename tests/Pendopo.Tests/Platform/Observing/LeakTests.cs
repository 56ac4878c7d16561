using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.Observing;
using Pendopo.Testing;
using Pendopo.Tests.Doors;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Observing;

/// <summary>Five hundred canaries through every address, every form and every failure that can be provoked: none of them stands in a line of the
/// log, in a trace, a measure, the audit, a letter to colleagues, the reason of a failed job, or the page of an error.</summary>
[Collection("sqlite")]
public sealed partial class LeakTests(SqliteApp app) : AppTests(app)
{
    private static readonly string[] Roles = ["administrator", "officer", "reviewer", "safety-lead", "desk", "head", "moderator", "clinician", "member"];

    private readonly Canaries canaries = new();
    private readonly Ears ears = new();
    private readonly List<string> errors = [];
    private readonly ScriptedNetwork network = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton<ILoggerProvider>(ears).Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Debug).AddSingleton<IConnector>(network);
        await App.CentreOf("melati");
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task None_of_five_hundred_canaries_stands_where_nobody_put_it()
    {
        IReadOnlyList<string> letters;
        using (var listener = ears.Measure())
        using (Telemetry.Traces().AddProcessor(new SimpleActivityExportProcessor(new Ears.Keep(ears.Traces))).Build())
        {
            await NoMailServer();
            await Conversations();
            var secrets = await new LeakLife(App, canaries).Live();
            await App.RunJobs();
            letters = await Letters();
            await Addresses();
            await Bodies();
            var ids = await Ids();
            foreach (var role in Roles.Take(Series.Of("LEAK_ROLES", suite: 3, nightly: Roles.Length)))
                await Forms(() => App.Client(role), RouteRows.All.Where(row => row.Methods.Contains("GET") && row.Allows(role) && !row.Pattern.StartsWith("/api/", StringComparison.Ordinal) && !Endless(row.Pattern)).Select(row => RouteRows.Fill(row.Pattern, ids)).Distinct(StringComparer.Ordinal));
            await Forms(() => Task.FromResult(App.Anonymous()), secrets);
            await Strangers();
            await Failures();
            listener.RecordObservableInstruments();
        }
        canaries.Used.ShouldBe(Canaries.Count);
        errors.Count.ShouldBeGreaterThan(50);
        Leaks("log", ears.Log);
        Leaks("error page", errors);
        Leaks("measure", ears.Measures);
        Leaks("trace", ears.Traces);
        letters.Count.ShouldBeGreaterThan(3);
        Leaks("mail", letters);
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        Leaks("job", await db.Set<Job>().Where(job => job.LastError != null).Select(job => job.Kind + ": " + job.LastError).ToListAsync());
        Leaks("audit", (await db.Set<AuditEntry>().ToListAsync()).Select(entry => $"{entry.Act} {entry.Subject} {entry.Detail}"));
    }

    private void Leaks(string where, IEnumerable<string> texts) =>
        texts.SelectMany(text => canaries.In(text).Select(canary => $"{where}: {Around(text, canary)}")).Distinct(StringComparer.Ordinal).Take(40).ShouldBeEmpty();

    private static string Around(string text, string canary)
    {
        var at = text.IndexOf(Canaries.Mark(canary), StringComparison.Ordinal);
        return text[..Math.Min(40, text.Length)].ReplaceLineEndings(" ") + " … " + text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 40)].ReplaceLineEndings(" ");
    }

    /// <summary>Every route, with canaries in the place of its parameters, in its query, its headers and its body.</summary>
    private async Task Addresses()
    {
        using var visitor = App.Anonymous();
        using var officer = await App.Client("officer");
        foreach (var route in App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(route => route.RoutePattern.RawText?.Contains("stream", StringComparison.OrdinalIgnoreCase) != true && route.RoutePattern.RawText?.Contains("live", StringComparison.OrdinalIgnoreCase) != true))
        {
            var path = "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternParameterPart { Name: "at" or "At" } => "@" + canaries.Next(),
                _ => canaries.Next(),
            }))));
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Where(method => method != "HEAD") ?? ["GET"])
            {
                foreach (var client in new[] { visitor, officer })
                    await Send(client, new(method), $"{path}?q={canaries.Next()}", method is "GET" ? null : new StringContent($"{{\"name\":\"{canaries.Next()}\",\"text\":\"{canaries.Next()}\"}}", Encoding.UTF8, "application/json"));
            }
        }
    }

    /// <summary>Every form of every page, filled in and sent; where an address names something, of something that is there.</summary>
    private async Task Forms(Func<Task<HttpClient>> browser, IEnumerable<string> pages)
    {
        foreach (var path in pages)
        {
            // Signed in anew for each: some forms end the session.
            using var client = await browser();
            using var page = await client.GetAsync(path);
            if (page.StatusCode != HttpStatusCode.OK || page.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            var document = await new HtmlParser().ParseDocumentAsync(await page.Content.ReadAsStringAsync());
            foreach (var form in document.QuerySelectorAll("form").Where(form => string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)))
            {
                var action = form.GetAttribute("action") is { Length: > 0 } own ? own : path;
                if (!action.Contains("sign-out", StringComparison.Ordinal))
                    await Send(client, HttpMethod.Post, action.StartsWith('/') ? action : path, new FormUrlEncodedContent(Filled(form)));
            }
        }
    }

    private static bool Endless(string path) => path.Contains("sign-out", StringComparison.Ordinal) || path.Contains("stream", StringComparison.Ordinal) || path.Contains("live", StringComparison.Ordinal);

    private async Task<Dictionary<string, string>> Ids()
    {
        await using var scope = await App.Scope();
        return await RouteRows.Samples(scope.ServiceProvider.GetRequiredService<PendopoDb>(), await App.CentreOf("melati"));
    }

    /// <summary>Every route that reads JSON, a word in each of its fields, one after the other and all together.</summary>
    private async Task Bodies()
    {
        using var officer = await App.Client("administrator");
        foreach (var route in await JsonRoute.All(App))
        {
            foreach (var body in route.Fields.Select(field => route.With(field, $"\"{canaries.Next()}\"")).Append($"{{{string.Join(',', route.Fields.Where(field => !field.Contains('.')).Select(field => $"\"{field}\":\"{canaries.Next()}\""))}}}"))
                await Send(officer, route.Method, route.Path, new StringContent(body, Encoding.UTF8, "application/json"));
        }
    }

    /// <summary>A mail server that is not there: letters to colleagues stay in the queue, and sending them fails.</summary>
    private async Task NoMailServer()
    {
        using var rina = await App.Client("administrator");
        await rina.Submit("/admin/settings", "mail", ("Mail.Host", "127.0.0.1"), ("Mail.Port", $"{FreePort.Next()}"), ("Mail.Security", "none"), ("Mail.From", "halo@melati.example"));
    }

    /// <summary>What the letters of the queue say, opened.</summary>
    private async Task<IReadOnlyList<string>> Letters()
    {
        await using var scope = await App.Scope();
        var opener = scope.ServiceProvider.GetRequiredService<IDataProtectionProvider>().CreateProtector(MailOut.Seal);
        var waiting = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().AsNoTracking().Where(job => job.Queue == "mail").Select(job => job.Arguments).ToListAsync();
        return [.. waiting.Select(arguments => opener.Unprotect(JsonDocument.Parse(arguments).RootElement.EnumerateObject().Single().Value.GetString()!))];
    }

    private List<KeyValuePair<string, string>> Filled(IElement form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var field in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var value = (field.LocalName, field.GetAttribute("type")) switch
            {
                (_, "hidden" or "checkbox" or "radio" or "submit") => field.GetAttribute("value") ?? "",
                ("select", _) => field.QuerySelector("option[selected], option")?.GetAttribute("value") ?? "",
                (_, "email") => canaries.Next() + "@contoh.example",
                (_, "file") => null,
                _ => canaries.Next(),
            };
            if (value is not null)
                fields.Add(new(field.GetAttribute("name")!, value));
        }
        // A form of several acts is sent by its first button.
        if (form.QuerySelector("button[name]") is { } button)
            fields.Add(new(button.GetAttribute("name")!, button.GetAttribute("value") ?? ""));
        return fields;
    }

    /// <summary>Other servers and people who cannot sign in.</summary>
    private async Task Strangers()
    {
        using var visitor = App.Anonymous();
        for (var i = 0; i < 20; i++)
        {
            var activity = $"{{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"https://{canaries.Next()}.example/1\",\"type\":\"Create\",\"actor\":\"https://{canaries.Next()}.example/{canaries.Next()}\",\"object\":{{\"type\":\"Note\",\"content\":\"{canaries.Next()}\"{(i % 2 == 0 ? "}}" : "")}";
            using var content = new StringContent(activity, Encoding.UTF8, "application/activity+json");
            content.Headers.TryAddWithoutValidation("Signature", $"keyId=\"https://{canaries.Next()}.example/{canaries.Next()}#main-key\",headers=\"(request-target) host date digest\",signature=\"{canaries.Next()}\"");
            await Send(visitor, HttpMethod.Post, "/inbox", content);
            await visitor.Submit("/sign-in", "sign-in", ("Form.Email", canaries.Next() + "@contoh.example"), ("Form.Password", canaries.Next()));
            await Send(visitor, HttpMethod.Get, $"/.well-known/webfinger?resource=acct:{canaries.Next()}@{canaries.Next()}.example", null);
        }
    }

    /// <summary>A network that breaks with somebody's words in its mouth, and work that does.</summary>
    private async Task Failures()
    {
        await using (var scope = await App.Scope())
        {
            var jobs = scope.ServiceProvider.GetRequiredService<JobBoard>();
            var centre = (await App.CentreOf("melati")).Id;
            jobs.Add(new Pendopo.Platform.Events.HandleEvent("NobodyIsThere", $"{{\"{canaries.Next()}\":1}}"), centre: centre);
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromHours(2));
        await App.Tick();
        await App.RunJobs();
    }

    /// <summary>People write on a network that breaks when they are answered.</summary>
    private async Task Conversations()
    {
        var channel = Channel.Connect((await App.CentreOf("melati")).Id, ScriptedNetwork.Name, "melati.scripted", "melati", null, App.Clock.Now());
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        db.Add(channel);
        scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new Pendopo.Channels.Connected.HearChannel(channel.Id));
        network.Inbound.Enqueue(new Heard([.. Enumerable.Range(0, 20).Select(i => new Incoming(new RemoteRef($"m{i}", null, "v1"), i % 2 == 0 ? IncomingKind.Private : IncomingKind.Reply,
            new RemotePerson($"did:{canaries.Next()}", canaries.Next(), canaries.Next(), null), null, new RemoteRef($"r{i}", null), canaries.Next(), null, "id", App.Clock.Now()))], "next"));
        await db.SaveChangesAsync();
        await App.RunJobs();
        var heard = await db.Set<Conversation>().Where(row => row.ChannelId == channel.Id).ToListAsync();
        heard.Count.ShouldBe(20);
        foreach (var conversation in heard)
        {
            network.Answers.Enqueue(() => throw new InvalidOperationException(canaries.Next()));
            (await scope.ServiceProvider.GetRequiredService<AnswerConversation>().Handle(new(conversation.Id, "Terima kasih", null), default)).Ok.ShouldBeTrue();
        }
        App.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task Send(HttpClient client, HttpMethod method, string path, HttpContent? content)
    {
        // What this very request brings; what others saved stands on pages because they wanted it there.
        var brought = canaries.In($"{path} {(content is null ? "" : await content.ReadAsStringAsync())}").ToList();
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", canaries.Next());
        request.Headers.TryAddWithoutValidation("Referer", $"https://{canaries.Next()}.example/");
        request.Headers.TryAddWithoutValidation("X-Request-Id", canaries.Next());
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A form that is shown again keeps what was typed: that is its person's own page, and no error of the house.
        if ((int)answer.StatusCode >= 400 && answer.StatusCode is not (HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict))
        {
            // The switches of language and look lead back to the address that the reader stands at, and has before their eyes; only there it may stand.
            var page = OwnAddress().Replace(await answer.Content.ReadAsStringAsync(), "");
            errors.Add($"{method} {(int)answer.StatusCode} " + string.Join(" … ", canaries.In(page).Intersect(brought).Select(canary => Around(page, canary))));
        }
    }

    [GeneratedRegex("href=\"/(language|theme)/[a-z]+\\?to=[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex OwnAddress();
}

using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Sms;
using Pendopo.Channels.WhatsApp;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Safety.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Outbound;
using Pendopo.Tests.Publishing;
using Pendopo.Tests.StandIns.Sms;

namespace Pendopo.Tests.Channels.Sms;

/// <summary>Posts by SMS through gateways of three shapes.</summary>
[Collection("rooms on sqlite")]
public sealed partial class SmsTests(SqliteApp app) : AppTests(app)
{
    private const string Siti = "6281200000001", Rina = "6281200000002";

    private PublishingStage Stage { get; set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        Stage = new(App);
    }

    [Theory]
    [InlineData((int)GatewayShape.Address)]
    [InlineData((int)GatewayShape.Form)]
    [InlineData((int)GatewayShape.Json)]
    public async Task A_post_goes_once_to_each_who_agreed_by_any_shape_of_gateway_and_its_reports_settle_it(int shape)
    {
        await using var gateway = await GatewayStandIn.StartAsync((GatewayShape)shape);
        var channel = await Connected(gateway);
        await Agrees(channel, "0812 0000 0001");
        await Agrees(channel, "+62 (0)812-0000-0002");
        var post = await Post("Oralit & gula: 1+1=2? \"ya\"");
        gateway.Taken.Select(one => one.To).Order().ShouldBe([Siti, Rina]);
        gateway.Taken.First().Text.ShouldStartWith("Oralit & gula: 1+1=2? \"ya\"\nOralit menggantikan");
        (await Stage.Publication(post.Id, "sms")).State.ShouldBe(PublicationState.Sent);

        var (first, second) = (gateway.Taken.First(), gateway.Taken.Last());
        // Ten times, the earlier word after the later one, and one under our own mark.
        for (var time = 0; time < 10; time++)
            foreach (var (id, state) in new[] { (first.Id, "delivered"), (first.Id, "accepted"), (second.Reference, "UNDELIV"), (second.Id, "buffered") })
                (await Report(channel, id, state, asJson: time % 2 == 0)).ShouldBe(HttpStatusCode.OK);
        (await Lines()).OrderBy(line => line.ContactId).Select(line => line.State).ShouldBe([SendingState.Delivered, SendingState.Failed], ignoreOrder: true);
        (await Report(channel, "somebody-else's", "delivered", asJson: false)).ShouldBe(HttpStatusCode.NotFound);
        using var stranger = App.Anonymous();
        (await stranger.GetAsync($"/hooks/sms/{channel.Id}/0000?messageId={first.Id}&status=failed")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Reports_and_answers_ten_times_shuffled_and_a_week_late_have_one_effect_each_and_no_state_goes_back()
    {
        // Three reports for each person, and five answers: with a number of the gateway, and without one.
        var people = Series.Of("SMS_EVENTS", 160, 10_000) / (10 * 8);
        await using var gateway = await GatewayStandIn.StartAsync(GatewayShape.Json);
        var channel = await Connected(gateway, perMinute: 600);
        for (var person = 0; person < people; person++)
            await Agrees(channel, $"6281200{person:000000}");
        await Post("Jadwal imunisasi");
        for (var minute = 0; minute < 10 && gateway.Taken.Count < people; minute++)
        {
            App.Clock.Advance(TimeSpan.FromMinutes(1));
            await App.RunJobs();
        }
        gateway.Taken.Count.ShouldBe(people);
        // Every other one arrives, the rest never does; before that the gateway told twice that it was on its way.
        var events = gateway.Taken.SelectMany((sms, number) => new[] { $"messageId={sms.Id}&status=accepted", $"messageId={sms.Reference}&status=buffered", $"messageId={sms.Id}&status={(number % 2 == 0 ? "delivered" : "failed")}" }
                .Concat(Enumerable.Range(0, 5).Select(words => $"from={sms.To}&body=Jawaban%20{words}&sms-id={(words % 2 == 0 ? "" : $"in-{number}-{words}")}")))
            .SelectMany(one => Enumerable.Repeat(one, 10)).ToArray();
        new Random(19).Shuffle(events);
        App.Clock.Advance(TimeSpan.FromDays(7));
        using var outside = App.Anonymous();
        var address = $"/hooks/sms/{channel.Id}/{await Secret(channel)}";
        foreach (var one in events)
        {
            // They come over three quarters of an hour, past every quarter on the clock.
            App.Clock.Advance(TimeSpan.FromMinutes(45) / events.Length);
            (await outside.GetAsync($"{address}?{one}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        await App.RunJobs();
        (await Read(db => db.Set<Message>().Where(row => row.Kind == MessageKind.Heard && row.ChannelId == channel.Id).GroupBy(row => row.ConversationId).Select(group => group.Count()).ToListAsync())).ShouldBe(Enumerable.Repeat(5, people));
        var lines = await Lines();
        (lines.Count(line => line.State == SendingState.Delivered), lines.Count(line => line.State == SendingState.Failed)).ShouldBe(((people + 1) / 2, people / 2));
        gateway.Taken.Count.ShouldBe(people, "nobody was written to again");
    }

    [Theory]
    [InlineData((int)GatewayShape.Address)]
    [InlineData((int)GatewayShape.Form)]
    [InlineData((int)GatewayShape.Json)]
    public async Task Whatever_the_gateway_does_nobody_gets_it_twice_and_what_nobody_knows_waits_for_a_person(int shape)
    {
        await using var gateway = await GatewayStandIn.StartAsync((GatewayShape)shape);
        var channel = await Connected(gateway);
        for (var person = 0; person < 7; person++)
            await Agrees(channel, $"62812000001{person:00}");
        gateway.Next(GatewayTrouble.TooMany, GatewayTrouble.Refuses, GatewayTrouble.BreaksAfter, null, GatewayTrouble.Away, GatewayTrouble.NotItsOwnAnswer);
        await Post("Jadwal imunisasi");
        gateway.Calls.ShouldBe(1, "the first was told to wait two minutes, and all wait with it");
        for (var minute = 0; minute < 8; minute++)
        {
            App.Clock.Advance(TimeSpan.FromMinutes(2));
            await App.RunJobs();
        }
        var lines = await Lines();
        lines.GroupBy(line => line.State).ToDictionary(group => group.Key, group => group.Count()).ShouldBe(new Dictionary<SendingState, int>
        {
            [SendingState.Failed] = 1, [SendingState.Unknown] = 2, [SendingState.Accepted] = 4,
        }, ignoreOrder: true);
        gateway.Taken.Select(one => one.To).ShouldBeUnique();
        gateway.Taken.Count.ShouldBe(6, "two of them were taken without a word that can be read");
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/whatsapp/sendings")).ShouldContain("2 pesan tidak diketahui");
        // A report under our own mark settles what nobody knew.
        await Report(channel, gateway.Taken.First().Reference, "delivered", asJson: true);
        (await Lines()).Count(line => line.State == SendingState.Unknown).ShouldBe(1);

        gateway.Next(GatewayTrouble.BadKey);
        await Post("Posyandu pindah");
        var state = (await Read(db => db.Set<Channel>().SingleAsync(row => row.Network == "sms"))).State;
        // A gateway that answers a wrong key in words of its own refuses that message; one that says 401 is connected again by a person.
        state.ShouldBe(gateway.Shape == GatewayShape.Json ? ChannelState.Reconnect : ChannelState.Connected);
    }

    [Fact]
    public async Task STOP_ends_it_a_recall_stops_the_rest_and_what_it_costs_stands_before()
    {
        await using var gateway = await GatewayStandIn.StartAsync(GatewayShape.Form);
        var channel = await Connected(gateway, perMinute: 2);
        foreach (var phone in new[] { Siti, Rina, "6281200000003", "6281200000004" })
            await Agrees(channel, phone);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{(await Stage.Draft()).Id}")).ShouldContain("Terkirim ke 4 orang yang setuju, masing-masing 1 SMS: 4 SMS. Menurut harga Anda sekitar IDR 1.400.");
        var post = await Post("Jadwal imunisasi");
        gateway.Taken.Count.ShouldBe(2, "two a minute");
        using var outside = App.Anonymous();
        var secret = await Secret(channel);
        foreach (var said in new[] { "kapan hujan berhenti?", "BERHENTI" })
            (await outside.PostAsync($"/hooks/sms/{channel.Id}/{secret}", new FormUrlEncodedContent([new("from", "+62812 0000 0004"), new("body", said)]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Read(db => db.Set<Agreement>().CountAsync(row => row.EndedAt != null))).ShouldBe(1);
        (await outside.PostAsync($"/hooks/sms/{channel.Id}/{secret}", new FormUrlEncodedContent([new("from", "+62812 0000 0099"), new("body", "STOP")]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Read(db => db.Set<Contact>().CountAsync())).ShouldBe(4, "whoever stood on no list is not noted for leaving it");
        // Asked for as people write it, everything of a number is told for what it is, and would be erased.
        var told = await Stage.As("officer", scope => scope.GetServices<IPersonalRecords>().OfType<WhatsAppRecords>().Single().Of(RecordSubject.Of("0812-0000-0001"), default));
        told.Count(record => record.Fields.Any(field => field.Value == "SMS")).ShouldBe(3);
        var now = App.Clock.GetUtcNow();
        (await Stage.As("officer", scope => scope.GetServices<ITouchedPeople>().OfType<WhatsAppRecords>().Single().Between(now.AddHours(-1), now.AddHours(1), default))).Select(one => one.Reach).ShouldContain("+" + Siti, "whoever a breach touches is written to");
        told.ShouldAllBe(record => !record.Kind.Contains("WhatsApp", StringComparison.Ordinal));
        (await Stage.As("officer", scope => scope.GetServices<IOutsiderErasure>().OfType<WhatsAppErasure>().Single().Known("0812 0000 0001", default))).ShouldBe([new Outsider("whatsapp", Siti), new Outsider("sms", Siti)], ignoreOrder: true);
        (await Stage.As("officer", scope => scope.GetRequiredService<RecallPost>().Run(post.Id, "Salah jam.", default))).Problems.ShouldBeEmpty();
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromMinutes(3));
        await App.RunJobs();
        gateway.Taken.Count.ShouldBe(2);
        (await Stage.Publication(post.Id, "sms")).TroubleReason.ShouldNotBeNull().ShouldContain("2 SMS sudah keluar");
        (await Lines()).Select(line => line.State).ShouldBe([SendingState.Accepted, SendingState.Accepted, SendingState.Skipped, SendingState.Skipped], ignoreOrder: true);
        var page = await officer.GetStringAsync("/desk/channels/sms");
        page.ShouldContain(secret);
        page.ShouldNotContain(System.Net.WebUtility.HtmlEncode(GatewayStandIn.Key), Case.Sensitive, "a key is shown to nobody again");
        var wrong = await officer.Submit("/desk/channels/sms", "sms", ("Form.Url", "https://gw.example/send?to={to}"), ("Form.Method", "GET"), ("Form.Country", "0"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task What_people_write_comes_into_the_inbox_once_with_the_post_that_it_answers_and_is_answered_by_SMS()
    {
        await using var gateway = await GatewayStandIn.StartAsync(GatewayShape.Form);
        var channel = await Connected(gateway);
        await Agrees(channel, Siti);
        var post = await Post("Jadwal imunisasi");
        var address = $"/hooks/sms/{channel.Id}/{await Secret(channel)}";
        using var outside = App.Anonymous();
        (string From, string Words, string Id)[] deliveries = [("0812 0000 0001", "Bawa buku KIA?", ""), (Rina, "ya", "in-1"), (Rina, "ya", "in-2"), ("TELKOMSEL", "Promo pulsa", "in-3"), (Rina, " ", "in-4")];
        foreach (var (from, words, id) in Enumerable.Repeat(deliveries, 3).SelectMany(all => all))
            (await outside.PostAsync(address, new FormUrlEncodedContent([new("from", from), new("body", words), new("sms-id", id)]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await App.RunJobs();
        var talks = await Read(db => db.Set<Conversation>().AsNoTracking().Where(row => row.Network == "sms").ToListAsync());
        talks.Select(talk => (talk.AuthorId, talk.Private, talk.PostId)).ShouldBe([(Siti, true, post.Id), (Rina, true, null)], ignoreOrder: true);
        (await Read(db => db.Set<Message>().CountAsync(row => row.Kind == MessageKind.Heard && row.ChannelId == channel.Id))).ShouldBe(3, "told three times is said once, and the same word on another day is another message");

        using var officer = await App.Client("officer");
        var talk = talks.Single(one => one.AuthorId == Siti).Id;
        (await officer.GetStringAsync($"/desk/inbox/{talk}")).ShouldContain("sekitar IDR 350 untuk 160 tanda");
        (await officer.PostAsJsonAsync($"/api/v1/conversations/{talk}/answers", new { text = new string('a', 307) })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await Answer(officer, talk, "Ya, “bawa” buku KIA.");
        (gateway.Taken.Last().To, gateway.Taken.Last().Text).ShouldBe((Siti, "Ya, \"bawa\" buku KIA."));
        // Nobody knows whether it is out; it is not sent again, and the gateway's report settles it.
        gateway.Next(GatewayTrouble.BreaksAfter);
        await Answer(officer, talk, "Pukul delapan.");
        (await State(talk)).ShouldBe(MessageState.Unknown);
        await Report(channel, gateway.Taken.Last().Reference, "delivered", asJson: true);
        await App.RunJobs();
        (await State(talk)).ShouldBe(MessageState.Sent);
        gateway.Taken.Count(sms => sms.Text == "Pukul delapan.").ShouldBe(1);
        // After STOP no post comes any more, and a question is answered still.
        (await outside.PostAsync(address, new FormUrlEncodedContent([new("from", Siti), new("body", "STOP")]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Answer(officer, talk, "Sampai besok.");
        gateway.Taken.Last().Text.ShouldBe("Sampai besok.");
        // One emoji makes three messages of these words, so nothing goes.
        await Answer(officer, talk, new string('a', 140) + "🙂");
        (await State(talk)).ShouldBe(MessageState.Failed);
        gateway.Taken.Last().Text.ShouldBe("Sampai besok.");
        // A person looked for it and did not find it: it goes once more, and no more than that.
        gateway.Next(GatewayTrouble.BreaksAfter, GatewayTrouble.BreaksAfter);
        await Answer(officer, talk, "Jam sembilan.");
        var lost = await Read(db => db.Set<Message>().Where(row => row.ConversationId == talk && row.Kind == MessageKind.Answer).OrderByDescending(row => row.Id).Select(row => row.Id).FirstAsync());
        for (var again = 0; again < 2; again++)
        {
            (await State(talk)).ShouldBe(MessageState.Unknown);
            App.Clock.Advance(TimeSpan.FromMinutes(2));
            (await Stage.As("officer", scope => scope.GetRequiredService<SettleAnswer>().Again(lost, default))).Problems.ShouldBeEmpty();
            await App.RunJobs();
        }
        (await State(talk)).ShouldBe(MessageState.Sent);
        gateway.Taken.Count(sms => sms.Text == "Jam sembilan.").ShouldBe(3);
    }

    [Fact]
    public async Task A_number_that_comes_again_is_another_SMS_a_report_with_words_is_none_and_who_is_erased_leaves_no_conversation()
    {
        await using var gateway = await GatewayStandIn.StartAsync(GatewayShape.Form);
        var channel = await Connected(gateway);
        await Agrees(channel, Siti);
        gateway.Next(GatewayTrouble.Refuses);
        await Post("Jadwal imunisasi");
        var line = (await Lines()).ShouldHaveSingleItem();
        line.State.ShouldBe(SendingState.Failed);
        var address = $"/hooks/sms/{channel.Id}/{await Secret(channel)}";
        using var outside = App.Anonymous();
        foreach (var (from, words) in new[] { (Siti, "Besok buka?"), (Rina, "Terima kasih") })
            (await outside.PostAsync(address, new FormUrlEncodedContent([new("from", from), new("body", words), new("sms-id", "1")]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await outside.PostAsync(address, new FormUrlEncodedContent([new("from", Siti), new("body", "Jadwal imunisasi"), new("messageId", line.Mark), new("status", "delivered")]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await App.RunJobs();
        (await Lines()).ShouldHaveSingleItem().State.ShouldBe(SendingState.Delivered);
        (await Read(db => db.Set<Message>().Where(row => row.Kind == MessageKind.Heard && row.ChannelId == channel.Id).Select(row => row.Text).ToListAsync())).ShouldBe(["Besok buka?", "Terima kasih"], ignoreOrder: true);
        var talks = await Read(db => db.Set<Conversation>().AsNoTracking().Where(row => row.Network == "sms").ToListAsync());
        talks.Select(talk => talk.AuthorId).ShouldBe([Siti, Rina], ignoreOrder: true);
        talks.ShouldAllBe(talk => talk.PostId == null, "a post that did not reach them is not what they answer");

        await using (var scope = await App.Scope())
        {
            var erase = scope.ServiceProvider.GetRequiredService<EraseOutsider>();
            foreach (var outsider in await erase.Find("0812 0000 0001", default))
                await erase.Run(outsider, default);
        }
        (await Read(db => db.Set<Conversation>().Where(row => row.Network == "sms").Select(row => row.AuthorId).ToListAsync())).ShouldBe([Rina]);
    }

    private async Task Answer(HttpClient officer, Id<Conversation> talk, string text)
    {
        using var answer = await officer.PostAsJsonAsync($"/api/v1/conversations/{talk}/answers", new { text });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        App.Clock.Advance(TimeSpan.FromSeconds(15));
        await App.RunJobs();
    }

    private Task<MessageState> State(Id<Conversation> talk) => Read(db => db.Set<Message>().Where(row => row.ConversationId == talk && row.Kind == MessageKind.Answer).OrderByDescending(row => row.Id).Select(row => row.State).FirstAsync());

    [Fact]
    public async Task A_kept_key_stays_with_the_server_it_was_given_for_and_no_header_steers_the_connection()
    {
        (await Set(new() { Url = "https://gw.example/send", Key = "kunci-1" })).Problems.ShouldBeEmpty();
        (await Set(new() { Url = "https://GW.example/v2/send" })).Value.State.ShouldBe(ChannelState.Connected);
        (await Set(new() { Url = "https://elsewhere.example/send" })).Problems.ShouldHaveSingleItem().Field.ShouldBe("Key");
        (await Set(new() { Url = "https://gw.example/send?to={to}", Method = "GET" })).Problems.ShouldHaveSingleItem().Text.ShouldContain("{text}");
        foreach (var header in new[] { "Host: elsewhere.example", "transfer-encoding: chunked", "X-Words: {text}" })
            (await Set(new() { Url = "https://gw.example/send", Headers = header })).Problems.ShouldHaveSingleItem().Field.ShouldBe("Headers");
        var channel = (await Read(db => db.Set<Channel>().AsNoTracking().SingleAsync(row => row.Network == "sms")))!;
        var kept = await Stage.As("officer", scope => scope.GetRequiredService<ConnectSms>().Keys(channel, default));
        (kept.Url, kept.Key).ShouldBe(("https://GW.example/v2/send", "kunci-1"));
        (await Set(new() { Url = "https://elsewhere.example/send", Key = "kunci-2" })).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gateway_that_takes_an_SMS_by_its_address_and_dies_is_not_asked_again()
    {
        var calls = 0;
        await using var gateway = RawServer.Start(async call =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                await call.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            else
                call.Close();
        });
        using var outbound = new OutboundHttp(new OutboundOptions { AllowedPrivate = ["127.0.0.1/32"] }, TimeProvider.System);
        var keys = new SmsKeys(gateway.Url + "/send?to={to}&text={text}", "", IsGet: true, "", "", "", "", "", "", "", "", "", "", "", "", 60, null, "IDR");
        (await new SmsGateway(outbound).Send(keys, Siti, "Posyandu", "1", SmsWords.Here, default)).Kind.ShouldBe(VerdictKind.Sent);
        (await new SmsGateway(outbound).Send(keys, Rina, "Posyandu", "2", SmsWords.Here, default)).Kind.ShouldBe(VerdictKind.Unknown);
        gateway.Heads.Count.ShouldBe(2);
    }

    private Task<Pendopo.Platform.Result<Channel>> Set(ConnectSms.Request request) => Stage.As("officer", scope => scope.GetRequiredService<ConnectSms>().Run(
        request with { Name = "MELATI", Country = "62", Method = request.Method ?? "POST", ContentType = "application/json", Body = "{\"to\":\"{to}\",\"text\":\"{text}\",\"key\":\"{key}\"}" }, default));

    private async Task<Channel> Connected(GatewayStandIn gateway, int perMinute = 60)
    {
        var request = new ConnectSms.Request { Name = "MELATI", Country = "+62", Key = GatewayStandIn.Key, ReportId = "messageId", ReportStatus = "status", Arrived = "delivered", Failed = "failed, UNDELIV", StopFrom = "from", StopText = "body", HeardId = "sms-id", PerMinute = $"{perMinute}", Price = "350" };
        request = gateway.Shape switch
        {
            GatewayShape.Address => request with { Method = "GET", Url = gateway.Url + "/sendsms?username=melati&password={key}&destination={to}&message={text}&ref={id}", Accepted = "1701|*:{id}" },
            GatewayShape.Form => request with { Method = "POST", Url = gateway.Url + "/sms/json", ContentType = "application/x-www-form-urlencoded", Body = "api_secret={key}&from=MELATI&to={to}&text={text}&client-ref={id}", Accepted = "messages.0.status=0", IdAt = "messages.0.message-id" },
            _ => request with { Method = "POST", Url = gateway.Url + "/messages", ContentType = "application/json", Headers = "Authorization: Bearer {key}", Body = "{\"to\":\"{to}\",\"body\":\"{text}\",\"ref\":\"{id}\"}", IdAt = "sid" },
        };
        return (await Stage.As("officer", scope => scope.GetRequiredService<ConnectSms>().Run(request, default))).Value;
    }

    private async Task Agrees(Channel channel, string phone) =>
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepAgreement>().Note(channel, new(phone, "", "News", "Paper", "", true), default))).Problems.ShouldBeEmpty();

    private async Task<Post> Post(string title)
    {
        var post = await Stage.Approved(PublishingStage.Words(title));
        await Stage.Schedule(post.Id, null, "sms");
        App.Clock.Advance(TimeSpan.FromSeconds(5));
        await App.RunJobs();
        App.Clock.Advance(TimeSpan.FromSeconds(5));
        await App.RunJobs();
        return post;
    }

    private async Task<HttpStatusCode> Report(Channel channel, string id, string state, bool asJson)
    {
        using var outside = App.Anonymous();
        var address = $"/hooks/sms/{channel.Id}/{await Secret(channel)}";
        return asJson ? (await outside.PostAsync(address, new StringContent($$"""{"messageId":"{{id}}","status":"{{state}}"}""", System.Text.Encoding.UTF8, "application/json"))).StatusCode
            : (await outside.GetAsync($"{address}?messageId={Uri.EscapeDataString(id)}&status={state}")).StatusCode;
    }

    private Task<string> Secret(Channel channel) => Stage.As("officer", async scope => (await scope.GetRequiredService<ConnectSms>().Keys((await scope.GetRequiredService<Accounts>().Find(channel.Id, default))!, default)).Secret);

    private Task<List<Sending>> Lines() => Read(db => db.Set<Sending>().AsNoTracking().Where(row => row.Kind == SendingKind.Post).OrderBy(row => row.Id).ToListAsync());

    private Task<T> Read<T>(Func<PendopoDb, Task<T>> read) => Stage.As("officer", scope => read(scope.GetRequiredService<PendopoDb>()));
}

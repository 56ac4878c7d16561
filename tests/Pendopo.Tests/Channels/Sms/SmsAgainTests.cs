using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Sms;
using Pendopo.Channels.WhatsApp;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.StandIns.Sms;

namespace Pendopo.Tests.Channels.Sms;

/// <summary>The same words again, from a gateway that numbers no SMS.</summary>
public sealed partial class SmsTests
{
    [Fact]
    public async Task Without_a_number_the_same_words_count_once_within_an_hour_of_the_first_and_later_they_are_said_again()
    {
        await using var gateway = await GatewayStandIn.StartAsync(GatewayShape.Form);
        var channel = await Connected(gateway);
        var address = $"/hooks/sms/{channel.Id}/{await Secret(channel)}";
        using var outside = App.Anonymous();
        async Task<int> After(int minutes, string words = "Tolong, demam tiga hari")
        {
            App.Clock.Advance(TimeSpan.FromMinutes(minutes));
            (await outside.PostAsync(address, new FormUrlEncodedContent([new("from", Siti), new("body", words)]))).StatusCode.ShouldBe(HttpStatusCode.OK);
            await App.RunJobs();
            return await Read(db => db.Set<Message>().CountAsync(row => row.Kind == MessageKind.Heard && row.ChannelId == channel.Id));
        }
        (await After(14)).ShouldBe(1);
        (await After(2)).ShouldBe(1, "a quarter of an hour on the clock lies between");
        (await After(5, "ya")).ShouldBe(2);
        (await After(52)).ShouldBe(2, "59 minutes after the first");
        (await After(1)).ShouldBe(3, "an hour after the first, whatever came between: said again");
        // Told twice at the same moment by two nodes, one of them stands.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => outside.PostAsync(address, new FormUrlEncodedContent([new("from", Rina), new("body", "ya")]))));
        (await After(0)).ShouldBe(4);
        var full = Enumerable.Range(0, 200).Aggregate("", (kept, number) => HeardLately.With(kept, "key", Siti, $"{number}", null, App.Clock.GetUtcNow()) ?? kept);
        full.Length.ShouldBeLessThanOrEqualTo(HeardLately.Length);
        full.Split(' ').Length.ShouldBe(HeardLately.Most);
        HeardLately.With(null, "another key", Siti, "ya", null, App.Clock.GetUtcNow()).ShouldNotBe(HeardLately.With(null, "key", Siti, "ya", null, App.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Who_says_the_same_after_our_question_is_heard_again_and_what_was_remembered_goes_after_an_hour()
    {
        await using var gateway = await GatewayStandIn.StartAsync(GatewayShape.Form);
        var channel = await Connected(gateway);
        var address = $"/hooks/sms/{channel.Id}/{await Secret(channel)}";
        using var outside = App.Anonymous();
        using var officer = await App.Client("officer");
        async Task<int> AfterYes()
        {
            (await outside.PostAsync(address, new FormUrlEncodedContent([new("from", Siti), new("body", "ya")]))).StatusCode.ShouldBe(HttpStatusCode.OK);
            await App.RunJobs();
            return await Read(db => db.Set<Message>().CountAsync(row => row.Kind == MessageKind.Heard && row.ChannelId == channel.Id));
        }
        (await AfterYes()).ShouldBe(1);
        await Answer(officer, await Read(db => db.Set<Conversation>().Where(row => row.Network == "sms").Select(row => row.Id).SingleAsync()), "Apakah masih demam?");
        gateway.Taken.ShouldHaveSingleItem();
        (await AfterYes()).ShouldBe(2);
        (await AfterYes()).ShouldBe(2, "the gateway tried again");
        await Forgotten();
        (await Read(db => db.Set<Contact>().Where(row => row.Phone == Siti).Select(row => row.HeardLately).SingleAsync())).ShouldNotBeNull("within the hour it may come again");
        App.Clock.Advance(HeardLately.Again);
        await Forgotten();
        (await Read(db => db.Set<Contact>().Where(row => row.Phone == Siti).Select(row => row.HeardLately).SingleAsync())).ShouldBeNull();

        async Task Forgotten()
        {
            await using var scope = await App.Scope();
            await scope.ServiceProvider.GetRequiredService<IJobHandler<ForgetHeard>>().Run(new(), default);
        }
    }
}

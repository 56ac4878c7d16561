using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Guests;

namespace Pendopo.Browser.Tests;

/// <summary>What a centre plans: an objective, a campaign with a post, a queue, and a post that waits for its minute.</summary>
internal static class PlanLife
{
    /// <summary>Adds the plan and the addresses that show it.</summary>
    public static async Task AddAsync(IServiceProvider services, Dictionary<string, string> samples)
    {
        var (db, centre, now) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<CentreScope>().Centre, services.GetRequiredService<TimeProvider>().Now());
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var objective = Objective.Of(centre);
        objective.Say(new("Setiap keluarga tahu tanda bahaya demam berdarah", ObjectiveMeasure.Reach, 100, 400, today.AddDays(-30), today.AddDays(60), "Disepakati di lokakarya mini."));
        var campaign = Campaign.Of(centre);
        campaign.Say(new("Lawan DBD sebelum musim hujan", objective.Id, "Untuk orang tua anak balita.\n\nSebut nomor puskesmas.", today.AddDays(-10), today.AddDays(20), new Dictionary<PostKind, int> { [PostKind.Tip] = 4, [PostKind.Article] = 2 }));
        var post = await db.Set<Post>().OrderBy(found => found.Id).FirstAsync(found => found.Review == ReviewState.WaitingForApproval);
        var channels = await db.Set<Channel>().OrderBy(channel => channel.Id).ToListAsync();
        var publication = await db.Set<Publication>().FirstOrDefaultAsync(row => row.PostId == post.Id && row.ChannelId == channels[0].Id);
        if (publication is null)
            db.Add(publication = Publication.Of(post, channels[0], now));
        publication.ScheduleAt(now.AddDays(3), approved: false).ShouldBeTrue();
        var queue = PostingQueue.Of(centre);
        queue.Say("Tips sore", [new(DayOfWeek.Monday, new(7, 30)), new(DayOfWeek.Thursday, new(7, 30))], [channels[^1].Id]);
        db.AddRange(objective, campaign, CampaignPost.Of(post, campaign.Id), queue);
        AddGuest(db, campaign, post, now, samples);
        await db.SaveChangesAsync();
        samples["/desk/objectives/{Number:guid}"] = $"/desk/objectives/{objective.Id}";
        samples["/desk/campaigns/{Number:guid}"] = $"/desk/campaigns/{campaign.Id}";
        samples["/desk/campaigns/{Number:guid}/words"] = $"/desk/campaigns/{campaign.Id}/words";
        samples["/desk/calendar/queues/{Number}"] = $"/desk/calendar/queues/{queue.Id}";
        samples["/desk/campaigns/{Number:guid}/guests"] = $"/desk/campaigns/{campaign.Id}/guests";
        samples["/desk/calendar/move/{Post:guid}/{From}"] = $"/desk/calendar/move/{post.Id}/{publication.DueAt!.Value.UtcTicks}";
    }

    // One who has spoken, and one who has not said who they are.
    private static void AddGuest(PendopoDb db, Campaign campaign, Post post, DateTimeOffset now, Dictionary<string, string> samples)
    {
        foreach (var (secret, at) in new[] { ("tamu-pertama", ""), ("tamu-kedua", "/@melati") })
        {
            var guest = Guest.Invite(campaign, new("Radio Suara Sumberejo", GuestKind.Partner, DisclosureLabel.Partnership, DateOnly.FromDateTime(now.UtcDateTime).AddDays(60)), new(SecretLink.HashOf(secret), ""), post.AuthorId, now);
            if (at.Length == 0)
                guest.Introduce("Rina Wulandari", "rina@radio.example");
            db.AddRange(guest, GuestWord.Of(guest, GuestWordKind.Comment, post.Id, "Boleh kami bacakan di siaran pagi?", now));
            samples[$"{(at.Length == 0 ? "" : "/{At}")}/guest/{{Secret}}"] = $"{at}/guest/{secret}";
            samples[$"{(at.Length == 0 ? "" : "/{At}")}/guest/{{Secret}}/posts/{{Number:guid}}"] = $"{at}/guest/{secret}/posts/{post.Id}";
        }
        db.Add(SharedPost.Of(post.Id, campaign, now));
    }
}

using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Privately;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Microsoft.EntityFrameworkCore;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Safety.Rights;

namespace Pendopo.Browser.Tests;

/// <summary>People who are asked: one who has not answered yet, and one who said yes and took it back.</summary>
internal static class ConsentLife
{
    /// <summary>Adds both and the addresses that show them.</summary>
    public static async Task AddAsync(IServiceProvider services, Dictionary<string, string> samples)
    {
        var (db, centre, now) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<CentreScope>().Centre, services.GetRequiredService<TimeProvider>().Now());
        var (links, officer) = (services.GetRequiredService<ConsentLinks>(), await db.Set<Person>().Select(person => person.Id).FirstAsync());
        // The demonstration may have asked already: the newest version is in force.
        var number = 1 + (await db.Set<ConsentWording>().Where(row => row.Purpose == ConsentPurpose.Photograph).MaxAsync(row => (int?)row.Number) ?? 0);
        var wording = ConsentWording.Of(centre, ConsentPurpose.Photograph, number, ("Kami ingin menampilkan foto Anda.\nAnda boleh menolak.", "We would like to show your picture.\nYou may say no."), null, now);
        var open = ConsentSheet.Ask(centre, new("Dimas", ConsentDecider.Guardian, "Bu Sari Lestari Wulandari Kusumaningtyas", "ibu", 13), "id", links.Make(), officer, now);
        var ended = ConsentSheet.Ask(centre, new("Bu Sari", ConsentDecider.Self, "", "", null), "id", links.Make(), officer, now);
        ended.Answer(ConsentWay.Tablet, new("M10 20L300 150L500 40L560 120", "", null, true, "Bu Wati", null), officer, now);
        var until = DateOnly.FromDateTime(now.UtcDateTime).AddYears(1);
        var given = Consent.Ask(ended, wording, ["site", "print"], [ConsentMedium.Picture], until);
        given.Give(["site", "print"], ConsentNaming.FirstName, now);
        given.End(ConsentEnd.Letter, officer, "Surat 2 Maret", now);
        db.AddRange(wording, open, ended, given, Consent.Ask(open, wording, ["site", "feeds", "print"], [ConsentMedium.Picture], until));
        await db.SaveChangesAsync();
        await services.GetRequiredService<RecallLedger>().Note(given.Id,
            [new("post", Guid.CreateVersion7(), "1", "Facebook (@melati)", RecallState.ByHand, null), new("post", Guid.CreateVersion7(), "2", "Fediverse", RecallState.Waiting, now.AddHours(3))], default);
        await db.SaveChangesAsync();
        var request = RightsRequest.Of(centre, new(RightKind.Access, "Bu Sari", "0812 0000 0000", ended.Code, "Apa yang disimpan?"), links.Make(), null, now);
        db.Add(request);
        await db.SaveChangesAsync();
        var conversation = await db.Set<Conversation>().FirstAsync();
        var (talk, secret) = PrivateTalk.Offer(conversation, officer, now);
        db.Add(talk);
        await db.SaveChangesAsync();
        (samples["/private/{Secret}"], samples["/{At}/private/{Secret}"]) = ("/private/" + secret, "/@melati/private/" + secret);
        samples["/desk/rights/{Number:guid}"] = $"/desk/rights/{request.Id}";
        (samples["/rights/{Secret}"], samples["/{At}/rights/{Secret}"]) = ("/rights/" + links.Unseal(request.SecretSealed), "/@melati/rights/" + links.Unseal(request.SecretSealed));
        samples["/desk/training/{Name}"] = "/desk/training/Privacy";
        samples["/{At}/my-data"] = "/@melati/my-data";
        samples["/desk/consents/{Number:guid}"] = $"/desk/consents/{open.Id}";
        samples["/desk/consents/{Number:guid}/form"] = $"/desk/consents/{open.Id}/form";
        samples["/desk/consents/{Number:guid}/proof"] = $"/desk/consents/{ended.Id}/proof";
        samples["/desk/consents/texts/{Purpose}"] = "/desk/consents/texts/Photograph";
        samples["/consent/{Secret}"] = "/consent/" + links.SecretOf(open);
        samples["/consent/{Secret}/copy"] = $"/consent/{links.SecretOf(ended)}/copy";
        samples["/{At}/consent/{Secret}"] = "/@melati/consent/" + links.SecretOf(ended);
        samples["/{At}/consent/{Secret}/copy"] = $"/@melati/consent/{links.SecretOf(ended)}/copy";
    }
}

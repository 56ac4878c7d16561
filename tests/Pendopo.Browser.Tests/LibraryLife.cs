using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Imports;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Library;

namespace Pendopo.Browser.Tests;

/// <summary>What a centre keeps for later: a template in the library, and a month's plan that was brought as a file and looked at.</summary>
internal static class LibraryLife
{
    /// <summary>Adds both and the addresses that show them. A campaign stands already.</summary>
    public static async Task AddAsync(IServiceProvider services, Dictionary<string, string> samples)
    {
        var (db, centre, now) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<CentreScope>().Centre, services.GetRequiredService<TimeProvider>().Now());
        var post = await db.Set<Post>().OrderBy(found => found.Id).FirstAsync(found => found.Review == ReviewState.Draft);
        var item = LibraryItem.Of(centre);
        item.Say(new(LibraryKind.Template, "Undangan posyandu", "Posyandu {{dusun}} hari {{hari}} pukul 08.00.", "Undangan", "posyandu balita", "id", "", null), post.AuthorId, now);
        var good = new ImportRow(2, post.Words, now.UtcDateTime.AddDays(4), [], null, [], []);
        var bad = new ImportRow(3, post.Words with { Title = "" }, null, [], null, [new("title", "Judul belum ada.")], ["", "2026-12-01", "07.30"]);
        var import = Import.Of(centre, post.AuthorId, ImportSource.Plan, "rencana-desember.csv", new(["title", "date", "time"], ["Kolom 'warna' tidak dikenal."], [good, bad]), now);
        var sheet = Infographic.Of(centre);
        sheet.Say(InfographicTemplate.Steps, new("Cuci tangan 40 detik", "Basahi\nGosok dengan sabun\nBilas", "", "WHO"), new("Wash your hands for 40 seconds", "Wet them\nRub with soap\nRinse", "", "WHO"), "", post.AuthorId, now);
        db.AddRange(item, import, sheet);
        await db.SaveChangesAsync();
        samples["/desk/library/{Number:guid}"] = $"/desk/library/{item.Id}";
        samples["/desk/shown/{Kind}/{Number:guid}"] = $"/desk/shown/library/{item.Id}";
        samples["/desk/infographics/{Number:guid}"] = $"/desk/infographics/{sheet.Id}";
        samples["/desk/imports/{Number:guid}"] = $"/desk/imports/{import.Id}";
        samples["/desk/posts/{Number:guid}/library"] = $"/desk/posts/{post.Id}/library";
        samples["/desk/campaigns/{Number:guid}/local"] = samples["/desk/campaigns/{Number:guid}"] + "/local";
    }
}

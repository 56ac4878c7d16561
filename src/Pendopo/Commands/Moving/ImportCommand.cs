using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Search;
using Pendopo.Publishing.Site;

namespace Pendopo.Commands.Moving;

/// <summary>`import`: the centres of an export, into this installation.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The zip that `export` wrote." };
        var import = new Command("import", "Take the centres of an export into this installation, all of it or nothing. Their people choose anew how they sign in; channels are connected anew.") { file };
        import.SetAction((parsed, cancel) => OwnScope.Run(parsed, services => Import(services, parsed.InvocationConfiguration, parsed.GetValue(file)!, cancel), cancel));
        return import;
    }

    private static async Task<int> Import(IServiceProvider services, InvocationConfiguration output, string path, CancellationToken cancel)
    {
        try
        {
            var db = services.GetRequiredService<PendopoDb>();
            var blobs = services.GetRequiredService<IBlobStore>();
            var videos = new ReadVideos(blobs, services.GetRequiredService<Incoming>(), services.GetRequiredService<Ffmpeg>());
            var manifest = await new ReadExport(db, blobs, videos).Run(path, cancel);
            await Index(db, services.GetRequiredService<IDialect>(), manifest, cancel);
            services.GetRequiredService<CentreDirectory>().Forget();
            await output.Output.WriteLineAsync($"Imported {string.Join(", ", manifest.Centres.Select(name => "@" + name))}: {manifest.Rows.Values.Sum()} rows, {manifest.Files} files. Let people in with: pendopo user add.");
            return 0;
        }
        catch (ImportException refusal)
        {
            await output.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }

    /// <summary>The full-text index is made of the pages, not carried: doing it twice does no harm.</summary>
    private static async Task Index(PendopoDb db, IDialect dialect, ExportManifest manifest, CancellationToken cancel)
    {
        var centres = await db.Set<Centre>().Where(centre => manifest.Centres.Contains(centre.Handle)).Select(centre => centre.Id).ToListAsync(cancel);
        var index = new PageIndex(db, dialect);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var page in await db.Set<SitePage>().AcrossCentres().AsNoTracking().Where(page => centres.Contains(page.CentreId)).ToListAsync(cancel))
            await index.Put(page, cancel);
        await transaction.CommitAsync(cancel);
    }
}

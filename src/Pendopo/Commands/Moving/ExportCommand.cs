using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;

namespace Pendopo.Commands.Moving;

/// <summary>`export`: a centre, or all, in an open format.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The zip to write. It is not encrypted: keep it as carefully as the data." };
        var centre = new Option<string?>("--centre") { Description = "The centre's short name, such as melati. Default: all centres." };
        var export = new Command("export", "Write a centre, or all, with everything that belongs to it into a zip of JSON lines and files that any program can read. Passwords, keys and credentials are left out.") { file, centre };
        export.SetAction((parsed, cancel) => OwnScope.Run(parsed, services => Export(services, parsed.InvocationConfiguration, Path.GetFullPath(parsed.GetValue(file)!), parsed.GetValue(centre), cancel), cancel));
        return export;
    }

    private static async Task<int> Export(IServiceProvider services, InvocationConfiguration output, string path, string? handle, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PendopoDb>();
        var centres = await db.Set<Centre>().AsNoTracking().Where(centre => handle == null || centre.Handle == handle).OrderBy(centre => centre.Handle).ToListAsync(cancel);
        var refusal = centres.Count == 0 ? "There is no such centre here." : File.Exists(path) ? $"{path} is there already. Nothing is written over." : !Directory.Exists(Path.GetDirectoryName(path)) ? "The folder for the file does not exist." : null;
        if (refusal is not null)
        {
            await output.Error.WriteLineAsync(refusal);
            return 1;
        }
        var manifest = await new WriteExport(db, services.GetRequiredService<IBlobStore>(), services.GetRequiredService<TimeProvider>()).Run(path, centres, cancel);
        await output.Output.WriteLineAsync($"{path}: {string.Join(", ", manifest.Centres.Select(name => "@" + name))}, {manifest.Rows.Values.Sum()} rows, {manifest.Files} files.");
        return 0;
    }
}

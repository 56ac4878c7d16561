using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.People;

namespace Pendopo.Commands.Moving;

/// <summary>Writes centres with all that belongs to them into a zip that any program can read.</summary>
internal sealed class WriteExport(PendopoDb db, IBlobStore blobs, TimeProvider time)
{
    private static readonly MethodInfo Reading = typeof(WriteExport).GetMethod(nameof(ReadAs), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private readonly HashSet<Guid> people = [], areas = [];

    public async Task<ExportManifest> Run(string path, IReadOnlyList<Centre> centres, CancellationToken cancel)
    {
        var ids = centres.Select(centre => centre.Id.Value).ToHashSet();
        // One transaction, so that all tables are of one moment.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await using var file = PrivateFiles.Create(path + MakeBackup.Part, FileMode.Create);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        ExportManifest manifest;
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            await Follow(centres, cancel);
            // What rows name is known only when they were read: people come last.
            foreach (var table in OpenFormat.Tables(db.Model).OrderBy(table => table.ClrType == typeof(Person)))
                rows[table.GetTableName()!] = await WriteTable(zip, table, ids, cancel);
            var files = await WriteFiles(zip, ids, cancel);
            manifest = new(ExportManifest.Name, ExportManifest.Current, Release.Version, (await db.Database.GetAppliedMigrationsAsync(cancel)).Last(), time.Now(), [.. centres.Select(centre => centre.Handle)], rows, files);
            await using var head = await zip.CreateEntry(OpenFormat.ManifestFile).OpenAsync(cancel);
            await JsonSerializer.SerializeAsync(head, manifest, cancellationToken: cancel);
        }
        file.Flush(flushToDisk: true);
        file.Close();
        File.Move(path + MakeBackup.Part, path, overwrite: false);
        return manifest;
    }

    /// <summary>Notes the areas above the centres.</summary>
    private async Task Follow(IReadOnlyList<Centre> centres, CancellationToken cancel)
    {
        foreach (var centre in centres)
        {
            var area = await db.Set<Area>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == centre.AreaId, cancel);
            areas.UnionWith((area?.Path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => Guid.Parse(id)));
        }
    }

    private async Task<long> WriteTable(ZipArchive zip, IEntityType table, HashSet<Guid> centres, CancellationToken cancel)
    {
        var columns = OpenFormat.Columns(table);
        var names = columns.Where(column => (Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType) == typeof(Id<Person>)).ToList();
        await using var lines = new StreamWriter(await zip.CreateEntry(OpenFormat.TableFile(table.GetTableName()!), CompressionLevel.Optimal).OpenAsync(cancel), new UTF8Encoding(false));
        long count = 0;
        await foreach (var row in (IAsyncEnumerable<object>)Reading.MakeGenericMethod(table.ClrType).Invoke(this, [])!)
        {
            if (!OpenFormat.Belongs(row, centres) || (row is Person person && !people.Contains(person.Id.Value)) || (row is Area area && !areas.Contains(area.Id.Value)))
                continue;
            await lines.WriteAsync(OpenFormat.Write(columns, row) + "\n");
            count++;
            people.UnionWith(names.Select(name => name.PropertyInfo!.GetValue(row)).OfType<Id<Person>>().Select(id => id.Value));
        }
        return count;
    }

    private IAsyncEnumerable<object> ReadAs<T>() where T : class => db.Set<T>().IgnoreQueryFilters().AsNoTracking().AsAsyncEnumerable();

    private async Task<long> WriteFiles(ZipArchive zip, HashSet<Guid> centres, CancellationToken cancel)
    {
        long count = 0;
        await foreach (var stored in db.Set<StoredFile>().IgnoreQueryFilters().AsNoTracking().AsAsyncEnumerable())
        {
            if (!centres.Contains(stored.CentreId.Value) || blobs.Open(new BlobName(stored.Name)) is not { } data)
                continue;
            await using (data)
            await using (var entry = await zip.CreateEntry($"files/{stored.Name}", CompressionLevel.NoCompression).OpenAsync(cancel))
                await data.CopyToAsync(entry, cancel);
            count++;
        }
        return count;
    }
}

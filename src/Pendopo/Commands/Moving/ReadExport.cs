using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Pendopo.Fediverse.Html;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Publishing.Site;

namespace Pendopo.Commands.Moving;

/// <summary>An export that cannot be taken in; the message says why.</summary>
internal sealed class ImportException(string message) : Exception(message);

/// <summary>Takes centres out of an export into this installation: all of it or nothing.</summary>
internal sealed class ReadExport(PendopoDb db, IBlobStore blobs, ReadVideos videos)
{
    private const int LargestFile = 32 << 20, LargestManifest = 1 << 20;
    private static readonly JsonSerializerOptions Strict = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions StrictRow = new() { AllowDuplicateProperties = false };
    private static readonly PictureLimits Limits = new();

    public async Task<ExportManifest> Run(string path, CancellationToken cancel)
    {
        try
        {
            return await Take(path, cancel);
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException)
        {
            throw new ImportException("The export is damaged. Nothing was changed.");
        }
        catch (DbException)
        {
            // What the database does not take was never in one: a row of nothing, a text that no column holds.
            throw new ImportException("The export holds rows that do not fit together. Nothing was changed.");
        }
    }

    private async Task<ExportManifest> Take(string path, CancellationToken cancel)
    {
        using var zip = Open(path);
        var manifest = await Manifest(zip, cancel);
        await CheckCentres(manifest, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Files first: a row never stands without its file, and a file without a row is swept away.
        await TakeFiles(zip, cancel);
        foreach (var table in OpenFormat.Tables(db.Model))
        {
            if (manifest.Rows.TryGetValue(table.GetTableName()!, out var told) && await TakeTable(zip, table, transaction, cancel) != told)
                throw new ImportException($"The export does not hold all rows of {table.GetTableName()}. Nothing was changed.");
        }
        await transaction.CommitAsync(cancel);
        return manifest;
    }

    private static ZipArchive Open(string path)
    {
        try
        {
            return new ZipArchive(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ImportException("There is no export here that can be read.");
        }
    }

    private async Task<ExportManifest> Manifest(ZipArchive zip, CancellationToken cancel)
    {
        if (zip.GetEntry(OpenFormat.ManifestFile) is not { } entry)
            throw new ImportException("This file is not an export of Pendopo.");
        var manifest = JsonSerializer.Deserialize<ExportManifest>((await Bytes(entry, LargestManifest, cancel)).Span, Strict);
        if (manifest is not { Format: ExportManifest.Name })
            throw new ImportException("This file is not an export of Pendopo.");
        if (manifest.Version > ExportManifest.Current || !db.Database.GetMigrations().Contains(manifest.Schema, StringComparer.Ordinal))
            throw new ImportException("This export was made by a newer Pendopo. Bring this program up first.");
        return manifest;
    }

    private async Task CheckCentres(ExportManifest manifest, CancellationToken cancel)
    {
        var taken = await db.Set<Centre>().Select(centre => centre.Handle).Where(handle => manifest.Centres.Contains(handle)).ToListAsync(cancel);
        if (taken.Count > 0)
            throw new ImportException($"The short name @{taken[0]} is taken here already. Nothing was changed.");
    }

    private async Task TakeFiles(ZipArchive zip, CancellationToken cancel)
    {
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal)))
        {
            var name = entry.FullName["files/".Length..];
            if (!StoredFile.IsName(name))
                throw new ImportException("The export holds a file with a name that none has. Nothing was changed.");
            if (await videos.Take(entry, name, cancel))
                continue;
            // A picture that was taken in here is clean already and stays as it is; one that never was is cleaned, or refused.
            var cleaned = PictureCleaner.Clean((await Bytes(entry, LargestFile, cancel)).Span, Limits);
            if (cleaned.Fault is not null)
                throw new ImportException("The export holds a file that is no picture. Nothing was changed.");
            await blobs.Keep(new BlobName(name), cleaned.Bytes, cancel);
        }
    }

    /// <summary>The entry unpacked, however long it says that it is: a lie does not make it longer.</summary>
    private static async Task<ReadOnlyMemory<byte>> Bytes(ZipArchiveEntry entry, int most, CancellationToken cancel)
    {
        await using var packed = await entry.OpenAsync(cancel);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await packed.ReadAsync(buffer, cancel)) > 0;)
        {
            if (bytes.Length + read > most)
                throw new ImportException("The export holds a file of a size that none has. Nothing was changed.");
            bytes.Write(buffer, 0, read);
        }
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private async Task<long> TakeTable(ZipArchive zip, IEntityType table, IDbContextTransaction transaction, CancellationToken cancel)
    {
        if (zip.GetEntry(OpenFormat.TableFile(table.GetTableName()!)) is not { } entry)
            return 0;
        var columns = OpenFormat.Columns(table);
        var known = columns.Select(column => column.GetColumnName()).ToHashSet(StringComparer.Ordinal);
        await using var stream = await entry.OpenAsync(cancel);
        using var text = new StreamReader(stream);
        var lines = new BoundedLines(text);
        long count = 0;
        while (await lines.Next(cancel) is { } line)
        {
            count++;
            try
            {
                var row = JsonNode.Parse(line, documentOptions: StrictRow)!.AsObject();
                if (row.Select(pair => pair.Key).FirstOrDefault(key => !known.Contains(key)) is { } unknown)
                    throw new FormatException($"{unknown} is not known.");
                await Insert(table, columns, row, transaction, cancel);
            }
            catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
            {
                throw new ImportException($"Line {count} of {table.GetTableName()} cannot be read: {error.Message} Nothing was changed.");
            }
        }
        return count;
    }

    /// <summary>Adds the row unless its key stands already: people and areas may be known here.</summary>
    private async Task Insert(IEntityType table, IReadOnlyList<IProperty> columns, JsonObject row, IDbContextTransaction transaction, CancellationToken cancel)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        await using var _ = command;
        command.Transaction = transaction.GetDbTransaction();
        var names = new List<string>();
        foreach (var column in columns)
        {
            var mapping = column.GetRelationalTypeMapping();
            names.Add(column.GetColumnName());
            command.Parameters.Add(mapping.CreateParameter(command, $"@p{names.Count}", Sound(column, OpenFormat.Read(column, row[column.GetColumnName()])), column.IsNullable));
        }
        command.CommandText = $"INSERT INTO \"{table.GetTableName()}\" ({string.Join(", ", names.Select(name => $"\"{name}\""))}) VALUES ({string.Join(", ", names.Select((_, i) => $"@p{i + 1}"))}) ON CONFLICT DO NOTHING";
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Markup stands ready to be shown in the rows, so what comes from elsewhere passes the sanitiser like everything else from there; our own
    /// is a fixed point of it.</summary>
    private static object? Sound(IProperty column, object? value) => value switch
    {
        string markup when column.Name == "Html" => HtmlSanitizer.Clean(markup, column.DeclaringType.ClrType == typeof(SitePage) ? HtmlPolicy.Article : HtmlPolicy.Federated).Value,
        string text => KeptText.Sound(text),
        _ => value,
    };
}

using System.Globalization;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Imports;

/// <summary>Writes a month's plan as the table that can be brought in again.</summary>
internal sealed class WritePlan(PendopoDb db, Here here)
{
    private static readonly PlanColumn[] Columns = [.. Enum.GetValues<PlanColumn>().Where(column => column != PlanColumn.Error)];

    /// <summary>Everything that goes or went out on the days of the month, in the order of the clock.</summary>
    public async Task<byte[]> Run(DateOnly month, CancellationToken cancel)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var (from, to) = (CentreDays.Of(here.Centre, first).From, CentreDays.Of(here.Centre, first.AddMonths(1).AddDays(-1)).To);
        var rows = await db.Set<Publication>().AsNoTracking().Between(@from, to).ToListAsync(cancel);
        var ids = rows.Select(row => row.PostId).Distinct().ToList();
        var posts = await db.Set<Post>().AsNoTracking().Where(post => ids.Contains(post.Id)).ToDictionaryAsync(post => post.Id, cancel);
        var campaigns = await db.Set<CampaignPost>().AsNoTracking().Where(member => ids.Contains(member.PostId))
            .Join(db.Set<Campaign>().AsNoTracking(), member => member.CampaignId, campaign => campaign.Id, (member, campaign) => new { member.PostId, campaign.Name }).ToDictionaryAsync(pair => pair.PostId, pair => pair.Name, cancel);
        await using var bytes = new MemoryStream();
        // The mark of UTF-8, without which spreadsheets read it as something else.
        await bytes.WriteAsync(new byte[] { 0xEF, 0xBB, 0xBF }, cancel);
        await using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            csv.WriteRecord([.. Columns.Select(column => column.ToString().ToLowerInvariant())]);
            foreach (var group in rows.GroupBy(row => (row.PostId, At: row.DueAt ?? row.SentAt!.Value)).OrderBy(group => group.Key.At))
                csv.WriteRecord(Cells(posts[group.Key.PostId].Words, here.Centre.Local(group.Key.At), group, campaigns.GetValueOrDefault(group.Key.PostId, "")));
        }
        return bytes.ToArray();
    }

    /// <summary>The rows of an import that could not be taken, as they came, with what is wrong in a column of its own: to be mended and brought again.</summary>
    public static byte[] Bad(Import import)
    {
        var content = import.Content;
        using var bytes = new MemoryStream();
        bytes.Write([0xEF, 0xBB, 0xBF]);
        using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            csv.WriteRecord(["error", .. content.Head.Select(name => PlanColumns.Of(name) == PlanColumn.Error ? "" : name)]);
            foreach (var row in content.Rows.Where(row => !row.Good))
                csv.WriteRecord([string.Join(" ", row.Faults.Select(fault => fault.Text)), .. row.Cells.Take(content.Head.Count).Select(PlanColumns.Unescape)]);
        }
        return bytes.ToArray();
    }

    private static string[] Cells(PostWords words, DateTimeOffset at, IEnumerable<Publication> rows, string campaign) => [.. Columns.Select(column => column switch
    {
        PlanColumn.Date => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PlanColumn.Time => at.ToString("HH:mm", CultureInfo.InvariantCulture),
        PlanColumn.Kind => words.Kind.ToString(),
        PlanColumn.Title => words.Title,
        PlanColumn.Summary => words.Summary,
        PlanColumn.Text => words.Text,
        PlanColumn.Topic => words.Topic,
        PlanColumn.Language => words.Language,
        PlanColumn.Sources => words.Sources,
        PlanColumn.Channels => string.Join("; ", rows.Select(row => row.Network).Where(network => network != OwnChannels.Site).Distinct().Order(StringComparer.Ordinal)),
        PlanColumn.Campaign => campaign,
        PlanColumn.Place => words.Details.Place,
        PlanColumn.Begins => Moment(words.Details.Begins),
        PlanColumn.Ends => Moment(words.Details.Ends),
        PlanColumn.Answers => string.Join(" | ", words.Details.Choices),
        PlanColumn.Link => words.Details.Link,
        PlanColumn.NobodyShown => words.Details.NobodyShown ? "yes" : "",
        _ => "",
    })];

    private static string Moment(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}

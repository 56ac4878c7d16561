using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Imports;

/// <summary>Reads a month's plan from a table: every row with what is wrong in it, nothing left out in silence.</summary>
internal sealed class ReadPlan(PendopoDb db, PostLedger ledger, Accounts accounts, IStringLocalizer<ImportText> words)
{
    public async Task<ImportContent> Run(byte[] bytes, CancellationToken cancel)
    {
        var rows = CsvRows.Read(CsvRows.Decode(bytes)).Take(ImportFile.MostRows + 2).ToList();
        if (rows.Count == 0)
            return new([], [words["FileEmpty"]], []);
        var head = rows[0].Cells;
        var columns = head.Select(PlanColumns.Of).ToList();
        var notes = head.Where((name, i) => columns[i] is null && name.Trim().Length > 0).Select(name => words["ColumnUnknown", name.Trim()].Value).ToList();
        if (!columns.Contains(PlanColumn.Title))
            return new(head, [words["NoTitleColumn"]], []);
        if (rows.Count > ImportFile.MostRows + 1)
            return new(head, [words["TooManyRows", ImportFile.MostRows]], []);
        var known = new PlanKnown([.. (await accounts.All(cancel)).Where(channel => accounts.Knows(channel.Network) && accounts.Publishes(channel.Network) && channel.Network is not OwnChannels.Site && channel.State != ChannelState.Off)],
            (await db.Set<Campaign>().AsNoTracking().Select(row => new { row.Name, row.Id }).ToListAsync(cancel)).GroupBy(row => row.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.First().Id, StringComparer.OrdinalIgnoreCase));
        return new(head, notes, [.. rows.Skip(1).Select(row => new PlanRow(row, columns, known, ledger, words).Read())]);
    }
}

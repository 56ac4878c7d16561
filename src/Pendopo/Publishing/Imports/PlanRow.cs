using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Imports;

/// <summary>What the names in a plan may mean.</summary>
internal sealed record PlanKnown(IReadOnlyList<Channel> Channels, IReadOnlyDictionary<string, Id<Campaign>> Campaigns);

/// <summary>Reads one row of a plan and notes all that is wrong in it, not only the first.</summary>
internal sealed class PlanRow(CsvRow row, List<PlanColumn?> columns, PlanKnown known, PostLedger ledger, IStringLocalizer<ImportText> words)
{
    private readonly List<ImportFault> faults = [];

    public ImportRow Read()
    {
        if (!row.Whole)
            Fault("", "QuoteOpen");
        if (row.Cells.Skip(columns.Count).Any(cell => cell.Length > 0))
            Fault("", "TooManyCells", columns.Count);
        var said = Words();
        if (said.Title.Length == 0)
            Fault("Title", "TitleMissing");
        faults.AddRange(WordsCheck.ToKeep(said, ledger).Select(problem => new ImportFault(problem.Field ?? "", problem.Text)));
        var (at, channels, campaign) = (At(), Channels(), CampaignOf());
        return new(row.Line, said, at, channels, campaign, faults, faults.Count == 0 ? [] : row.Cells);
    }

    private PostWords Words()
    {
        var kind = Cell(PlanColumn.Kind) is { Length: > 0 } named ? PlanColumns.Kind(named) : PostKind.Tip;
        if (kind is null)
            Fault("Kind", "KindUnknown", Cell(PlanColumn.Kind));
        var language = Cell(PlanColumn.Language) is { Length: > 0 } tag ? tag.ToLowerInvariant() : ledger.Here.Centre.Language;
        return new(kind ?? PostKind.Tip, Line(PlanColumn.Title), Line(PlanColumn.Summary), Cell(PlanColumn.Text), Line(PlanColumn.Topic), language, Cell(PlanColumn.Sources))
        {
            Details = new()
            {
                Begins = Moment(PlanColumn.Begins),
                Ends = Moment(PlanColumn.Ends),
                Place = Line(PlanColumn.Place),
                Link = Cell(PlanColumn.Link),
                Choices = Cell(PlanColumn.Answers).Split(['\n', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                NobodyShown = PlanColumns.Yes(Cell(PlanColumn.NobodyShown)),
            },
        };
    }

    private DateTime? At()
    {
        var (day, hour) = (Cell(PlanColumn.Date), Cell(PlanColumn.Time));
        if (day.Length == 0 && hour.Length == 0)
            return null;
        if (PlanColumns.Day(day) is not { } on)
        {
            Fault("Date", "DateUnclear", day);
            return null;
        }
        if (PlanColumns.Hour(hour) is not { } clock)
        {
            Fault("Time", hour.Length == 0 ? "TimeMissing" : "TimeUnclear", hour);
            return null;
        }
        var at = on.ToDateTime(clock);
        if (DueTimes.Refuses(ledger, at) is { } refused)
            faults.Add(new("Date", refused.Text));
        return at;
    }

    private DateTime? Moment(PlanColumn column)
    {
        if (Cell(column) is not { Length: > 0 } text)
            return null;
        if (PlanColumns.Moment(text) is { } moment)
            return moment;
        Fault(column.ToString(), "MomentUnclear", text);
        return null;
    }

    private IReadOnlyList<Guid> Channels()
    {
        var named = Cell(PlanColumn.Channels).Split([',', ';', '\n', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named is [var all] && all.ToLowerInvariant() is "all" or "semua")
            return [.. known.Channels.Select(channel => channel.Id.Value)];
        var chosen = new List<Guid>();
        foreach (var name in named.Where(name => !name.Equals(OwnChannels.Site, StringComparison.OrdinalIgnoreCase)))
        {
            var matching = known.Channels.Where(channel => channel.Network.Equals(name, StringComparison.OrdinalIgnoreCase) || channel.Handle.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (matching.Count == 0)
                Fault("Channels", "ChannelUnknown", name);
            chosen.AddRange(matching.Select(channel => channel.Id.Value));
        }
        return [.. chosen.Distinct()];
    }

    private Guid? CampaignOf()
    {
        if (Cell(PlanColumn.Campaign) is not { Length: > 0 } name)
            return null;
        if (known.Campaigns.TryGetValue(name, out var id))
            return id.Value;
        Fault("Campaign", "CampaignUnknown", name);
        return null;
    }

    private void Fault(string column, string code, params object[] arguments) => faults.Add(new(column, words[code, arguments]));

    private string Cell(PlanColumn column)
    {
        var i = columns.IndexOf(column);
        return i < 0 || i >= row.Cells.Count ? "" : PlanColumns.Unescape(row.Cells[i]).Trim();
    }

    private string Line(PlanColumn column) => Cell(column).ReplaceLineEndings(" ");
}

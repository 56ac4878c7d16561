namespace Pendopo.Fediverse.Html;

/// <summary>An element that words run in; the same object for as long as the element is open in the input.</summary>
internal sealed record CleanFormat(string Name, string Tag);

/// <summary>A block that is open.</summary>
internal sealed class CleanBlock(ElementUse use, string name, string tag, int formatsBefore)
{
    internal ElementUse Use { get; } = use;

    internal string Name { get; } = name;

    internal string Tag { get; } = tag;

    /// <summary>How many formats were open when it began; those that began in it end with it.</summary>
    internal int FormatsBefore { get; } = formatsBefore;

    /// <summary>Whether its tag stands in the output; a paragraph's comes with its first word, so that none is empty.</summary>
    internal bool Written { get; set; }

    /// <summary>Whether it holds words and no blocks.</summary>
    internal bool IsLeaf => Use is ElementUse.Paragraph or ElementUse.Preformatted or ElementUse.Heading;

    internal bool IsTablePart => Use is ElementUse.Table or ElementUse.TableGroup or ElementUse.Row;

    /// <summary>Whether an end tag of that use reaches no further than this block.</summary>
    internal bool IsWallFor(ElementUse ending) => ending switch
    {
        ElementUse.Table or ElementUse.TableGroup or ElementUse.Row or ElementUse.Cell => Use is ElementUse.Table,
        ElementUse.Quote or ElementUse.List => Use is ElementUse.Cell,
        ElementUse.Item => Use is ElementUse.Quote or ElementUse.Cell or ElementUse.List,
        _ => !IsLeaf,
    };
}

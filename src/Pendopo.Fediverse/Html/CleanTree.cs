namespace Pendopo.Fediverse.Html;

/// <summary>
/// Writes markup in a normal form: every tag closed, paragraphs and headings hold only inline elements, lists only items,
/// no link in a link, no empty inline element. A parser that reads it builds the same tree again, and cleaning it
/// again changes nothing; that is what keeps markup from changing its meaning between here and a browser.
/// </summary>
internal sealed class CleanTree
{
    private const int MaxBlocks = 16;
    private const int MaxFormats = 12;
    private readonly CleanOutput output = new();
    private readonly List<CleanBlock> blocks = [];
    private readonly List<CleanFormat> formats = [];

    private CleanBlock? Top => blocks.Count > 0 ? blocks[^1] : null;

    /// <summary>A browser drops a line break right after the tag (WHATWG HTML section 13.2.6.4.7), so none is written there.</summary>
    private bool IsAtStartOfPre => Top is { Use: ElementUse.Preformatted, Written: false } && formats.Count == 0;

    internal bool InLink => formats.Exists(f => f.Name == "a");

    internal string Finish()
    {
        while (blocks.Count > 0)
        {
            CloseTop();
        }

        output.CloseFormats();
        return output.ToString();
    }

    internal void StartFormat(string name, string tag)
    {
        if (formats.Count < MaxFormats)
        {
            formats.Add(new CleanFormat(name, tag));
        }
    }

    /// <summary>Ends the nearest such element of this block; one that began outside the block stays.</summary>
    internal void EndFormat(string name)
    {
        var first = Top?.FormatsBefore ?? 0;
        var index = formats.FindLastIndex(f => f.Name == name);
        if (index >= first)
        {
            formats.RemoveAt(index);
        }
    }

    internal void StartBlock(ElementUse use, string name, string tag)
    {
        if (output.IsFull || !MakeRoom(use))
        {
            return;
        }

        output.CloseFormats();
        var block = new CleanBlock(use, name, tag, formats.Count);
        blocks.Add(block);
        if (!block.IsLeaf)
        {
            Begin(block);
        }
    }

    internal void EndBlock(ElementUse use, string name)
    {
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            var block = blocks[i];
            if (block.Use == use && (use is not (ElementUse.List or ElementUse.TableGroup or ElementUse.Cell) || block.Name == name))
            {
                CloseDownTo(i);
                return;
            }

            if (block.IsWallFor(use))
            {
                return;
            }
        }
    }

    internal void Text(string text)
    {
        if (output.IsFull || !TakesText(text))
        {
            return;
        }

        var begun = false;
        for (var i = 0; i < text.Length && !output.IsFull; i++)
        {
            var unit = HtmlEncoding.Unit(text, ref i);
            if (unit.Length == 0 || (!begun && unit == "\n" && IsAtStartOfPre))
            {
                continue;
            }

            Write(unit, begun);
            begun = true;
        }
    }

    /// <summary>An element without content among the words: a line break, a picture.</summary>
    internal void Leaf(string tag)
    {
        if (!output.IsFull && TakesText(tag))
        {
            Write(tag, begun: false);
        }
    }

    /// <summary>A line across the page: it ends the paragraph before it.</summary>
    internal void RuleAcross()
    {
        if (output.IsFull || !MakeRoom(ElementUse.Rule))
        {
            return;
        }

        output.CloseFormats();
        output.Append("<hr>");
    }

    private void Write(string piece, bool begun)
    {
        if (begun)
        {
            output.Append(piece);
        }
        else if (output.AppendIn(formats, Top is { Written: false } block ? block.Tag : "", piece) && Top is { } top)
        {
            top.Written = true;
        }
    }

    /// <summary>Within how many blocks the next one would stand: a paragraph ends before it, and a list gets an item around it, which is counted now
    /// because it is counted when the markup is read again.</summary>
    private int Depth => Top switch
    {
        { IsLeaf: true } => blocks.Count - 1,
        { Use: ElementUse.List } => blocks.Count + 1,
        _ => blocks.Count,
    };

    /// <summary>Whether words may stand here; a list gets an item around them, a table outside its cells swallows them.</summary>
    private bool TakesText(string text)
    {
        var blank = string.IsNullOrWhiteSpace(text);
        return Top switch
        {
            { IsTablePart: true } => false,
            { Use: ElementUse.List } => !blank && OpenItem(),
            { Written: false, Use: not ElementUse.Preformatted } => !blank,
            _ => true,
        };
    }

    private bool OpenItem()
    {
        StartBlock(ElementUse.Item, "li", "<li>");
        return !output.IsFull;
    }

    /// <summary>A browser puts the rows of a table into a body when they stand in none.</summary>
    private bool OpenBody()
    {
        StartBlock(ElementUse.TableGroup, "tbody", "<tbody>");
        return !output.IsFull;
    }

    /// <summary>Closes what cannot hold the new block; false when it has no place here.</summary>
    private bool MakeRoom(ElementUse use)
    {
        switch (use)
        {
            case ElementUse.Item:
                return CloseDownToParent(b => b.Use is ElementUse.List, b => b.Use is ElementUse.Quote or ElementUse.Cell);
            case ElementUse.Cell:
                return CloseDownToParent(b => b.Use is ElementUse.Row, b => b.Use is ElementUse.Table);
            case ElementUse.Row:
                return CloseDownToParent(b => b.Use is ElementUse.TableGroup or ElementUse.Table, _ => false) && (Top is { Use: ElementUse.TableGroup } || OpenBody());
            case ElementUse.TableGroup:
                return CloseDownToParent(b => b.Use is ElementUse.Table, _ => false);
        }

        if (Depth >= MaxBlocks && use != ElementUse.Rule)
        {
            return false;
        }

        while (Top is { IsLeaf: true })
        {
            CloseTop();
        }

        return Top switch
        {
            { IsTablePart: true } => false,
            { Use: ElementUse.List } => OpenItem(),
            _ => true,
        };
    }

    private bool CloseDownToParent(Predicate<CleanBlock> parent, Predicate<CleanBlock> wall)
    {
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            if (parent(blocks[i]))
            {
                CloseDownTo(i + 1);
                return true;
            }

            if (wall(blocks[i]))
            {
                return false;
            }
        }

        return false;
    }

    private void CloseDownTo(int index)
    {
        while (blocks.Count > index)
        {
            CloseTop();
        }
    }

    private void CloseTop()
    {
        var block = blocks[^1];
        output.CloseFormats();
        if (block.Written)
        {
            output.End(block.Name);
        }

        blocks.RemoveAt(blocks.Count - 1);
        if (formats.Count > block.FormatsBefore)
        {
            formats.RemoveRange(block.FormatsBefore, formats.Count - block.FormatsBefore);
        }
    }

    private void Begin(CleanBlock block) => block.Written = output.Append(block.Tag);
}

using System.Text;

namespace Pendopo.Fediverse.Html;

/// <summary>
/// Writes markup in a normal form: every tag closed, paragraphs and headings hold only inline elements, lists only items,
/// no link in a link, no empty inline element. A parser that reads it builds the same tree again, and cleaning it
/// again changes nothing; that is what keeps markup from changing its meaning between here and a browser.
/// </summary>
internal sealed class CleanTree
{
    /// <summary>Characters written at most; about 40 printed pages, more than any post.</summary>
    internal const int MaxLength = 128 * 1024;

    private const int MaxBlocks = 16;
    private const int MaxFormats = 12;
    private readonly StringBuilder output = new();
    private readonly List<Block> blocks = [];
    private readonly List<Format> formats = [];
    private readonly List<Format> open = [];
    private bool full;

    private sealed class Block(ElementUse use, string name, string tag, int formatsBefore)
    {
        public ElementUse Use { get; } = use;
        public string Name { get; } = name;
        public string Tag { get; } = tag;
        public int FormatsBefore { get; } = formatsBefore;
        public bool Written { get; set; }
        public bool IsLeaf => Use is ElementUse.Paragraph or ElementUse.Preformatted or ElementUse.Heading;
        public bool IsTablePart => Use is ElementUse.Table or ElementUse.TableGroup or ElementUse.Row;
    }

    private sealed record Format(string Name, string Tag);

    private Block? Top => blocks.Count > 0 ? blocks[^1] : null;

    internal bool InLink => formats.Exists(f => f.Name == "a");

    internal string Finish()
    {
        while (blocks.Count > 0)
        {
            CloseTop();
        }

        CloseInline();
        return output.ToString();
    }

    internal void StartFormat(string name, string tag)
    {
        if (formats.Count < MaxFormats)
        {
            formats.Add(new Format(name, tag));
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
        if (full || !MakeRoom(use))
        {
            return;
        }

        CloseInline();
        var block = new Block(use, name, tag, formats.Count);
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

            if (IsWall(block, use))
            {
                return;
            }
        }
    }

    internal void Text(string text)
    {
        if (full || !TakesText(text))
        {
            return;
        }

        var begun = false;
        for (var i = 0; i < text.Length && !full; i++)
        {
            var unit = HtmlEncoding.Unit(text, ref i);
            if (unit.Length == 0)
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
        if (!full && TakesText(tag))
        {
            Write(tag, begun: false);
        }
    }

    /// <summary>A line across the page: it ends the paragraph before it.</summary>
    internal void RuleAcross()
    {
        if (full || !MakeRoom(ElementUse.Rule))
        {
            return;
        }

        CloseInline();
        Append("<hr>");
    }

    private void Write(string piece, bool begun)
    {
        if (begun)
        {
            Append(piece);
            return;
        }

        var common = 0;
        while (common < open.Count && common < formats.Count && ReferenceEquals(open[common], formats[common]))
        {
            common++;
        }

        CloseInline(common);
        var prelude = new StringBuilder();
        if (Top is { Written: false } block)
        {
            prelude.Append(block.Tag);
        }

        formats.Skip(common).ToList().ForEach(f => prelude.Append(f.Tag));
        if (!Append(prelude.Append(piece).ToString()))
        {
            return;
        }

        open.AddRange(formats.Skip(common));
        if (Top is { } top)
        {
            top.Written = true;
        }
    }

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
        return !full;
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
                return CloseDownToParent(b => b.Use is ElementUse.TableGroup or ElementUse.Table, _ => false);
            case ElementUse.TableGroup:
                return CloseDownToParent(b => b.Use is ElementUse.Table, _ => false);
        }

        if (blocks.Count >= MaxBlocks && use != ElementUse.Rule)
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

    private bool CloseDownToParent(Predicate<Block> parent, Predicate<Block> wall)
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

    /// <summary>An end tag reaches no further than the container it stands in.</summary>
    private static bool IsWall(Block block, ElementUse use) => use switch
    {
        ElementUse.Table or ElementUse.TableGroup or ElementUse.Row or ElementUse.Cell => block.Use is ElementUse.Table,
        ElementUse.Quote or ElementUse.List => block.Use is ElementUse.Cell,
        ElementUse.Item => block.Use is ElementUse.Quote or ElementUse.Cell or ElementUse.List,
        _ => !block.IsLeaf,
    };

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
        CloseInline();
        if (block.Written)
        {
            output.Append("</").Append(block.Name).Append('>');
        }

        blocks.RemoveAt(blocks.Count - 1);
        if (formats.Count > block.FormatsBefore)
        {
            formats.RemoveRange(block.FormatsBefore, formats.Count - block.FormatsBefore);
        }
    }

    private void CloseInline(int keep = 0)
    {
        for (var i = open.Count - 1; i >= keep; i--)
        {
            output.Append("</").Append(open[i].Name).Append('>');
        }

        open.RemoveRange(keep, open.Count - keep);
    }

    private void Begin(Block block) => block.Written = Append(block.Tag);

    private bool Append(string piece)
    {
        full = full || output.Length + piece.Length > MaxLength;
        if (!full)
        {
            output.Append(piece);
        }

        return !full;
    }
}

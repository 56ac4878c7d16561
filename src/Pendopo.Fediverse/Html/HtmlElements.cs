using System.Collections.Frozen;

namespace Pendopo.Fediverse.Html;

/// <summary>What the sanitiser does with an element.</summary>
internal enum ElementUse
{
    /// <summary>The tag goes, the words stay.</summary>
    Unwrap,

    /// <summary>A paragraph, or anything that reads like one.</summary>
    Paragraph,
    Heading,
    Preformatted,
    List,
    Item,
    Quote,
    Inline,
    Link,
    Break,
    Rule,
    Image,
    Table,
    TableGroup,
    Row,
    Cell,

    /// <summary>Gone with everything in it; its text is raw to the tokeniser.</summary>
    RawDropped,

    /// <summary>Gone with everything in it.</summary>
    Dropped,
}

internal static class HtmlElements
{
    private static readonly FrozenDictionary<string, ElementUse> Uses = Build();

    internal static ElementUse UseOf(string name, HtmlPolicy policy)
    {
        var use = Uses.GetValueOrDefault(name, ElementUse.Unwrap);
        return use is ElementUse.Table or ElementUse.TableGroup or ElementUse.Row or ElementUse.Cell && !policy.Tables
            ? use is ElementUse.Row ? ElementUse.Paragraph : ElementUse.Unwrap
            : use;
    }

    private static FrozenDictionary<string, ElementUse> Build()
    {
        var uses = new Dictionary<string, ElementUse>(StringComparer.Ordinal);
        void Add(ElementUse use, string names)
        {
            foreach (var name in names.Split(' '))
            {
                uses.Add(name, use);
            }
        }

        Add(ElementUse.Paragraph, "p div section article header footer main address figure figcaption details summary form fieldset center dl dt dd aside nav caption option");
        Add(ElementUse.Heading, "h1 h2 h3 h4 h5 h6");
        Add(ElementUse.Preformatted, "pre");
        Add(ElementUse.List, "ul ol");
        Add(ElementUse.Item, "li");
        Add(ElementUse.Quote, "blockquote");
        Add(ElementUse.Inline, "span del code em strong b i u");
        Add(ElementUse.Link, "a");
        Add(ElementUse.Break, "br");
        Add(ElementUse.Rule, "hr");
        Add(ElementUse.Image, "img");
        Add(ElementUse.Table, "table");
        Add(ElementUse.TableGroup, "thead tbody");
        Add(ElementUse.Row, "tr");
        Add(ElementUse.Cell, "td th");
        Add(ElementUse.RawDropped, "script style iframe noembed noframes title");
        Add(ElementUse.Dropped, "svg math template object");
        return uses.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

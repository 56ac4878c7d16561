using System.Collections.Frozen;
using System.Net;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>E-mail addresses, profiles and handles, IP and MAC addresses, in plain and in disguised spelling.</summary>
internal static class NetRules
{
    private const int LongestPart = 64; // RFC 5321 section 4.5.3.1.1
    private const int LongestIpSix = 39;
    private const int HostTokens = 12;
    private const int HouseReach = 8;
    private const int VersionReach = 5;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Machines =
        new[] { "printer", "gateway", "server", "router", "modem", "switch", "nas", "cctv", "proxy", "dns", "firewall", "scanner", "mesin", "komputer" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    // Networks where the path names a person.
    private static readonly string[] Networks =
        ["instagram", "facebook", "fb", "tiktok", "twitter", "x", "threads", "linkedin", "youtube", "telegram", "t", "snapchat", "pinterest"];

    public static void Read(Page page)
    {
        for (var token = 0; token < page.Count; token++)
        {
            ref readonly var here = ref page[token];
            if (here.Kind == TokenKind.Sign)
                Sign(page, token, page.Plain[here.Start]);
            else if (here.Length <= 2 && here.Kind == TokenKind.Word)
                Word(page, token);
            if (here.Is(Cue.Network))
                Handles.Read(page, token);
        }
    }

    // Nearly every token is a word without a sign of the net beside it, so the signs lead to the words.
    private static void Sign(Page page, int token, char sign)
    {
        if (sign == '@')
            At(page, token);
        else if (sign == '.')
            Dot(page, token);
        else if (sign == ':')
            Colon(page, token);
    }

    private static void Dot(Page page, int token)
    {
        ref readonly var before = ref page[token - 1];
        if (before.Kind == TokenKind.Digits && (token == 1 || !page.IsSign(token - 2, '.') || !page.IsGlued(token - 1)))
            Ip(page, token - 1);
        else if (before.Kind == TokenKind.Word && before.Length == 3 && page.IsGlued(token + 1) && page.Text(before) is "www")
            Host(page, token + 1);
        else if (before.Kind == TokenKind.Word && page.IsGlued(token + 1) && IsNetwork(page.Text(before)))
            Profile(page, token - 1);
    }

    // "https://": what follows is a host and nobody's name.
    private static void Colon(Page page, int token)
    {
        ref readonly var before = ref page[token - 1];
        if (before.Kind == TokenKind.Word && page.IsSign(token + 1, '/') && page.IsSign(token + 2, '/') && page.IsGlued(token + 3) && page.Text(before) is "http" or "https")
            Host(page, token + 3);
        if (before.Length is > 0 and <= 4 && before.Kind != TokenKind.Sign)
            Colons(page, token - 1);
    }

    private static void At(Page page, int token)
    {
        var at = page[token].Start;
        var (start, end) = (at, at + 1);
        if (!page.IsGlued(token + 1) && Handles.EndOfSpacedEmail(page, token) is { } last)
        {
            page.Add(FindingKind.Email, token - 1, last, 0.9, "email.disguised");
            return;
        }
        while (start > 0 && at - start < LongestPart && IsPart(page.Plain[start - 1]))
            start--;
        while (end - at <= LongestPart * 2 && IsPart(page.Plain[end]))
            end++;
        while (end > at + 1 && page.Plain[end - 1] is '.' or '-')
            end--;
        var domain = page.Plain.Chars[Math.Min(at + 1, end)..end];
        if (start < at && domain.IndexOf('.') > 0)
            Note(page, FindingKind.Email, start, end, 0.98, "email.shape");
        else if (start == at && end - at > 3 && domain.IndexOfAnyExceptInRange('0', '9') >= 0)
            Note(page, FindingKind.UrlProfile, at, end, 0.85, "profile.handle");
    }

    private static bool IsPart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '+';

    private static void Word(Page page, int token)
    {
        if (IsDisguisedAt(page, token) || (page[token].Length == 1 && page.IsSign(token - 1, '(') && page.IsSign(token + 1, ')') && page.Text(page[token]) is "a"))
            DisguisedEmail(page, token);
    }

    private static void Host(Page page, int first)
    {
        var last = first;
        while (last - first < HostTokens && page.IsGlued(last + 1) && !page.IsSign(last + 1, '/') && !page.IsSign(last + 1, '@') && !page.IsSign(last + 1, ','))
            last++;
        page.Pass(FindingKind.UrlProfile, first, last);
    }

    private static bool IsNetwork(ReadOnlySpan<char> word)
    {
        foreach (var network in Networks)
        {
            if (word.Equals(network, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    // instagram.com/name, x.com/name, facebook.com/profile.php?id=…; not /p/…, /reel/…, /watch
    private static void Profile(Page page, int token)
    {
        var isHost = page.IsGlued(token + 1) && page.IsGlued(token + 2) && page.IsWord(token + 2) && page.Text(page[token + 2]) is "com" or "net" or "me";
        if (!isHost || !page.IsSign(token + 3, '/') || !page.IsGlued(token + 4) || page[token + 4].Kind == TokenKind.Sign && !page.IsSign(token + 4, '@'))
            return;
        var (start, end) = (page[token].Start, page[token + 3].End);
        while (end - start < 200 && (IsPart(page.Plain[end]) || page.Plain[end] is '@' or '?' or '=' or '/' or '%'))
            end++;
        while (page.Plain[end - 1] is '.' or '/' or '?')
            end--;
        var path = page.Plain.Chars[page[token + 3].End..end];
        if (path.Length >= 2 && !path.StartsWith("p/") && !path.StartsWith("reel") && !path.StartsWith("watch") && !path.StartsWith("hashtag"))
            Note(page, FindingKind.UrlProfile, start, end, 0.93, "profile.address");
    }

    private static bool IsDisguisedAt(Page page, int token) =>
        page[token].Length == 2 && page.Text(page[token]) is var word && (word.Equals("at", StringComparison.OrdinalIgnoreCase) || word.Equals("et", StringComparison.OrdinalIgnoreCase));

    // "name at host dot tld", "name [et] host titik tld", "name (at) host (dot) tld"
    private static void DisguisedEmail(Page page, int at)
    {
        var isBracketed = Opens(page, at - 1) && Closes(page, at + 1);
        var name = isBracketed ? at - 2 : at - 1;
        var host = isBracketed ? at + 2 : at + 1;
        if (name < 0 || page[name].Kind == TokenKind.Sign || !page.IsWord(host) && page[host].Kind != TokenKind.Mixed)
            return;
        if (EndOfHost(page, host) is not { } last || (!isBracketed && page.IsSign(host + 1, '.')))
            return;
        // With brackets nothing else can be meant, so the name may be two words, as "maya puspita [at] …".
        while (name > 0 && page.IsGlued(name) && (page.IsSign(name - 1, '.') || page.IsSign(name - 1, '_')) && page.IsGlued(name - 1) && name > 1)
            name -= 2;
        while (name > 2 && page.Text(page[name - 1]) is "dot" or "titik" && page.IsWord(name - 2))
            name -= 2;
        if (isBracketed && name > 0 && page.IsWord(name - 1) && page[name - 1].Facts.Cues is var cues && ((cues & (Cue.GivenName | Cue.DoubtfulName)) != Cue.None || cues == Cue.None) && page[name].Kind == TokenKind.Word)
            name--;
        page.Add(FindingKind.Email, name, last, isBracketed ? 0.95 : 0.85, "email.disguised");
    }

    private static bool Opens(Page page, int token) => page[token].Kind == TokenKind.Sign && page[token].Length > 0 && page.Plain[page[token].Start] is '(' or '[' or '{' or '<' or '*' or '_';

    private static bool Closes(Page page, int token) => page[token].Kind == TokenKind.Sign && page[token].Length > 0 && page.Plain[page[token].Start] is ')' or ']' or '}' or '>' or '*' or '_';

    private static int? EndOfHost(Page page, int host)
    {
        var isDotted = page.IsSign(host + 1, '.') && page.IsGlued(host + 1) && page.IsWord(host + 2) && page.IsGlued(host + 2);
        if (isDotted)
            return host + 2;
        var dot = Opens(page, host + 1) ? host + 2 : host + 1;
        var isDot = page.IsWord(dot) && (page.Text(page[dot]).Equals("dot", StringComparison.OrdinalIgnoreCase) || page.Text(page[dot]).Equals("titik", StringComparison.OrdinalIgnoreCase));
        var tld = dot == host + 2 ? dot + 2 : dot + 1;
        return isDot && page.IsWord(tld) && page[tld].Length >= 2 ? tld : null;
    }

    private static void Ip(Page page, int token)
    {
        var (start, end) = (page[token].Start, page[token].End);
        while (end - start < 16 && (char.IsAsciiDigit(page.Plain[end]) || (page.Plain[end] == '.' && char.IsAsciiDigit(page.Plain[end + 1]))))
            end++;
        var text = page.Plain.Chars[start..end];
        if (text.Count('.') != 3 || !IPAddress.TryParse(text, out var address) || char.IsAsciiLetterOrDigit(page.Plain[end]))
            return;
        // A version, a leaflet's example: said of a router or an app it is nobody's.
        if (IsInside(text) && IsHouses(page, token))
            page.Pass(FindingKind.Ip, token, page.TokenAt(end - 1));
        else if (!IsVersion(page, token) && !Context.Stands(page, token, Cue.Thing, 2) && !Context.Stands(page, token, Cue.Mrn, 3) && !IPAddress.IsLoopback(address))
            Note(page, FindingKind.Ip, start, end, 0.93, "ip.shape");
    }

    // 10/8, 172.16/12, 192.168/16 (RFC 1918) said of a printer or a gateway: the house's own.
    private static bool IsInside(ReadOnlySpan<char> address) =>
        address.StartsWith("10.") || address.StartsWith("192.168.") || (address.StartsWith("172.") && address.Length > 6 && address[6] == '.' && int.Parse(address[4..6], System.Globalization.CultureInfo.InvariantCulture) is >= 16 and <= 31);

    // "Versi terbaru aplikasi: 2.14.3.1"
    private static bool IsVersion(Page page, int token)
    {
        for (var at = token - 1; at >= Math.Max(0, token - VersionReach) && !Context.EndsSentence(page, at); at--)
        {
            if (page.IsWord(at) && page.Text(page[at]) is "versi" or "Versi" or "version" or "Version" or "firmware" or "Firmware" or "v" or "build" or "rilis" or "pasal" or "bab" or "router" or "Router" or "modem" or "Modem")
                return true;
        }
        return false;
    }

    private static bool IsHouses(Page page, int token)
    {
        for (var at = token - 1; at >= Math.Max(0, token - HouseReach) && !Context.EndsSentence(page, at); at--)
        {
            if (page.IsWord(at) && page[at].Length >= 3 && Machines.Contains(page.Text(page[at])))
                return true;
        }
        return false;
    }

    private static void Colons(Page page, int token)
    {
        if (page[token].Length == 2)
            Mac(page, token);
        if (token == 0 || !page.IsSign(token - 1, ':'))
            IpSix(page, token);
    }

    // RFC 4291 section 2.2; a time of day has two colons at most.
    private static void IpSix(Page page, int token)
    {
        var (start, end) = (page[token].Start, page[token].End);
        while (end - start <= LongestIpSix && (char.IsAsciiHexDigit(page.Plain[end]) || page.Plain[end] == ':'))
            end++;
        var text = page.Plain.Chars[start..end];
        if (text.Count(':') >= 3 && IPAddress.TryParse(text, out _))
            Note(page, FindingKind.Ip, start, end, 0.93, "ip.shape");
    }

    private static void Mac(Page page, int token)
    {
        var (start, at) = (page[token].Start, page[token].Start);
        for (var part = 0; part < 6; part++, at += 3)
        {
            var isByte = char.IsAsciiHexDigit(page.Plain[at]) && char.IsAsciiHexDigit(page.Plain[at + 1]);
            if (!isByte || (part < 5 && page.Plain[at + 2] != ':'))
                return;
        }
        if (!char.IsAsciiLetterOrDigit(page.Plain[at - 1]) && (token == 0 || !page.IsSign(token - 1, ':')))
            Note(page, FindingKind.Device, start, at - 1, 0.95, "mac.shape");
    }

    private static void Note(Page page, FindingKind kind, int start, int end, double score, string reason)
    {
        if (page.Allow.AllowsWord(page.Plain.Chars[start..end]) || Offices.Has(kind, page.Plain.Chars[start..end]))
            page.Pass(kind, page.TokenAt(start), page.TokenAt(end - 1));
        else
            page.AddChars(kind, start, end, score, reason);
    }
}

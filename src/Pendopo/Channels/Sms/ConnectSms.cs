using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Sms;

/// <summary>Sets a gateway, or changes it. A key that is left empty stays as it was, for the server that it was given for.</summary>
internal sealed partial class ConnectSms(PendopoDb db, Accounts accounts, Here here, IStringLocalizer<SmsText> words, TimeProvider time)
{
    public const int UrlLength = 1_000, BodyLength = 4_000, HeadersLength = 2_000, ShortLength = 200, UsualPerMinute = 60, MostPerMinute = 600;

    private static readonly HashSet<string> Steering = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Content-Length", "Content-Encoding", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Expect" };

    public sealed record Request
    {
        /// <summary>What people call it: the sender's name.</summary>
        public string? Name { get; init; }
        public string? Country { get; init; }
        public string? Url { get; init; }
        /// <summary>Left empty it stays as it was.</summary>
        public string? Key { get; init; }
        public string? Method { get; init; }
        public string? ContentType { get; init; }
        public string? Headers { get; init; }
        public string? Body { get; init; }
        public string? Accepted { get; init; }
        public string? IdAt { get; init; }
        public string? ReportId { get; init; }
        public string? ReportStatus { get; init; }
        public string? Arrived { get; init; }
        public string? Failed { get; init; }
        public string? StopFrom { get; init; }
        public string? StopText { get; init; }
        public string? HeardId { get; init; }
        public string? PerMinute { get; init; }
        public string? Price { get; init; }
        public string? Currency { get; init; }
    }

    public Task<Channel?> Known(CancellationToken cancel) => db.Set<Channel>().OrderBy(row => row.Id).FirstOrDefaultAsync(row => row.Network == SmsConnector.NetworkName, cancel);

    public async Task<SmsKeys> Keys(Channel channel, CancellationToken cancel) => (await accounts.Open(channel, cancel)).Credentials<SmsKeys>();

    public async Task<Result<Channel>> Run(Request request, CancellationToken cancel)
    {
        var known = await Known(cancel);
        var before = known is null ? null : await Keys(known, cancel);
        var (name, country) = (Said(request.Name), new string([.. Said(request.Country).Where(char.IsAsciiDigit)]));
        var (headers, key) = (Said(request.Headers), Said(request.Key) is { Length: > 0 } typed ? typed : before?.Key ?? "");
        var isGet = Said(request.Method) == "GET";
        var problems = Check(request, isGet, name, country, headers);
        // Whoever may change the address would else be handed a key that nobody is shown.
        if (problems.Count == 0 && Said(request.Key).Length == 0 && before is { Key.Length: > 0 } && Server(before.Url) != Server(Said(request.Url)))
            problems.Add(words.Problem("KeyAnew", nameof(Request.Key)));
        var perMinute = Whole(request.PerMinute, UsualPerMinute, 1, MostPerMinute, nameof(Request.PerMinute), problems);
        var price = string.IsNullOrWhiteSpace(request.Price) ? (int?)null : Whole(request.Price, 0, 0, 1_000_000, nameof(Request.Price), problems);
        if (problems.Count > 0)
            return problems;
        var currency = Said(request.Currency).ToUpperInvariant() is { Length: 3 } letters && letters.All(char.IsAsciiLetterUpper) ? letters : "IDR";
        var keys = new SmsKeys(Said(request.Url), key, isGet, Said(request.ContentType), headers, isGet ? "" : Said(request.Body), Said(request.Accepted), Said(request.IdAt), Said(request.ReportId), Said(request.ReportStatus),
            Said(request.Arrived), Said(request.Failed), Said(request.StopFrom), Said(request.StopText), before?.Secret is { Length: > 0 } secret ? secret : SmsKeys.NewSecret(), perMinute, price, currency) { HeardId = Said(request.HeardId) };
        if (known is null)
            db.Add(known = Channel.Connect(here.Centre.Id, SmsConnector.NetworkName, name, country, accounts.Seal(keys), time.Now()));
        else
            known.Renew(name, country, accounts.Seal(keys), time.Now());
        return await db.TrySave(cancel) ? known : words.Problem("Stale");
    }

    /// <summary>Forgets the gateway and its keys. The register of who agreed stays.</summary>
    public async Task<bool> Undo(CancellationToken cancel)
    {
        if (await Known(cancel) is not { } channel)
            return false;
        var keys = await Keys(channel, cancel);
        channel.Renew(channel.Handle, channel.Address, accounts.Seal(keys with { Url = "", Key = "", Headers = "", Body = "", Secret = "" }), time.Now());
        channel.SwitchOff();
        return await db.TrySave(cancel);
    }

    private List<Problem> Check(Request request, bool isGet, string name, string country, string headers)
    {
        var problems = new List<Problem>();
        var (url, body) = (Said(request.Url), Said(request.Body));
        Refuse(name.Length is 0 or > 60, "NameRequired", nameof(Request.Name));
        Refuse(country.Length is 0 or > 4 || country[0] == '0', "CountryUnclear", nameof(Request.Country));
        Refuse(url.Length is 0 or > UrlLength || Server(url) is null, "UrlUnclear", nameof(Request.Url));
        // Without these two nothing would arrive, or everybody would get the same.
        Refuse(problems.Count == 0 && !Both(isGet ? url : url + body), "BlanksMissing", isGet ? nameof(Request.Url) : nameof(Request.Body));
        Refuse(!isGet && body.Length > BodyLength, "TooLong", nameof(Request.Body));
        Refuse(!isGet && !MediaType().IsMatch(Said(request.ContentType)), "ContentTypeUnclear", nameof(Request.ContentType));
        Refuse(headers.Length > HeadersLength || headers.ReplaceLineEndings("\n").Split('\n').Any(line => line.Length > 0 && !MaySay(line)), "HeadersUnclear", nameof(Request.Headers));
        Refuse(Said(request.Key) is var key && (key.Length > ShortLength || key.Any(char.IsControl)), "TooLong", nameof(Request.Key));
        foreach (var (text, field) in new[] { (request.Accepted, nameof(Request.Accepted)), (request.IdAt, nameof(Request.IdAt)), (request.ReportId, nameof(Request.ReportId)), (request.ReportStatus, nameof(Request.ReportStatus)), (request.Arrived, nameof(Request.Arrived)), (request.Failed, nameof(Request.Failed)), (request.StopFrom, nameof(Request.StopFrom)), (request.StopText, nameof(Request.StopText)), (request.HeardId, nameof(Request.HeardId)) })
            Refuse(Said(text).Length > ShortLength, "TooLong", field);
        return problems;

        void Refuse(bool wrong, string code, string field)
        {
            if (wrong)
                problems.Add(words.Problem(code, field));
        }
    }

    private int Whole(string? typed, int usual, int least, int most, string field, List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return usual;
        if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        problems.Add(words.Problem("NumberUnclear", field, least, most));
        return usual;
    }

    // One and the same, however its blanks are filled.
    private static string? Server(string url) => ServerAddress.Origin(SmsForm.Filled(url, "urlencoded", new("1", "a", "b", "c")));

    // The words of a post have line breaks, and what steers the connection is not the gateway's to be told.
    private static bool MaySay(string line) => HeaderLine().IsMatch(line) && !line.Contains("{text}", StringComparison.Ordinal) && !Steering.Contains(line[..line.IndexOf(':', StringComparison.Ordinal)]);

    private static bool Both(string form) => form.Contains("{to}", StringComparison.Ordinal) && form.Contains("{text}", StringComparison.Ordinal);

    private static string Said(string? typed) => (typed ?? "").Trim();

    [GeneratedRegex("^[a-z]+/[a-z0-9.+-]+(; ?charset=utf-8)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MediaType();

    // RFC 9110 section 5.1: a name is a token; a value holds no control characters.
    [GeneratedRegex(@"^[A-Za-z0-9-]{1,60}: ?[\x20-\x7e]{1,1000}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HeaderLine();
}

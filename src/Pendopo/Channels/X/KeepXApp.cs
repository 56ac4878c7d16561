using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Platform;

namespace Pendopo.Channels.X;

/// <summary>Keeps the installation's app at X and its prices. The secret is kept encrypted and never shown again.</summary>
internal sealed partial class KeepXApp(KeepApp keep, XSettings x, TimeProvider time, IStringLocalizer<XText> words, IStringLocalizer<ChannelsText> shared)
{
    // What no single call has ever cost; a comma in the wrong place is caught by it.
    private const decimal Dearest = 100m;

    /// <param name="Secret">Empty keeps the one that is known, as long as the app stays the same.</param>
    /// <param name="PostPrice">US dollars; empty for what the program knows. The others likewise.</param>
    /// <param name="ReadOn">The day on which somebody read them, as a date field sends it.</param>
    public sealed record Request(string? ClientId, string? Secret, string? PostPrice, string? LinkPrice, string? ReplyPrice, string? ReadOn)
    {
        public TypedVersion Version { get; init; }
    }

    public Task<Result<Done>> Run(Request request, CancellationToken cancel) =>
        keep.Run(new("settings.x", XSettings.ClientIdKey, request.ClientId, XSettings.KeptSecretKey, request.Secret, x.Seal)
        {
            Besides =
            [
                (XSettings.PostPriceKey, Told(request.PostPrice)), (XSettings.LinkPriceKey, Told(request.LinkPrice)), (XSettings.ReplyPriceKey, Told(request.ReplyPrice)),
                (XSettings.PricesReadKey, request.ReadOn?.Trim()), .. x.Version.Kept(request.Version),
            ],
            Versions = [.. x.Version.Of(XConnector.NetworkName)],
        }, Check(request), cancel);

    private IEnumerable<Problem> Check(Request request)
    {
        if (!string.IsNullOrWhiteSpace(request.ClientId) && !Key().IsMatch(request.ClientId.Trim()))
            yield return words.Problem("ClientIdWrong", nameof(Request.ClientId));
        if (!string.IsNullOrWhiteSpace(request.Secret) && !Key().IsMatch(request.Secret.Trim()))
            yield return words.Problem("SecretWrong", nameof(Request.Secret));
        foreach (var (price, field) in new[] { (request.PostPrice, nameof(Request.PostPrice)), (request.LinkPrice, nameof(Request.LinkPrice)), (request.ReplyPrice, nameof(Request.ReplyPrice)) })
        {
            if (!string.IsNullOrWhiteSpace(price) && Read(price) is not (>= 0 and <= Dearest))
                yield return words.Problem("PriceWrong", field);
        }
        if (!string.IsNullOrWhiteSpace(request.ReadOn) && !(DateOnly.TryParseExact(request.ReadOn.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day <= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddDays(1))))
            yield return words.Problem("ReadOnWrong", nameof(Request.ReadOn));
        foreach (var problem in x.Version.Check(request.Version, nameof(Request.Version), shared))
            yield return problem;
    }

    private static string? Told(string? price) => Read(price)?.ToString(CultureInfo.InvariantCulture);

    // 0.015 and 0,015 are the same amount.
    private static decimal? Read(string? price) =>
        decimal.TryParse(price?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    [GeneratedRegex("^[A-Za-z0-9_:.-]{8,200}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}

using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Connects a number, or gives a connected one another token. All that can be wrong is asked of the network before anything is kept.</summary>
internal sealed partial class ConnectWhatsApp(PendopoDb db, Cloud cloud, Accounts accounts, CheckAccount check, IStringLocalizer<WhatsAppText> words, TimeProvider time)
{
    public const string DefaultServer = "https://graph.facebook.com", DefaultVersion = GraphSettings.DefaultVersion;

    /// <param name="Phone">The number's id, not the number itself.</param>
    /// <param name="Version">Empty for the version that this program was written for.</param>
    /// <param name="Server">Empty for Meta's own.</param>
    public sealed record Request(string? Business, string? Phone, string? Token, string? AppSecret, string? Version, string? Server);

    public async Task<Result<Channel>> Run(Centre centre, Request request, CancellationToken cancel)
    {
        if (Check(request, out var keys) is { Count: > 0 } problems)
            return problems;
        var number = await cloud.Ask(keys, $"{keys.Phone}?fields=id,display_phone_number,verified_name,quality_rating,messaging_limit_tier", cancel);
        if (number.HasNothing)
            return words.Problem("VersionNotThere", nameof(Request.Version), keys.Version);
        if (!number.Ok)
            return Refusal(number, nameof(Request.Phone));
        if (await cloud.Ask(keys, $"{keys.Business}/phone_numbers?fields=id", cancel) is var own && (!own.Ok || !own.Body.Items("data").Any(one => one.Text("id") == keys.Phone)))
            return own.Ok ? words.Problem("PhoneElsewhere", nameof(Request.Phone)) : Refusal(own, nameof(Request.Business));
        // Without this Meta tells this program nothing of what people write.
        if (await cloud.Do(keys, $"{keys.Business}/subscribed_apps", [], cancel) is { Ok: false } refused)
            return Refusal(refused, nameof(Request.Business));
        var shown = new string([.. number.Body.Text("display_phone_number").Where(char.IsAsciiDigit)]);
        return await Keep(centre, keys, KeptText.Of("+" + shown, Border.HandleLength), cancel);
    }

    /// <summary>Takes the number away from this program: Meta sends nothing more, and the token is forgotten here.</summary>
    public async Task<bool> Undo(Id<Channel> id, CancellationToken cancel)
    {
        if (await accounts.Find(id, cancel) is not { Network: WhatsAppConnector.NetworkName } channel)
            return false;
        var keys = (await accounts.Open(channel, cancel)).Credentials<WhatsAppKeys>();
        if (keys.Token.Length > 0)
            await cloud.Delete(keys, $"{keys.Business}/subscribed_apps", cancel);
        channel.Renew(channel.Handle, channel.Address, accounts.Seal(keys with { Token = "", AppSecret = "" }), time.Now());
        channel.SwitchOff();
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private Problem Refusal(CloudAnswer answer, string field) => answer.Code switch
    {
        190 or 102 => words.Problem("TokenRefused", nameof(Request.Token)),
        3 or 10 or (>= 200 and <= 299) => words.Problem("PermissionMissing", nameof(Request.Token)),
        100 when answer.Words.Contains("appsecret_proof", StringComparison.OrdinalIgnoreCase) => words.Problem("SecretRefused", nameof(Request.AppSecret)),
        100 => words.Problem("IdUnknown", field),
        _ => words.Problem("ServerNotReached"),
    };

    private List<Problem> Check(Request request, out WhatsAppKeys keys)
    {
        var problems = new List<Problem>();
        var version = string.IsNullOrWhiteSpace(request.Version) ? DefaultVersion : request.Version.Trim();
        var server = string.IsNullOrWhiteSpace(request.Server) ? DefaultServer : ServerAddress.Origin(request.Server.Trim());
        keys = new(server ?? DefaultServer, version, request.Token?.Trim() ?? "", request.AppSecret?.Trim() ?? "", request.Phone?.Trim() ?? "", request.Business?.Trim() ?? "", RandomNumberGenerator.GetHexString(32, lowercase: true));
        Need(Digits().IsMatch(keys.Business), "BusinessUnclear", nameof(Request.Business));
        Need(Digits().IsMatch(keys.Phone), "PhoneIdUnclear", nameof(Request.Phone));
        Need(keys.Token.Length is > 0 and <= 1000 && keys.Token.All(char.IsAsciiLetterOrDigit), "TokenRequired", nameof(Request.Token));
        Need(Secret().IsMatch(keys.AppSecret), "SecretUnclear", nameof(Request.AppSecret));
        Need(ApiVersion().IsMatch(version), "VersionUnclear", nameof(Request.Version));
        Need(server is not null, "ServerNotAnAddress", nameof(Request.Server));
        return problems;

        void Need(bool holds, string code, string field)
        {
            if (!holds)
                problems.Add(words.Problem(code, field));
        }
    }

    private async Task<Result<Channel>> Keep(Centre centre, WhatsAppKeys keys, string handle, CancellationToken cancel)
    {
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == WhatsAppConnector.NetworkName && channel.Address == keys.Phone, cancel);
        if (known is null)
            db.Add(known = Channel.Connect(centre.Id, WhatsAppConnector.NetworkName, handle, keys.Phone, accounts.Seal(keys), time.Now()));
        else
        {
            // The word that Meta proves the address with stays: it was entered there.
            var before = (await accounts.Open(known, cancel)).Credentials<WhatsAppKeys>();
            known.Renew(handle, keys.Phone, accounts.Seal(keys with { VerifyToken = before.VerifyToken }), time.Now());
        }
        await db.SaveChangesAsync(cancel);
        // Also when only the version changed: what stands at the light is what this one says.
        await check.Run(known.Id, cancel);
        return await accounts.Find(known.Id, cancel) ?? known;
    }

    [GeneratedRegex("^[0-9]{5,30}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Secret();

    [GeneratedRegex(@"^v[0-9]{2}\.[0-9]$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ApiVersion();
}

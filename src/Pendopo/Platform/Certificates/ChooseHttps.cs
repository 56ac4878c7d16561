using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Certificates;

/// <summary>What was asked for in the form; an empty secret keeps the stored one.</summary>
public sealed record HttpsChoice(string? Names, string? Contact, bool Agreed, string? Authority, string? KnownAs, string? Secret);

/// <summary>Lets Pendopo get its certificate itself, or stop doing so.</summary>
public sealed partial class ChooseHttps
{
    /// <summary>Names on one certificate: what Let's Encrypt allows.</summary>
    private const int MostNames = 100;

    private readonly SettingsBook settings;
    private readonly PendopoDb db;
    private readonly JobBoard jobs;
    private readonly CertificateAccount account;
    private readonly AuditBook audit;
    private readonly Rights rights;
    private readonly Here here;
    private readonly IStringLocalizer<CertificatesText> words;

    internal ChooseHttps(IServiceProvider services)
    {
        (settings, db, jobs) = (services.GetRequiredService<SettingsBook>(), services.GetRequiredService<PendopoDb>(), services.GetRequiredService<JobBoard>());
        (account, audit, rights) = (services.GetRequiredService<CertificateAccount>(), services.GetRequiredService<AuditBook>(), services.GetRequiredService<Rights>());
        (here, words) = (services.GetRequiredService<Here>(), services.GetRequiredService<IStringLocalizer<CertificatesText>>());
    }

    public async Task<Result<Done>> Run(HttpsChoice choice, CancellationToken cancel)
    {
        if (!await rights.MayEverywhere(here, PlatformPermissions.Settings, cancel))
            return Problem.NotFound;
        var names = Names(choice.Names);
        var problems = Check(names, choice).ToList();
        if (problems.Count > 0)
            return problems;
        await settings.Write(HttpsKeys.Names, string.Join(' ', names), cancel);
        await settings.Write(HttpsKeys.Contact, choice.Contact?.Trim(), cancel);
        await settings.Write(HttpsKeys.Directory, choice.Authority?.Trim(), cancel);
        await settings.Write(HttpsKeys.KnownAs, choice.KnownAs?.Trim(), cancel);
        if (string.IsNullOrEmpty(choice.KnownAs))
            await settings.Write(HttpsKeys.Secret, null, cancel);
        else if (!string.IsNullOrEmpty(choice.Secret))
            await settings.Write(HttpsKeys.Secret, account.SealSecret(choice.Secret.Trim()), cancel);
        // A person who asks again is not made to wait for what failed before.
        await settings.Write(HttpsKeys.Report, null, cancel);
        jobs.Add(new KeepCertificate());
        audit.Note("settings.certificate", "installation");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }

    internal static List<string> Names(string? text) =>
        [.. (text ?? "").ToLowerInvariant().Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private IEnumerable<Problem> Check(List<string> names, HttpsChoice choice)
    {
        if (names.Count > MostNames || names.Sum(name => name.Length + 1) > 4000 || names.Exists(name => !NameForm().IsMatch(name) || name.Length > 253))
            yield return words.Problem("NamesWrong", "Names");
        // Nothing named means: no certificate is wanted, and nothing else counts.
        if (names.Count == 0)
            yield break;
        if (choice.Contact is { Length: > 0 } contact && !EmailForm.IsAddress(contact.Trim()))
            yield return words.Problem("ContactWrong", "Contact");
        if (choice.Authority is { Length: > 0 } authority && !(Uri.TryCreate(authority.Trim(), UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && authority.Length <= 500))
            yield return words.Problem("AuthorityWrong", "Authority");
        if (!choice.Agreed)
            yield return words.Problem("AgreeFirst", "Agreed");
    }

    // Whole names with at least one dot; a wildcard cannot be proved over HTTP (RFC 8555 section 8.3).
    [GeneratedRegex("^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$", RegexOptions.NonBacktracking)]
    private static partial Regex NameForm();
}

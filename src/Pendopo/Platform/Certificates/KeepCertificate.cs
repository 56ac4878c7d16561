using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Certificates.Acme;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Certificates;

/// <summary>Gets the certificate when there is none, other names are wanted, or two thirds of its life are over.</summary>
[Job("platform.certificate", MaxAttempts = 3)]
internal sealed record KeepCertificate : IJob;

/// <summary>One node does it for all. A refusal is kept as a report and asked again later and later: an hour, two, four … at most a day
/// (Let's Encrypt counts five failed proofs an hour for a name).</summary>
internal sealed class KeepCertificateJob(PendopoDb db, SettingsBook book, CertificateAccount account, CertificateShelf shelf, IConfiguration settings, TimeProvider time) : IJobHandler<KeepCertificate>
{
    private readonly HttpsWish wish = new(settings);

    public async Task<JobOutcome> Run(KeepCertificate job, CancellationToken cancel)
    {
        await book.Load(cancel);
        if (!wish.ByItself)
            return JobOutcome.Done;
        var now = time.Now();
        var held = await db.Set<HeldCertificate>().FirstOrDefaultAsync(cancel);
        if ((held is not null && held.Names == string.Join(' ', wish.Names) && now < held.RenewAt) || wish.Report is { Trouble: not null } last && now < last.Next)
            return JobOutcome.Done;
        try
        {
            Keep(held, await account.Order(wish, cancel));
            await book.Write(HttpsKeys.Report, null, cancel);
            await book.Write(HttpsKeys.Serial, Guid.CreateVersion7().ToString("N"), cancel);
        }
        catch (AcmeException refusal)
        {
            db.ChangeTracker.Clear();
            await Report(refusal, now, cancel);
        }
        await book.Write(HttpsKeys.Proof, null, cancel);
        await db.SaveChangesAsync(cancel);
        await book.Publish(cancel);
        return JobOutcome.Done;
    }

    private void Keep(HeldCertificate? held, IssuedCertificate issued)
    {
        // Read before it is kept: what the handshake could not use never takes the place of what it can.
        var leaf = CertificateShelf.Read(issued.Chain, issued.Key).TargetCertificate;
        if (held is null)
            db.Add(held = new HeldCertificate());
        (held.Names, held.Chain, held.SealedKey) = (string.Join(' ', wish.Names), issued.Chain, shelf.Seal(issued.Key));
        (held.ValidFrom, held.ValidUntil) = (Instants.Cut(new DateTimeOffset(leaf.NotBefore.ToUniversalTime())), Instants.Cut(new DateTimeOffset(leaf.NotAfter.ToUniversalTime())));
    }

    private Task Report(AcmeException refusal, DateTimeOffset now, CancellationToken cancel)
    {
        var failures = (wish.Report?.Failures ?? 0) + 1;
        var pause = TimeSpan.FromHours(Math.Min(24, 1 << Math.Min(failures - 1, 5)));
        return book.Write(HttpsKeys.Report, new CertificateReport(now, now + (refusal.After > pause ? refusal.After.Value : pause), failures, refusal.Trouble, refusal.Detail).Write(), cancel);
    }
}

/// <summary>The account at the authority: one for each authority, its key sealed with the other keys.</summary>
internal sealed class CertificateAccount(PendopoDb db, SettingsBook book, HouseKey house, OutboundHttp http, TimeProvider time)
{
    private const string Purpose = "acme-account", SecretPurpose = "acme-customer";

    private sealed record Kept(string Authority, string Url, string Key);

    /// <summary>Orders a certificate, with the account that is kept or with a new one when the authority no longer knows it.</summary>
    public async Task<IssuedCertificate> Order(HttpsWish wish, CancellationToken cancel)
    {
        if (await Read(wish.Authority, cancel) is { } kept)
        {
            using var known = ECDsa.Create();
            known.ImportFromPem(kept.Key);
            try
            {
                return await Orders(new AcmeLine(http, wish.Authority, known, kept.Url, time)).Get(wish.Names, cancel);
            }
            catch (AcmeException refusal) when (refusal.Trouble == AcmeTrouble.AccountGone)
            {
                await book.Write(HttpsKeys.Account, null, cancel);
            }
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var line = new AcmeLine(http, wish.Authority, key, null, time);
        var orders = Orders(line);
        await orders.MakeAccount(new(await book.Read(HttpsKeys.Contact, cancel), await book.Read(HttpsKeys.KnownAs, cancel), await Secret(cancel)), cancel);
        await book.Write(HttpsKeys.Account, Seal(Purpose, JsonSerializer.Serialize(new Kept(wish.Authority, line.AccountUrl!, key.ExportPkcs8PrivateKeyPem()))), cancel);
        await db.SaveChangesAsync(cancel);
        return await orders.Get(wish.Names, cancel);
    }

    public string SealSecret(string secret) => Seal(SecretPurpose, secret);

    /// <summary>The proof is a row before the authority is told to look: any node may be asked for it.</summary>
    private AcmeOrder Orders(AcmeLine line) => new(line, time, async (token, text, cancel) =>
    {
        await book.Write(HttpsKeys.Proof, text, cancel);
        await db.SaveChangesAsync(cancel);
    });

    private async Task<string?> Secret(CancellationToken cancel) => await book.Read(HttpsKeys.Secret, cancel) is { } kept ? Open(SecretPurpose, kept) : null;

    private async Task<Kept?> Read(string authority, CancellationToken cancel) =>
        await book.Read(HttpsKeys.Account, cancel) is { } text && Open(Purpose, text) is { } json && JsonSerializer.Deserialize<Kept>(json) is { } kept && kept.Authority == authority ? kept : null;

    private string Seal(string purpose, string text) => Convert.ToBase64String(house.Seal(purpose, Encoding.UTF8.GetBytes(text)));

    private string? Open(string purpose, string kept)
    {
        try
        {
            return Encoding.UTF8.GetString(house.Open(purpose, Convert.FromBase64String(kept)));
        }
        catch (CryptographicException)
        {
            // Sealed by another house key: a new account is made.
            return null;
        }
    }
}

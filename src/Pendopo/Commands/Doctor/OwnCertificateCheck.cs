using System.Globalization;
using System.Resources;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Certificates;
using Pendopo.Platform.Certificates.Acme;
using Pendopo.Platform.Data;

namespace Pendopo.Commands.Doctor;

/// <summary>The certificate that Pendopo holds itself: does it renew, can own files be used, for how long yet?</summary>
internal sealed class OwnCertificateCheck(PendopoDb db, IConfiguration settings, TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);
    private readonly HttpsWish wish = new(settings);

    public async Task<Finding> Run(CancellationToken cancel)
    {
        if (CertificateFiles.Named(settings) is { } files)
            return Files(files.Chain, files.Key);
        if (!wish.ByItself)
            return Finding.Good("Pendopo gets no certificate of its own: none is asked for.");
        var held = await db.Set<HeldCertificate>().AsNoTracking().FirstOrDefaultAsync(cancel);
        if (wish.Report is { Trouble: { } trouble } report)
        {
            var until = held is null ? "There is none to show." : string.Create(CultureInfo.InvariantCulture, $"The present one holds until {held.ValidUntil:yyyy-MM-dd}.");
            return Finding.Bad(string.Create(CultureInfo.InvariantCulture, $"No certificate came at {report.At:u}. {until} The next try is at {report.Next:u}."), Words(trouble));
        }
        return held is null
            ? Finding.Hint("No certificate is here yet.", "It is asked for within an hour while Pendopo runs; saving the names under /admin/settings asks at once.")
            : Held(wish.Names[0], held.ValidUntil);
    }

    private Finding Files(string chain, string key)
    {
        try
        {
            return Held(chain, new DateTimeOffset(CertificateShelf.Read(File.ReadAllText(chain), File.ReadAllText(key)).TargetCertificate.NotAfter.ToUniversalTime()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return Finding.Bad($"The certificate file {chain} cannot be used: {error.Message}", "Give chain and key as PEM (--certificate, --certificate-key), readable by the user Pendopo runs as, and belonging together.");
        }
    }

    private Finding Held(string what, DateTimeOffset until)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"The certificate of {what} holds until {until:yyyy-MM-dd}.");
        return until - time.GetUtcNow() > Soon ? Finding.Good(text) : Finding.Bad(text, "Replace the file, or look under /admin/settings why it does not renew by itself.");
    }

    // Doctor speaks English, whatever this machine's language is.
    private static string Words(AcmeTrouble trouble) =>
        new ResourceManager(typeof(CertificatesText)).GetString($"Trouble.{trouble}", CultureInfo.InvariantCulture)!;
}

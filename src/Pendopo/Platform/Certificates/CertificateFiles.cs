using System.Security.Cryptography;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Certificates;

/// <summary>Opens the shelf at the start. With files of one's own it looks every half minute whether somebody exchanged them; files that
/// cannot be read leave the last good certificate in its place.</summary>
internal sealed class CertificateFiles(CertificateShelf shelf, Readiness readiness, IConfiguration settings, TimeProvider time, ILogger<CertificateFiles> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private (DateTime, DateTime, long, long) seen;

    /// <summary>Reads own files before the first handshake, so that a wrong one stops the start with a sentence.</summary>
    public static (string Chain, string Key)? Named(IConfiguration settings) =>
        settings[HttpsKeys.File] is { Length: > 0 } chain ? (chain, settings[HttpsKeys.KeyFile] is { Length: > 0 } key ? key : chain) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Named(settings) is not { } files)
        {
            await readiness.Ready.WaitAsync(stoppingToken);
            await shelf.Open(stoppingToken);
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            Take(files);
            await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take((string Chain, string Key) files)
    {
        try
        {
            var (chain, key) = (new FileInfo(files.Chain), new FileInfo(files.Key));
            var now = (chain.LastWriteTimeUtc, key.LastWriteTimeUtc, chain.Length, key.Length);
            if (now == seen)
                return;
            shelf.Put(CertificateShelf.Read(File.ReadAllText(files.Chain), File.ReadAllText(files.Key)));
            seen = now;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            log.LogError("The certificate files cannot be used ({Fault}): {What}", error.GetType().Name, error.Message);
        }
    }
}

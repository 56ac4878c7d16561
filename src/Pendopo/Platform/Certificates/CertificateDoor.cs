using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Certificates;

/// <summary>Answers the authority's question under a name (RFC 8555 section 8.3), and leads whoever came unencrypted to the encrypted page.</summary>
internal sealed class CertificateDoor(RequestDelegate next, CertificateShelf shelf, IConfiguration settings)
{
    public const string Question = "/.well-known/acme-challenge";
    private readonly HttpsWish wish = new(settings);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(Question, StringComparison.Ordinal, out var token) && wish.ByItself)
        {
            await Answer(context, token.Value?.TrimStart('/') ?? "");
            return;
        }
        if (LeadsToEncrypted(context.Request))
        {
            // 308 keeps the method and what was sent (RFC 9110 section 15.4.9).
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = wish.Encrypted(context.Request.Host.Host) + context.Request.PathBase.Add(context.Request.Path).ToUriComponent() + context.Request.QueryString.ToUriComponent();
            return;
        }
        await next(context);
    }

    // Only under a name that the certificate is for: this machine's own supervisor and other nodes ask by address, and a made-up name leads nowhere.
    private bool LeadsToEncrypted(HttpRequest request) =>
        !request.IsHttps && wish.Listens && shelf.Current is { } shown && !request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && shown.TargetCertificate.MatchesHostname(request.Host.Host);

    private async Task Answer(HttpContext context, string token)
    {
        // Read from the database, for another node may have asked. The text begins with the token; who asks for another gets nothing.
        await using var scope = context.RequestServices.CreateAsyncScope();
        var text = await scope.ServiceProvider.GetRequiredService<SettingsBook>().Read(HttpsKeys.Proof, context.RequestAborted);
        if (token.Length == 0 || text?.StartsWith(token + ".", StringComparison.Ordinal) != true)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = "application/octet-stream";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}

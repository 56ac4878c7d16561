using Microsoft.AspNetCore.Http.Features;
using Pendopo.Platform.Web;

namespace Pendopo.Platform.Storage;

/// <summary>What a person had typed into a form that could not be kept: shown again, and sent again at the press of a button.</summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="Fields">All that can be sent again; empty when something must not be kept, such as a password or a file.</param>
/// <param name="Words">What the person wrote, to be read and copied.</param>
/// <param name="HadFiles">Whether files came along: they are not kept.</param>
public sealed record TypedWords(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<string> Words, bool HadFiles)
{
    private static readonly string[] Secrets = ["password", "secret", "code", "passkey", "credential"];

    /// <summary>Null when no form was sent from our own pages, or what it held cannot be read any more.</summary>
    internal static async Task<TypedWords?> Of(HttpContext context)
    {
        // Nobody's page may make us show what it made a browser send.
        if (!context.Request.HasFormContentType || CrossSiteGuard.IsForeign(context.Request))
            return null;
        try
        {
            var form = context.Features.Get<IFormFeature>()?.Form ?? await context.Request.ReadFormAsync(context.RequestAborted);
            return Read(context.Request, form);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or InvalidOperationException or BadHttpRequestException)
        {
            // Half read, too large, or no room to take it in.
            return null;
        }
    }

    private static TypedWords Read(HttpRequest request, IFormCollection form)
    {
        var all = form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))).ToList();
        var words = all.Where(field => !field.Key.StartsWith('_') && !IsSecret(field.Key) && IsWritten(field.Value)).Select(field => field.Value).ToList();
        var again = form.Files.Count == 0 && !all.Exists(field => IsSecret(field.Key) && field.Value.Length > 0);
        return new(request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString, again ? all : [], words, form.Files.Count > 0);
    }

    private static bool IsSecret(string name) => Array.Exists(Secrets, secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase));

    // Marks of boxes, numbers of versions and ids of rows were not written by anybody.
    private static bool IsWritten(string value) => value.Length > 1 && value is not ("true" or "false" or "on") && !Guid.TryParse(value, out _) && value.Any(char.IsLetter);
}

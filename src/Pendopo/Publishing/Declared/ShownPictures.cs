using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>Asks of the pictures in a post whether somebody said whom they show, and whether these persons agree.</summary>
internal sealed class ShownPictures(PendopoDb db, ConsentUses uses, IStringLocalizer<DeclaredText> words)
{
    private const int AltShown = 60;

    /// <summary>Why a post cannot be handed in: a picture of which nobody said whom it shows, or a person without a name of their consent; null when all is said.</summary>
    public async Task<Problem?> Unsaid(PostWords said, CancellationToken cancel)
    {
        foreach (var (picture, file) in await Of(said, cancel))
        {
            if (file.Shows is null)
                return words.Problem("PictureUndeclared", "Pictures", Told(picture));
            if (file.Shows == Shown.Persons && (await uses.Of(PictureConsents.KindName, file.Id.Value, cancel)).Count == 0)
                return words.Problem("PictureNeedsConsent", "Pictures", Told(picture));
        }
        return null;
    }

    /// <summary>Why the pictures may not go to these channels then, or null when they may.</summary>
    public async Task<Problem?> Refuses(PostWords said, IReadOnlyCollection<ConsentChannel> channels, DateTimeOffset? at, CancellationToken cancel)
    {
        if (await Unsaid(said, cancel) is { } unsaid)
            return unsaid with { Field = null };
        foreach (var picture in said.Pictures)
        {
            if (await uses.Refuses(PictureConsents.KindName, picture.File.Value, channels, at, cancel) is { } unwilling)
                return unwilling;
        }
        return null;
    }

    /// <summary>Whether persons are shown whose consent is for this medium: one yes never carries another.</summary>
    public static bool Covers(IEnumerable<NamedConsent> named, ConsentMedium medium) => named.Any(one => one.Consent.Covers(medium));

    private async Task<List<(PostPicture Picture, StoredFile File)>> Of(PostWords said, CancellationToken cancel)
    {
        var ids = said.Pictures.Select(picture => picture.File).ToList();
        if (ids.Count == 0)
            return [];
        var files = await db.Set<StoredFile>().AsNoTracking().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancel);
        return [.. said.Pictures.Where(picture => files.ContainsKey(picture.File)).Select(picture => (picture, files[picture.File]))];
    }

    private string Told(PostPicture picture) =>
        picture.Alt.Length == 0 ? words["NoAlt"].Value : picture.Alt.Length <= AltShown ? picture.Alt : KeptText.Sound(picture.Alt[..AltShown]) + "…";
}

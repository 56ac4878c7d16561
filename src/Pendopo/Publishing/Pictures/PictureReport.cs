using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Pictures;

/// <summary>What is known of the text in one picture.</summary>
/// <param name="NameKinds">Kinds of what the file's own name told; the name is not kept.</param>
/// <param name="NeedsEyes">Whether a person confirms the four lines before the post goes on.</param>
internal sealed record PictureFacts(Id<StoredFile> File, PictureReading Reading, IReadOnlyList<string> NameKinds, bool NeedsEyes, IReadOnlyList<FoundInPicture> Found);

/// <summary>Something in a picture that could identify somebody.</summary>
/// <param name="Kind">As the guard names it.</param>
/// <param name="Seen">How it stands in the picture, as far as the reader took it.</param>
/// <param name="Text">One sentence in the reader's language.</param>
/// <param name="Stops">Whether the guard holds it at a public exit.</param>
internal sealed record FoundInPicture(string Kind, string Seen, string Text, bool Stops);

/// <summary>Reads what is known of the text in pictures.</summary>
internal sealed class PictureReport(Outgoing outgoing, PrivacyCheck check)
{
    public async Task<IReadOnlyList<PictureFacts>> Of(PostWords words, CancellationToken cancel)
    {
        var facts = new List<PictureFacts>();
        foreach (var (_, file) in await outgoing.Pictures(words, cancel))
            facts.Add(await Of(file, cancel));
        return facts;
    }

    public async Task<PictureFacts> Of(StoredFile file, CancellationToken cancel)
    {
        var found = file.ReadText.Length == 0 ? [] : await check.Look([new("picture", file.ReadText)], cancel);
        return new(file.Id, file.Reading, file.NameKinds.Split(' ', StringSplitOptions.RemoveEmptyEntries), file.NeedsEyes,
            [.. found.Select(one => new FoundInPicture(one.Kind, file.ReadText.Substring(one.Start, one.Length), one.Text, one.Stops))]);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Versions;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Infographics;

/// <summary>The posts that may get an infographic: what is not approved yet and stands in a language that it is written in, last edited first.</summary>
internal sealed class PostsForInfographic(PendopoDb db)
{
    private const int Most = 50;

    /// <param name="asked">A post that is offered too, whatever its state; null for none.</param>
    public async Task<IReadOnlyList<(Id<Post> Id, string Title)>> Of(Infographic sheet, Id<Post>? asked, CancellationToken cancel)
    {
        var rows = await db.Set<Post>().AsNoTracking().Where(post => post.RecalledAt == null && (post.Review != ReviewState.Approved || post.Id == asked))
            .OrderByDescending(post => post.EditedAt).ThenBy(post => post.Id).Take(Most).Select(post => new { post.Id, post.Title, post.Language }).ToListAsync(cancel);
        return [.. rows.Where(post => sheet.Languages.Contains(PutInPost.LanguageOf(post.Language))).Select(post => (post.Id, post.Title))];
    }
}

/// <summary>Makes an infographic the picture of a post, and of the post's version in the other language: each gets the one in its own words, described by them.</summary>
internal sealed class PutInPost(PostLedger ledger, KeepInfographic keep, DrawInfographic draw, PostPictures pictures, VersionReader versions, ConsentUses uses, IStringLocalizer<InfographicText> words)
{
    public async Task<Result<Post>> Run(Id<Infographic> id, Id<Post> to, CancellationToken cancel)
    {
        if (await keep.Find(id, cancel) is not { } sheet || await ledger.Find(to, cancel) is not { } post)
            return Problem.NotFound;
        if (await uses.Stops(InfographicConsents.KindName, id.Value, cancel))
            return words.Problem("TakenBack");
        if (!draw.MakesPictures)
            return words.Problem("NoPrinter");
        var put = await Put(sheet, post, cancel);
        if (!put.Ok)
            return put;
        foreach (var version in (await versions.Of(to, cancel)).Where(version => version.Post != to && LanguageOf(version.Language) != LanguageOf(post.Language) && version.Review is ReviewState.Draft or ReviewState.ChangesAsked))
        {
            if (version.Post != to && await ledger.Find(version.Post, cancel) is { RecalledAt: null } other && !sheet.In(LanguageOf(other.Language)).IsEmpty)
                await Put(sheet, other, cancel);
        }
        return put;
    }

    private async Task<Result<Post>> Put(Infographic sheet, Post post, CancellationToken cancel)
    {
        var (form, language) = (FormOf(sheet), LanguageOf(post.Language));
        if (sheet.In(language).IsEmpty)
            return words.Problem("NotInThatLanguage");
        if (await draw.Png(form, language, cancel) is not { } png)
            return words.Problem("NotMade");
        await using var content = new MemoryStream(png);
        // It is drawn of words: nobody's face is on it. Whom the words quote, the post quotes as well.
        await uses.Copy(post.CentreId, (InfographicConsents.KindName, sheet.Id.Value), (PostConsents.KindName, post.Id.Value), cancel);
        return await pictures.Add(post.Id, content, DrawInfographic.Alt(form, language), Declaration.Nobody, cancel);
    }

    public static InfographicForm FormOf(Infographic sheet) => new(sheet.Template, sheet.In("id"), sheet.In("en"), sheet.Link);

    // A post in Javanese gets the Indonesian one: who reads it reads that too.
    internal static string LanguageOf(string tag) => tag.StartsWith("en", StringComparison.Ordinal) ? "en" : "id";
}

/// <summary>Begins a post of an infographic: its words, its picture, and the version in the other language where both are written.</summary>
internal sealed class BeginInfographicPost(KeepInfographic keep, BeginPost begin, BeginVersion version, KeepPost words, PutInPost put)
{
    public async Task<Result<Post>> Run(Id<Infographic> id, CancellationToken cancel)
    {
        if (await keep.Find(id, cancel) is not { Languages: [var first, ..] } sheet)
            return Problem.NotFound;
        var begun = await begin.Run(WordsOf(sheet, first), null, cancel);
        if (!begun.Ok)
            return begun;
        if (sheet.Languages is [_, var second])
        {
            var other = await version.Run(new(begun.Value.Id, second, Easy: false), cancel);
            if (!other.Ok)
                return other;
            var said = await words.Run(new(other.Value.Id, other.Value.Revision, WordsOf(sheet, second), ByItself: false), cancel);
            if (!said.Ok)
                return said;
        }
        var done = await put.Run(id, begun.Value.Id, cancel);
        // Without the program that makes pictures the words are there all the same.
        return done.Ok || done.Problems[0].Code != "NoPrinter" ? done : begun;
    }

    private static PostWords WordsOf(Infographic sheet, string language)
    {
        var said = sheet.In(language);
        var numbered = sheet.Template == InfographicTemplate.Steps;
        var lines = said.Items.Select((item, index) => numbered ? $"{index + 1}. {item}" : $"- {item}").Concat(said.OtherItems.Select(item => $"- {Templates.Dont(language)}: {item}"));
        var title = said.Title.Length <= PostWords.TitleLength ? said.Title : said.Title[..(PostWords.TitleLength - 1)] + "…";
        return new(PostKind.Infographic, title, "", string.Join('\n', lines), "", language, said.Source);
    }
}

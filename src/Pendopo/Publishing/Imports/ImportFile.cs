using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Imports;

/// <summary>Looks at a file of posts: what it holds is kept and shown, nothing is made of it yet.</summary>
internal sealed class ImportFile(PendopoDb db, PostLedger ledger, ReadPlan plan, IStringLocalizer<ImportText> words)
{
    /// <summary>Most posts of one file.</summary>
    public const int MostRows = 2_000;

    /// <summary>The largest file; a few thousand posts without their pictures.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>The body of a request that carries one.</summary>
    public const long MaxRequest = MaxBytes + (1 << 20);

    private const int TitleOf = 80;

    // A file that was only looked at is not kept for ever.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<Result<Import>> Run(ImportSource source, string fileName, Stream content, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
        {
            if (bytes.Length + read > MaxBytes)
                return words.Problem("FileTooLarge", "File", MaxBytes >> 20);
            bytes.Write(buffer, 0, read);
        }
        bytes.Position = 0;
        try
        {
            var found = source == ImportSource.Plan ? await plan.Run(bytes.ToArray(), cancel) : Content(source, source == ImportSource.Facebook ? FacebookFile.Read(bytes) : FeedFile.Read(bytes));
            if (found.Rows.Count == 0)
                return new Problem("NothingInFile", found.Notes is [var why, ..] ? why : words["NothingInFile"], "File");
            var bound = ledger.Now - Kept;
            await db.Set<Import>().Where(row => row.State == ImportState.Looked && row.CreatedAt < bound).ExecuteDeleteAsync(cancel);
            var import = Import.Of(ledger.Here.Centre.Id, ledger.Here.Actor, source, KeptText.Sound(Path.GetFileName(fileName)), found, ledger.Now);
            db.Add(import);
            await db.SaveChangesAsync(cancel);
            return import;
        }
        catch (UnreadableException refused)
        {
            return words.Problem(refused.Key, "File");
        }
    }

    private ImportContent Content(ImportSource source, IReadOnlyList<FoundPost> found)
    {
        if (found.Count > MostRows)
            return new([], [words["TooManyRows", MostRows]], []);
        var pictures = found.Sum(post => post.Pictures);
        return new([], pictures == 0 ? [] : [words["PicturesLeftOut", pictures]], [.. found.Select((post, i) => Row(source, post, i + 1))]);
    }

    private ImportRow Row(ImportSource source, FoundPost post, int number)
    {
        var plain = ArticleMarkup.Plain(post.Text).ReplaceLineEndings(" ");
        var url = Uri.TryCreate(post.Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.AbsoluteUri : "";
        var said = new PostWords(source == ImportSource.Facebook ? PostKind.Tip : PostKind.Article, Cut(post.Title.ReplaceLineEndings(" ").Trim() is { Length: > 0 } title ? title : plain, post.Title.Length > 0 ? PostWords.TitleLength : TitleOf),
            Cut(ArticleMarkup.Plain(post.Summary).ReplaceLineEndings(" "), PostWords.SummaryLength), KeptText.Sound(post.Text), Cut(post.Topic, PostWords.TopicLength), ledger.Here.Centre.Language,
            url.Length is > 0 and < 1_000 ? $"{ledger.Here.Centre.Name} {url}" : "");
        var faults = WordsCheck.ToKeep(said, ledger).Select(problem => new ImportFault(problem.Field ?? "", problem.Text)).ToList();
        if (said.Title.Length == 0 && said.Text.Length == 0)
            faults.Add(new("", words["EntryEmpty"]));
        return new(number, said, null, [], null, faults, []);
    }

    // At a word where there is one; what is cut stands in the text.
    private static string Cut(string text, int most)
    {
        var sound = KeptText.Sound(text).Trim();
        if (sound.Length <= most)
            return sound;
        var end = sound.LastIndexOf(' ', most - 1);
        return KeptText.Sound(sound[..(end > most / 2 ? end : most - 1)]) + "…";
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Library;

/// <summary>What a thing of the library is for.</summary>
public enum LibraryKind
{
    /// <summary>Words that are told again and again.</summary>
    Text,

    /// <summary>Words with variables, filled each time.</summary>
    Template,

    /// <summary>An answer to what is often asked.</summary>
    Answer,

    /// <summary>A picture with its description and whose it is.</summary>
    Picture,

    Logo,

    /// <summary>Hashtags that go together.</summary>
    Hashtags,

    /// <summary>A video with what is said in it and whose it is; sent on its own page, or taken from a post.</summary>
    Video,
}

/// <summary>The words of a thing in the library.</summary>
/// <param name="Text">Markdown; for a picture its description for those who do not see it.</param>
/// <param name="Folder">Where it lies: names divided by slashes; may be empty.</param>
/// <param name="Tags">Words by which it is found, divided by spaces or commas.</param>
/// <param name="Rights">Whose it is and how it may be used; asked of pictures and logos.</param>
/// <param name="Until">The last day on which it may be used, or null.</param>
public sealed record LibraryWords(LibraryKind Kind, string Name, string Text, string Folder, string Tags, string Language, string Rights, DateOnly? Until);

/// <summary>Something that is used again: words, an answer, a picture, hashtags.</summary>
public sealed class LibraryItem : IBelongsToCentre, IVersioned
{
    public const int NameLength = 120, TextLength = 10_000, FolderLength = 120, TagsLength = 300, RightsLength = 300, SearchLength = 1_000;

    private LibraryItem()
    {
    }

    public Id<LibraryItem> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public LibraryKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Folder { get; private set; } = "";
    /// <summary>The tags with a space before and behind each, so that one is found whole.</summary>
    public string Tags { get; private set; } = "";
    public string Language { get; private set; } = "";
    public string Rights { get; private set; } = "";
    public DateOnly? UntilDay { get; private set; }
    /// <summary>The video with its captions and transcript, as JSON; null for all else.</summary>
    public string? VideoText { get; private set; }
    /// <summary>The picture, or the poster of a video that came from a post; null for words, and for a video that was sent here, whose poster is made later.</summary>
    public Id<StoredFile>? FileId { get; private set; }
    /// <summary>What a search looks through: in small letters, never shown.</summary>
    public string SearchText { get; private set; } = "";
    public Id<Person> EditorId { get; private set; }
    public DateTimeOffset EditedAt { get; private set; }
    public int Version { get; set; }

    public LibraryWords Words => new(Kind, Name, Text, Folder, Tags.Trim(), Language, Rights, UntilDay);

    public bool IsPicture => Kind is LibraryKind.Picture or LibraryKind.Logo;

    public PostVideo? Video => VideoText is null ? null : JsonSerializer.Deserialize<PostVideo>(VideoText);

    public static LibraryItem Of(Id<Centre> centre) => new() { Id = Id<LibraryItem>.New(), CentreId = centre };

    public bool MayBeUsedOn(DateOnly day) => UntilDay is null || day <= UntilDay;

    public void Say(LibraryWords words, Id<Person> editor, DateTimeOffset now)
    {
        (Kind, Name, Text, Folder, Language, Rights, UntilDay, EditorId, EditedAt) = (words.Kind, words.Name, words.Text, words.Folder, words.Language, words.Rights, words.Until, editor, now);
        Tags = words.Tags.Length == 0 ? "" : $" {words.Tags} ";
        var all = $"{Name} {Folder} {Tags} {Text}".ToLowerInvariant();
        SearchText = all.Length > SearchLength ? KeptText.Sound(all[..SearchLength]) : all;
    }

    public void Show(Id<StoredFile> file) => FileId = file;

    public void Show(PostVideo video, Id<StoredFile>? poster) => (VideoText, FileId) = (JsonSerializer.Serialize(video), poster);

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<LibraryItem>(item =>
        {
            item.ToTable("publishing_library");
            item.Ignore(row => row.Words);
            item.Ignore(row => row.Video);
            item.Property(row => row.Name).HasMaxLength(NameLength);
            item.Property(row => row.Text).HasMaxLength(TextLength);
            item.Property(row => row.Folder).HasMaxLength(FolderLength);
            item.Property(row => row.Tags).HasMaxLength(TagsLength + 2);
            item.Property(row => row.Language).HasMaxLength(PostWords.LanguageLength);
            item.Property(row => row.Rights).HasMaxLength(RightsLength);
            item.Property(row => row.SearchText).HasMaxLength(SearchLength);
            item.HasIndex(row => new { row.CentreId, row.EditedAt, row.Id });
        });
        builder.Entity<LibraryUse>(use =>
        {
            use.ToTable("publishing_library_use");
            use.HasKey(row => new { row.ItemId, row.PostId });
            use.HasIndex(row => row.PostId);
        });
    }
}

/// <summary>A thing of the library went into a post.</summary>
internal sealed class LibraryUse : IBelongsToCentre
{
    private LibraryUse()
    {
    }

    public Id<LibraryItem> ItemId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public DateTimeOffset UsedAt { get; private set; }

    public static LibraryUse Of(LibraryItem item, Post post, DateTimeOffset now) => new() { ItemId = item.Id, PostId = post.Id, CentreId = post.CentreId, UsedAt = now };
}

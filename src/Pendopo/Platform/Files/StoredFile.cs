using System.Security.Cryptography;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Files;

public enum FileAudience
{
    /// <summary>The person who brought it, and who holds `files.see` at the centre.</summary>
    Staff,

    /// <summary>Everybody who has the address.</summary>
    Everybody,
}

/// <summary>How far the text that stands in a picture is known.</summary>
public enum PictureReading
{
    /// <summary>Nobody asked: it is not for others, or it came before pictures were read.</summary>
    NotAsked,
    /// <summary>It will be read in a moment.</summary>
    Waiting,
    /// <summary>Read; there may be none.</summary>
    Read,
    /// <summary>The reader gave up.</summary>
    Failed,
    /// <summary>There is no reader on this machine.</summary>
    NoReader,
}

/// <summary>A picture that was taken in and cleaned, or a video made of one that was taken in. It is kept outside the database under a name that says nothing.</summary>
public sealed class StoredFile : IBelongsToCentre, IVersioned
{
    public const int MaxAltText = 1500, MaxReadText = 8000, MaxNameKinds = 200;

    private StoredFile()
    {
    }

    public Id<StoredFile> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> OwnerId { get; private set; }
    /// <summary>128 random bits in hexadecimal: the address, and the name on disk.</summary>
    public string Name { get; private set; } = "";
    public string Mime { get; private set; } = "";
    /// <summary>Bytes of the cleaned original.</summary>
    public long Size { get; private set; }
    /// <summary>Pixels as it is shown, upright.</summary>
    public int Width { get; private set; }
    public int Height { get; private set; }
    public string AltText { get; private set; } = "";
    /// <summary>Of the cleaned original, in lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";
    public FileAudience Audience { get; private set; }
    /// <summary>Whom it shows; null until somebody said so, and then it goes nowhere.</summary>
    public Shown? Shows { get; private set; }
    /// <summary>The widths of the smaller copies that are ready, separated by spaces; empty before they are made.</summary>
    public string Renditions { get; private set; } = "";
    public PictureReading Reading { get; private set; }
    /// <summary>The text that stands in the picture, as the reader took it; empty when there is none, or it is not known.</summary>
    public string ReadText { get; private set; } = "";
    /// <summary>Kinds of what the name told under which it was brought, separated by spaces. The name itself is not kept.</summary>
    public string NameKinds { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    internal static StoredFile Of(Id<Centre> centre, Id<Person> owner, CleanedFile cleaned, string altText, DateTimeOffset now) => new()
    {
        Id = Id<StoredFile>.New(),
        CentreId = centre,
        OwnerId = owner,
        Name = NewName(),
        Mime = cleaned.Facts.Type.Mime,
        Size = cleaned.Size,
        Width = cleaned.Facts.Shown.Width,
        Height = cleaned.Facts.Shown.Height,
        AltText = altText,
        Sha256 = cleaned.Sha256,
        Audience = FileAudience.Staff,
        CreatedAt = now,
    };

    /// <summary>A video or a sound that was made here, of something that somebody brought.</summary>
    internal static StoredFile OfMedia(Id<Centre> centre, Id<Person> owner, FileType type, MadeFile made, DateTimeOffset now) => new()
    {
        Id = Id<StoredFile>.New(),
        CentreId = centre,
        OwnerId = owner,
        Name = NewName(),
        Mime = type.Mime,
        Size = made.Size,
        Width = made.Width,
        Height = made.Height,
        Sha256 = made.Sha256,
        Audience = FileAudience.Staff,
        CreatedAt = now,
    };

    /// <summary>The same bytes under a name of their own, for staff alone; its smaller copies are made anew.</summary>
    internal static StoredFile CopyOf(StoredFile file, Id<Centre> centre, Id<Person> owner, DateTimeOffset now) => new()
    {
        Id = Id<StoredFile>.New(),
        CentreId = centre,
        OwnerId = owner,
        Name = NewName(),
        Mime = file.Mime,
        Size = file.Size,
        Width = file.Width,
        Height = file.Height,
        AltText = file.AltText,
        Sha256 = file.Sha256,
        Audience = FileAudience.Staff,
        CreatedAt = now,
    };

    /// <summary>Widths of the smaller copies, ascending.</summary>
    public IEnumerable<int> Widths => Renditions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);

    /// <summary>The address of the original, or of the copy that is at least so wide.</summary>
    public string Address(int? width = null) => width is null ? $"/files/{Name}" : $"/files/{Name}/{width}";

    public bool IsPicture => Mime.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>Opens it to everybody: what it stands in was published.</summary>
    public void Show() => Audience = FileAudience.Everybody;

    /// <summary>Closes it again: what it stood in was recalled.</summary>
    public void Hide() => Audience = FileAudience.Staff;

    /// <summary>Says whom it shows.</summary>
    public void Declare(Shown shows) => Shows = shows;

    public void Describe(string altText) => AltText = altText;

    /// <summary>Whether nobody but a person can say what stands in it.</summary>
    public bool NeedsEyes => NameKinds.Length > 0 || Reading is PictureReading.NotAsked or PictureReading.Failed or PictureReading.NoReader;

    /// <summary>Keeps what kinds of things its own name told.</summary>
    public void Named(IEnumerable<string> kinds) => NameKinds = string.Join(' ', kinds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>Takes over what the name of the picture told that this is a copy of.</summary>
    public void Named(string kinds) => NameKinds = kinds;

    internal void WaitForReader() => (Reading, ReadText) = (PictureReading.Waiting, "");

    internal void HoldsNoText() => (Reading, ReadText) = (PictureReading.Read, "");

    /// <summary>Takes other bytes in the place of its own, under a name of their own: copies of the old address, wherever they are kept, lead nowhere.</summary>
    /// <returns>The name that it had.</returns>
    internal string Replace(string name, CleanedFile cleaned)
    {
        var before = Name;
        (Name, Mime, Size, Sha256, Renditions) = (name, cleaned.Facts.Type.Mime, cleaned.Size, cleaned.Sha256, "");
        (Width, Height) = cleaned.Facts.Shown;
        return before;
    }

    internal void Made(IEnumerable<int> widths) => Renditions = string.Join(' ', widths.Order());

    internal static string NewName() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal static bool IsName(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>What is known of a file once it is cleaned.</summary>
internal sealed record CleanedFile(Pictures.PictureFacts Facts, long Size, string Sha256)
{
    public static CleanedFile Of(Pictures.CleanedPicture cleaned) => new(cleaned.Facts!, cleaned.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(cleaned.Bytes.Span)));
}

/// <summary>What is known of a video or a sound that was made here. A sound is 0 pixels wide.</summary>
internal sealed record MadeFile(int Width, int Height, long Size, string Sha256);

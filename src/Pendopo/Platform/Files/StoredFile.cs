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

/// <summary>A picture that was taken in, cleaned, and is kept outside the database under a name that says nothing.</summary>
public sealed class StoredFile : IBelongsToCentre, IVersioned
{
    public const int MaxAltText = 1500;

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
    /// <summary>The widths of the smaller copies that are ready, separated by spaces; empty before they are made.</summary>
    public string Renditions { get; private set; } = "";
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

    /// <summary>Widths of the smaller copies, ascending.</summary>
    public IEnumerable<int> Widths => Renditions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);

    /// <summary>The address of the original, or of the copy that is at least so wide.</summary>
    public string Address(int? width = null) => width is null ? $"/files/{Name}" : $"/files/{Name}/{width}";

    /// <summary>Opens it to everybody: what it stands in was published.</summary>
    public void Show() => Audience = FileAudience.Everybody;

    /// <summary>Closes it again: what it stood in was recalled.</summary>
    public void Hide() => Audience = FileAudience.Staff;

    public void Describe(string altText) => AltText = altText;

    internal void Made(IEnumerable<int> widths) => Renditions = string.Join(' ', widths.Order());

    internal static string NewName() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal static bool IsName(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>What is known of a file once it is cleaned.</summary>
internal sealed record CleanedFile(Pictures.PictureFacts Facts, long Size, string Sha256);

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Files;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Instagram;

/// <summary>Pictures as Instagram fetches them: JPEG, not narrower than 4:5 and not wider than 1.91:1. What is so already goes by its own address; what is not
/// gets a sealed one that ends, behind which it is made so, with a white border and never cut.</summary>
internal sealed class FittedPictures(IDataProtectionProvider protection, PublicAddress address, TimeProvider time)
{
    private const string Folder = "/channels/picture";
    private const double Narrowest = 0.8, Widest = 1.91;

    /// <summary>The longer side of a fitted picture, in pixels.</summary>
    private const int Side = 1440;

    private static readonly TimeSpan Lives = TimeSpan.FromHours(2);
    private readonly IDataProtector protector = protection.CreateProtector("channels.picture");

    private sealed record Asked(string File, int Width, int Height, DateTimeOffset Until);

    /// <summary>Where the network finds the picture.</summary>
    public string Address(OutgoingImage image)
    {
        var name = image.Url[(image.Url.LastIndexOf('/') + 1)..];
        if (!StoredFile.IsName(name) || (image.MediaType == "image/jpeg" && Frame(image.Width, image.Height) is null))
            return image.Url;
        var asked = new Asked(name, image.Width, image.Height, time.GetUtcNow() + Lives);
        return $"{address.Root}{Folder}/{Base64Url.EncodeToString(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(asked)))}.jpg";
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Folder + "/{key}.jpg", Serve).AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(FilesRoute.ExitName));

    private static async Task<IResult> Serve(string key, FittedPictures pictures, FileQuery files, IBlobStore blobs, VipsChild vips, Installation installation, CancellationToken cancel)
    {
        // Only what everybody may see: the rights of the file hold here as at its own address.
        if (pictures.Open(key) is not { } asked || await files.Find(asked.File, cancel) is not { Audience: FileAudience.Everybody } || !vips.IsInstalled)
            return TypedResults.NotFound();
        var folder = Directory.CreateDirectory(Path.Combine(installation.FilesFolder, "incoming", StoredFile.NewName()));
        try
        {
            return await Make(asked, blobs, vips, folder.FullName, cancel) is { } bytes ? TypedResults.Bytes(bytes, "image/jpeg") : TypedResults.NotFound();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<byte[]?> Make(Asked asked, IBlobStore blobs, VipsChild vips, string folder, CancellationToken cancel)
    {
        var (source, upright, framed) = (Path.Combine(folder, "source"), Path.Combine(folder, "upright.jpg"), Path.Combine(folder, "framed.jpg"));
        await using (var original = blobs.Open(new BlobName(asked.File)))
        {
            if (original is null)
                return null;
            await using var copy = File.Create(source);
            await original.CopyToAsync(copy, cancel);
        }
        if (await vips.Upright(source, upright, Side, cancel) is not null)
            return null;
        if (Frame(asked.Width, asked.Height) is not { } frame)
            return await File.ReadAllBytesAsync(upright, cancel);
        return await vips.Framed(upright, framed, frame.Width, frame.Height, cancel) is null ? await File.ReadAllBytesAsync(framed, cancel) : null;
    }

    /// <summary>The size of the white sheet behind a picture that is too narrow or too wide; null for one that fits.</summary>
    internal static (int Width, int Height)? Frame(int width, int height)
    {
        var ratio = (double)width / Math.Max(height, 1);
        return ratio < Narrowest ? ((int)Math.Ceiling(Side * Narrowest), Side) : ratio > Widest ? (Side, (int)Math.Ceiling(Side / Widest)) : null;
    }

    private Asked? Open(string key)
    {
        try
        {
            var asked = JsonSerializer.Deserialize<Asked>(protector.Unprotect(Base64Url.DecodeFromChars(key)));
            return asked is { } && asked.Until > time.GetUtcNow() && StoredFile.IsName(asked.File) ? asked : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or JsonException)
        {
            // Guessed or changed: there is no such picture.
            return null;
        }
    }
}

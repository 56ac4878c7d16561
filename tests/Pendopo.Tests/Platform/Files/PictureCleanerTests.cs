using System.Text;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Icc;
using MetadataExtractor.Formats.Iptc;
using MetadataExtractor.Formats.Xmp;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Pictures;
using Directory = MetadataExtractor.Directory;

namespace Pendopo.Tests.Platform.Files;

public sealed class PictureCleanerTests
{
    private static readonly PictureLimits Limits = new();

    public static TheoryData<string, int> Dirty()
    {
        var data = new TheoryData<string, int>();
        foreach (var kind in new[] { "jpeg", "progressive", "png", "webp", "lossless" })
        {
            for (var orientation = 0; orientation <= 11; orientation++)
            {
                data.Add(kind, orientation);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Dirty))]
    public void All_metadata_goes_and_only_the_orientation_stays(string kind, int orientation)
    {
        var dirty = Make(kind, orientation);
        Holds(dirty, PictureSamples.Canary).ShouldBeTrue();

        var cleaned = PictureCleaner.Clean(dirty, Limits);

        cleaned.Fault.ShouldBeNull();
        Holds(cleaned.Bytes.Span, PictureSamples.Canary).ShouldBeFalse();
        var kept = orientation is >= 2 and <= 8 ? orientation : 1;
        cleaned.Facts!.Orientation.ShouldBe(kept);
        cleaned.Facts.Shown.ShouldBe(kept >= 5 ? (32, 48) : (48, 32));
        var directories = Read(cleaned.Bytes);
        directories.OfType<GpsDirectory>().ShouldBeEmpty();
        directories.OfType<XmpDirectory>().ShouldBeEmpty();
        directories.OfType<IptcDirectory>().ShouldBeEmpty();
        directories.OfType<IccDirectory>().ShouldBeEmpty();
        directories.OfType<ExifThumbnailDirectory>().ShouldBeEmpty();
        directories.OfType<ExifIfd0Directory>().SelectMany(directory => directory.Tags).Select(tag => tag.Type)
            .ShouldBe(kept == 1 ? [] : [ExifDirectoryBase.TagOrientation]);
    }

    [Fact]
    public void The_samples_are_what_an_independent_reader_finds_dirty()
    {
        var directories = Read(PictureSamples.DirtyJpeg());
        directories.OfType<GpsDirectory>().Single().GetGeoLocation()!.Latitude.ShouldBe(-7.79, 0.01);
        directories.OfType<ExifThumbnailDirectory>().ShouldNotBeEmpty();
        directories.OfType<XmpDirectory>().ShouldNotBeEmpty();
        directories.OfType<IptcDirectory>().Single().GetString(IptcDirectory.TagByLine).ShouldBe(PictureSamples.Canary);
        Read(PictureSamples.DirtyPng()).OfType<GpsDirectory>().ShouldNotBeEmpty();
        Read(PictureSamples.DirtyWebp()).OfType<GpsDirectory>().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("progressive")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("lossless")]
    public void Cleaning_a_clean_picture_changes_nothing(string kind)
    {
        var once = PictureCleaner.Clean(Make(kind, 6), Limits).Bytes;
        PictureCleaner.Clean(once.Span, Limits).Bytes.ToArray().ShouldBe(once.ToArray());
    }

    [Fact]
    public void The_image_itself_is_untouched()
    {
        PictureCleaner.Clean(PictureSamples.Jpeg, Limits).Bytes.ToArray().ShouldBe(PictureSamples.Jpeg);
        PictureCleaner.Clean(PictureSamples.ProgressiveJpeg, Limits).Bytes.ToArray().ShouldBe(PictureSamples.ProgressiveJpeg);
        PictureCleaner.Clean(PictureSamples.Webp, Limits).Bytes.ToArray().ShouldBe(PictureSamples.Webp);
        PictureCleaner.Clean(PictureSamples.Png(), Limits).Bytes.ToArray().ShouldBe(PictureSamples.Png());
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("progressive")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("lossless")]
    public void A_picture_cut_off_anywhere_is_refused_and_never_throws(string kind)
    {
        var whole = PictureCleaner.Clean(Make(kind, 6), Limits).Bytes;
        for (var length = 0; length < whole.Length; length++)
        {
            PictureCleaner.Clean(whole.Span[..length], Limits).Fault.ShouldNotBeNull($"cut at {length}");
        }
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("lossless")]
    public void A_damaged_byte_never_throws_and_never_lets_metadata_through(string kind)
    {
        var dirty = Make(kind, 6);
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = (byte[])dirty.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var cleaned = PictureCleaner.Clean(damaged, Limits);
            (cleaned.Fault is not null || cleaned.Facts is not null).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(50_000, 50_000, nameof(PictureFault.TooManyPixels))]
    [InlineData(20_001, 1, nameof(PictureFault.TooManyPixels))]
    [InlineData(8_001, 8_000, nameof(PictureFault.TooManyPixels))]
    [InlineData(int.MaxValue, int.MaxValue, nameof(PictureFault.TooManyPixels))]
    [InlineData(0, 10, nameof(PictureFault.Broken))]
    [InlineData(-1, 10, nameof(PictureFault.Broken))]
    public void A_picture_too_large_to_decode_is_refused_by_its_header(int width, int height, string fault) =>
        PictureCleaner.Clean(PictureSamples.Png(width, height), Limits).Fault.ToString().ShouldBe(fault);

    [Fact]
    public void A_jpeg_and_a_webp_too_large_to_decode_are_refused_by_their_header()
    {
        var jpeg = (byte[])PictureSamples.Jpeg.Clone();
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg.AsSpan(frame + 5, 4).Fill(0xFF);
        PictureCleaner.Clean(jpeg, Limits).Fault.ShouldBe(PictureFault.TooManyPixels);

        var webp = PictureSamples.DirtyWebp();
        webp.AsSpan(webp.AsSpan().IndexOf("VP8X"u8) + 12, 6).Fill(0xFF);
        PictureCleaner.Clean(webp, Limits).Fault.ShouldBe(PictureFault.TooManyPixels);
    }

    [Fact]
    public void An_animation_with_too_many_frames_is_refused()
    {
        var frames = Enumerable.Range(0, 501).Select(_ => ("fcTL", new byte[26])).ToArray();
        PictureCleaner.Clean(PictureSamples.Png(more: frames), Limits).Fault.ShouldBe(PictureFault.TooManyFrames);

        byte[] frame = [.. new byte[16], .. PictureSamples.Webp[12..]];
        byte[] body = [.. Encoding.ASCII.GetBytes("WEBP"), .. PictureSamples.RiffChunk("VP8X", [2, 0, 0, 0, 47, 0, 0, 31, 0, 0]),
            .. Enumerable.Range(0, 501).SelectMany(_ => PictureSamples.RiffChunk("ANMF", frame))];
        PictureCleaner.Clean(PictureSamples.RiffChunk("RIFF", body), Limits).Fault.ShouldBe(PictureFault.TooManyFrames);
    }

    [Fact]
    public void Metadata_inside_a_frame_of_an_animation_goes_too()
    {
        byte[] frame = [.. new byte[16], .. PictureSamples.Webp[12..], .. PictureSamples.RiffChunk("XMP ", Encoding.ASCII.GetBytes(PictureSamples.Canary))];
        byte[] body = [.. Encoding.ASCII.GetBytes("WEBP"), .. PictureSamples.RiffChunk("VP8X", [2, 0, 0, 0, 47, 0, 0, 31, 0, 0]),
            .. PictureSamples.RiffChunk("ANIM", new byte[6]), .. PictureSamples.RiffChunk("ANMF", frame), .. PictureSamples.RiffChunk("ANMF", frame)];
        var cleaned = PictureCleaner.Clean(PictureSamples.RiffChunk("RIFF", body), Limits);
        cleaned.Facts!.Frames.ShouldBe(2);
        Holds(cleaned.Bytes.Span, PictureSamples.Canary).ShouldBeFalse();
    }

    [Fact]
    public void A_chunk_with_a_wrong_check_sum_or_an_unknown_critical_chunk_is_refused()
    {
        var damaged = PictureSamples.Png();
        damaged[^20] ^= 1;
        PictureCleaner.Clean(damaged, Limits).Fault.ShouldBe(PictureFault.Broken);
        PictureCleaner.Clean(PictureSamples.Png(more: ("ABCD", [1])), Limits).Fault.ShouldBe(PictureFault.Broken);
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>")]
    [InlineData("<!doctype html><script>alert(1)</script>")]
    [InlineData("GIF89a....")]
    [InlineData("%PDF-1.7")]
    [InlineData("")]
    [InlineData("PK\u0003\u0004")]
    public void What_is_no_picture_of_ours_is_refused(string content) =>
        PictureCleaner.Clean(Encoding.Latin1.GetBytes(content), Limits).Fault.ShouldBe(PictureFault.NotAPicture);

    private static byte[] Make(string kind, int orientation) => kind switch
    {
        "jpeg" => PictureSamples.DirtyJpeg(orientation),
        "progressive" => PictureSamples.DirtyJpeg(orientation, PictureSamples.ProgressiveJpeg),
        "png" => PictureSamples.DirtyPng(orientation),
        "webp" => PictureSamples.DirtyWebp(orientation),
        _ => PictureSamples.DirtyWebp(orientation, PictureSamples.LosslessWebp),
    };

    private static bool Holds(ReadOnlySpan<byte> bytes, string text) => bytes.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    private static IReadOnlyList<Directory> Read(ReadOnlyMemory<byte> bytes) => ImageMetadataReader.ReadMetadata(new MemoryStream(bytes.ToArray()));
}

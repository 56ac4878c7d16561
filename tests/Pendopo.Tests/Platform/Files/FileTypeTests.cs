using System.Text;
using Pendopo.Platform.Files;

namespace Pendopo.Tests.Platform.Files;

public sealed class FileTypeTests
{
    [Theory]
    [InlineData("\u00FF\u00D8\u00FF\u00E0", "image/jpeg")]
    [InlineData("\u0089PNG\r\n\u001A\n", "image/png")]
    [InlineData("RIFF\0\0\0\0WEBPVP8 ", "image/webp")]
    [InlineData("GIF89a", "image/gif")]
    [InlineData("%PDF-1.7", "application/pdf")]
    [InlineData("\0\0\0\u0018ftypisom", "video/mp4")]
    [InlineData("\u001A\u0045\u00DF\u00A3....B\u0082\u0084webm", "video/webm")]
    [InlineData("ID3\u0004", "audio/mpeg")]
    [InlineData("\u00FF\u00FB\u0090", "audio/mpeg")]
    [InlineData("OggS\0", "application/ogg")]
    [InlineData("<html>", null)]
    [InlineData("<?xml version=\"1.0\"?><svg/>", null)]
    [InlineData("\0\0\0\u0018ftypheic", null)]
    [InlineData("\u001A\u0045\u00DF\u00A3....B\u0082\u0088matroska", null)]
    [InlineData("RIFF\0\0\0\0WAVE", null)]
    [InlineData("MZ", null)]
    [InlineData("#!/bin/sh", null)]
    [InlineData("\u00FF", null)]
    [InlineData("\u00FF\u00FF", null)]
    [InlineData("\u00FF\u00FE<\0", null)]
    [InlineData("", null)]
    public void A_file_is_what_its_bytes_say(string head, string? mime) => (FileType.Sniff(Encoding.Latin1.GetBytes(head))?.Mime).ShouldBe(mime);
}

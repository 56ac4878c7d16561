using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Pendopo.Platform.Files.Pictures;

namespace Pendopo.Tests.Platform.Files;

/// <summary>Small real pictures (48 x 32 of noise), and the same with all that cameras and editors write beside the image.</summary>
internal static class PictureSamples
{
    /// <summary>Stands in every piece of metadata, so that one search finds any that stayed.</summary>
    public const string Canary = "KANARI";

    public static readonly byte[] Jpeg = Convert.FromBase64String("/9j/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAgADADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwBsm6RGEgbZGgcjPAZePqcHHBwcDFI7fLkM4LDgjnOewJz1/D8MU+IxmbByznazEkbT09T06cc/XpTjCZHVYzyzHJbHJGQDz0PGOeueKABwJYQpIEm/cpbAYHJ5Jxken4c0gCy7VG4HaeHA+Vf5N645GR7UkjEs0bymJBgF0UFcAkg56c56f1qI+W0TRsxYKwBXYckqMY6gjjJ/T6AD5PKkhlVCFdFH7wFh5g6D37AcfT1p4l8pwwmY5GBxwGyDj278fTio4yEdo3i2nafnT5csAc9D83bt398U538wYMbMc4yg4GQcfUAd/UdqAJFYOCskakqOVdQQWxngE9cEnH19xUbuxnLohKs5yjBh145x0ySOMn8KW2dYsLAm5S24MeNx9s9R0Pr09aVBJIgDj5tq7pFwNvX0GfQ59s+5AEVis5MaKzjZ25ODj1yPYe1I6SeascoeNmbexZMHaM+vHAHf1pXmEtvhmbnnBIVh0IwDnsO9EMausux87cv8pOQM9MEfLgcZ7Y+lADpW3JGodUcqAQvIGQcjBHoRnI7HFLuY7kQl49vz4IyMgZXHYkZI4/vDHTLCJFm8ksTgc+XyVOOnT6c/X1NSK0rSH92yLkMNoBK49Cc4/XB9MUAf/9k=");
    public static readonly byte[] ProgressiveJpeg = Convert.FromBase64String("/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wgARCAAgADADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAEC/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEAMQAAABigZLYNZoAWU//8QAGhAAAQUBAAAAAAAAAAAAAAAAQQABEBEgIf/aAAgBAQABBQLARrRMtF8ZFf/EABQRAQAAAAAAAAAAAAAAAAAAACD/2gAIAQMBAT8BX//EABQRAQAAAAAAAAAAAAAAAAAAACD/2gAIAQIBAT8BX//EABkQAAEFAAAAAAAAAAAAAAAAABAAAREhQP/aAAgBAQAGPwLFRdQP/8QAHxAAAgICAgMBAAAAAAAAAAAAAREAITFRQYFhcZHR/9oACAEBAAE/ITYLwA4e4bHl9zO+4USWRzuNHMC9pY1DolDYlJPnUFFEdiEvj5M5H2E5AUTiDQM1CC0WHeITQtGeBY5hrBwMi/sLQDofMv8ACW8L1P/aAAwDAQACAAMAAAAQk0UUAg//xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAEDAQE/EF//xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAECAQE/EF//xAAkEAEAAgEDBAMAAwAAAAAAAAABESEAMUFRYXGBkaGx0cHh8P/aAAgBAQABPxCRA2F0JXmOGGsVSInfWZ2NcAYxqCwBndwCIWhoFH8/OR2gcyG3XpWEZmyQVUyV912xqDahbp06/F4ohWrbFu3bTEypKkCI5nrOMm0gJJbeTvikgsOxZr32238ZAhTcU5GPX2bYIIGQsAi6+7mMSSJEqTXny6fWJEgHC6Y8dumQJopLCifz5yYQIXFmj0454yW0YNGuhXRSX2YESAsi7vTBC1QSNvXucCNW7hQfnpgCxE0mjtFf12xBIrV60/37gt3GpAUz/9k=");
    public static readonly byte[] Webp = Convert.FromBase64String("UklGRhoCAABXRUJQVlA4IA4CAADQCACdASowACAAA4BaJaQAUYHSDVBtArQZYHBJeAN490M2Zt6y9gTysfXJ+5gal81zeHTk69/peHgAEooRuFpwBfuj5seIrc0yeV1YVQAAAMviCjx7wChRSXhpjR5ENO0nzBw6JCwcN7RWNS4/LWbdEy+NFCijn3nvuiglOmN+CS4xSgMasT2bJNQRY1Beb8OcHgiCZFsDNtciASVP0xwI2c4Hvf38J1IAHKnGKkbJ92p8DHU31JIfcQh68BcqZa1QOPBJiqqJexC6snGkyrmbzB2KWqE9Wcrt1gw18ZsCAWyfSKP3U183PQRHMRz3PX33+3HBUlYSRcByQCz66KFD6SJNJdeaxRZsFuUONF83Au4tSyRa1EyG12389TcQCvKKf8p7zoJ4U6luEEaWFS7rzAzELXV2oeaIE97iMz8d8v6QnKVzIQpo28Ix3L/e+V+ny47iGoD38/4vrYA0yrtkaRvgi6gD+ZodKqrwS0XIptkVUy1OpmNWCgmpLoYxE/Nh96KQUfcDTIP7efW6Vxxp8LM9ClF91LdrOyl6/A/Za+AFd+90MJSYyLj0dwieNc7ZJJSFPFMIvMl8putULNhi7WuVy3a6YFUZnr4tTTwfhiBiKPzME37BQUOP9vIqOwDE3YTYv+8a/vyCA0ugdWINwN0M4wju9d1DawJsRRQYIEw9Pn25r0b/ub3wugAA");
    public static readonly byte[] LosslessWebp = Convert.FromBase64String("UklGRnoFAABXRUJQVlA4TG4FAAAvL8AHAIVvAQCQxNq27WSuumPz6u6YcOZy2haxUUBBQhBBkRYDu50wpvPq7q69+yTu04nof+R/cC3uiHWoL5kFUBiidzKO5171tyjpBN+akxvUR+9DaVqhWPkzibqvnwSVDqUHH5MdaIjNtqtkumb88UVpnSYy9zX++cncA+XpnOV85NYPJgassrAMUIkAXbZLVrOG//lt9eWJ2EgEfHDzKbiuaytN83+dfDjGeLiiba/XUvGJ9FaT//QlRdjogzwvifnTqDXQ5ZExa/GllHBAFj45ZFQbWaD7oaEv91SrxwQYjfVbX/KKwVKDAi0fHb/rOcXKDSGrD4YsjGjTzAv5z9Ky+2tW7sRW44ETP2U63Iy7bDmTe0bHoKuT10r1K1+hqHwoils3Yq+T0WZaim2mtycj19ZDy+P7KJQn0pHQQadeWrCZGzjzRgi7vJCjpSftWpuzxxZEFIwnsIctqlM81zeArEQOdr212+0ykmKLOdro08Hkh2QodOQgLBfbeAudE4BbqY3f4/AhFe/Je2I7usMykftYd9HAHRfp7BG9GcLtm86GMBCJI4ZtwHGySAEhLhS4x3mBzRpVdTyucNdYkADZSOLz3Rf3CrJh7Toh6kS2jAJgAkXJr5kaOxNJGXVL70GR7vk7RP4J3GP6l6RoDR2HwvFHPd1vlvl2NTX1vXhep7N6pSakBt/aN48CRlTyFTIVB6TtR6m1DTi1rzyVvjmp9P9breaID/x1Pi18NMLHF1wVG8OVjAxBYxU/u8YEs2d+JvdWWgw1c/aRsH6C8AO4hTSQ4tswrZZLrKsTN3uTMApROW7+aaAbz1TBcH0ffu4luCsXDLvIvuZK6kbMJo7My7Lz06FPuLv5oZEJ+fZK0sHWaiu3JgCDTAoppSbvlUtvgxdvs7BHgZOrrZDUD1qUJfG3sQoi1U6cG9PUWkSCWKpNkdMVqlSKYR3whKz0qvFzfBjee+eTg2wtW12EfJ+F30WVyFWtkty8StEYaUp1i7zzMvxwuEx97NZqKaurKt/dvi1YIEZnRAnE51r0zGjGLoiUr8cd9ZoQMNNnGKaH/7bA4CetYK/wvbi8ia7Uov2v8lI/0C4+HBcj4bZWtEf705L9192YbW2+/XGKJ2GKWRqASbIqLslx+zwZ64l2Lg2gIcDMpuM2NVn52GgBWJJfOOVmKPtrkK3X+5bW/cV6GxW9b0Z5nj3oGm/2DpM5rm6rffn6Gz9LfEKG+uzn7+3PoTQBRdGDZR5M2dvnCFKTBjrk4OteHwpWt5pBhiv/I0GVfmqRW6bn/7mEZNfcVsVur4lVPe32Fp5rR1IzGslLKufr2DI262p/yLaZaFRAFnorh3y6cmxtisu3VGMB08Ps0l9vo6kVvRO7++7ul4IP+9ShlhCE2WwxArXi+pqvjyPb4VhHZ2bN8AiKG+hx9aGw7Av20vqZ3yzTMUtHR2QHq9eVvMIVjL0f/ZvwldXSztT/Z0tXbPY9rMP1OyYB3/83AJLiEARPokvnR5Cfkeujz/J3iryLavPExdmOo2mbUWJ84dNEZrD2TsdJKlk64iCpMKfuerEfZq60Kvm2JXRcNXhJALLM8GOC4kKRQSs+arTFF9XhJR+8Nw+MSB6/FfKyQLGx2o3Q1NyAyVEvs8PXOMo0pl1V14JYcUxHd5PVaQhoQuuR9FyqRbObPV07nGTQcN37PoNLjdC7PXYeBuIm1gH8+oD9hf5O4ekvygUIT8oBZwLzEApRfLZsT0wuma5Da9TG3vLziaZwQdTyiYOeu1VR8PMLuGkngxx5mWHNQqjyQitwQ+5hM6jJY33rTCRVN+Fx0SAa2Q8n//gAWxaBIN6Y9wfQJ7n84jsB");

    public static byte[] DirtyJpeg(int orientation = 6, byte[]? from = null) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, "JFIF\0"u8.ToArray(), [1, 1, 0, 0, 72, 0, 72, 1, 1, .. Encoding.ASCII.GetBytes("KAN")]),
        .. Segment(0xE0, Encoding.ASCII.GetBytes("JFXX\0" + Canary)),
        .. Segment(0xE1, Encoding.ASCII.GetBytes("Exif\0\0"), Tiff(orientation)),
        .. Segment(0xE1, Encoding.ASCII.GetBytes("http://ns.adobe.com/xap/1.0/\0"), Xmp()),
        .. Segment(0xE2, Encoding.ASCII.GetBytes("ICC_PROFILE\0\u0001\u0001" + Canary)),
        .. Segment(0xE2, Encoding.ASCII.GetBytes("MPF\0" + Canary)),
        .. Segment(0xEB, Encoding.ASCII.GetBytes("JP\0\0c2pa" + Canary)),
        .. Segment(0xED, Encoding.ASCII.GetBytes("Photoshop 3.0\0"), Iptc()),
        .. Segment(0xFE, Encoding.ASCII.GetBytes(Canary + " taken at home")),
        .. (from ?? Jpeg)[2..],
        .. Encoding.ASCII.GetBytes("ftypmp42 motion photo " + Canary),
    ];

    public static byte[] Png(int width = 48, int height = 32, params (string Type, byte[] Data)[] more) => Png(width, height, new byte[32 * (1 + (48 * 3))], more);

    private static byte[] Png(int width, int height, byte[] rows, params (string Type, byte[] Data)[] more)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. more.SelectMany(chunk => Chunk(chunk.Type, chunk.Data)),
            .. Chunk("IDAT", Zlib(rows)), .. Chunk("IEND", []),
        ];
    }

    /// <summary>A picture of noise in any size.</summary>
    public static byte[] Noise(int width, int height)
    {
        var rows = new byte[height * (1 + (width * 3))];
        new Random(5).NextBytes(rows);
        for (var row = 0; row < height; row++)
            rows[row * (1 + (width * 3))] = 0; // no filter
        return Png(width, height, rows);
    }

    public static byte[] DirtyPng(int orientation = 6) =>
    [
        .. Png(more: [
            ("iCCP", [.. Encoding.ASCII.GetBytes(Canary + "\0\0"), .. Zlib(Encoding.ASCII.GetBytes(Canary))]),
            ("eXIf", Tiff(orientation)),
            ("tEXt", Encoding.ASCII.GetBytes("Author\0" + Canary)),
            ("zTXt", [.. Encoding.ASCII.GetBytes("Comment\0\0"), .. Zlib(Encoding.ASCII.GetBytes(Canary))]),
            ("iTXt", [.. Encoding.ASCII.GetBytes("XML:com.adobe.xmp\0\0\0\0\0"), .. Xmp()]),
            ("tIME", [7, 234, 3, 2, 9, 0, 0]),
            ("caBX", Encoding.ASCII.GetBytes(Canary)),
            ("prVt", Encoding.ASCII.GetBytes(Canary)),
            ("pHYs", [0, 0, 11, 19, 0, 0, 11, 19, 1])]),
        .. Encoding.ASCII.GetBytes("what was cropped away " + Canary),
    ];

    public static byte[] DirtyWebp(int orientation = 6, byte[]? from = null)
    {
        byte[] canvas = [0x20 | 0x08 | 0x04, 0, 0, 0, 47, 0, 0, 31, 0, 0];
        byte[] body =
        [
            .. Encoding.ASCII.GetBytes("WEBP"), .. RiffChunk("VP8X", canvas), .. RiffChunk("ICCP", Encoding.ASCII.GetBytes(Canary + "1")),
            .. (from ?? Webp)[12..], .. RiffChunk("EXIF", Tiff(orientation)), .. RiffChunk("XMP ", Xmp()), .. RiffChunk("PRIV", Encoding.ASCII.GetBytes(Canary)),
        ];
        return [.. RiffChunk("RIFF", body), .. Encoding.ASCII.GetBytes(Canary)];
    }

    public static byte[] RiffChunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. Encoding.ASCII.GetBytes(type), .. length, .. data, .. new byte[data.Length % 2]];
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. Big(data.Length), .. named, .. Big((int)Crc32.Of(named))];
    }

    public static byte[] Segment(byte marker, params byte[][] parts)
    {
        byte[] data = [.. parts.SelectMany(part => part)];
        return [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];
    }

    private static byte[] Xmp() => Encoding.UTF8.GetBytes(
        $"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description xmlns:dc=\"http://purl.org/dc/elements/1.1/\" dc:creator=\"{Canary}\"/></rdf:RDF></x:xmpmeta>");

    private static byte[] Iptc()
    {
        byte[] record = [0x1C, 2, 80, 0, 6, .. Encoding.ASCII.GetBytes(Canary)]; // by-line
        return [.. Encoding.ASCII.GetBytes("8BIM"), 4, 4, 0, 0, .. Big(record.Length), .. record, .. new byte[record.Length % 2]];
    }

    /// <summary>A little-endian TIFF structure: maker, orientation, GPS position near Yogyakarta, and a second directory with a thumbnail.</summary>
    private static byte[] Tiff(int orientation)
    {
        const int afterFirst = 8 + 2 + (3 * 12) + 4;
        const int gps = afterFirst + 8;
        const int degrees = gps + 2 + (4 * 12) + 4;
        const int second = degrees + 48;
        const int thumbnail = second + 2 + (2 * 12) + 4;
        var thumb = Encoding.ASCII.GetBytes("\u00FF\u00D8" + Canary);
        return
        [
            .. Encoding.ASCII.GetBytes("II*\0"), .. Little(8),
            3, 0, .. Entry(0x010F, 2, 7, afterFirst), .. Entry(0x0112, 3, 1, orientation), .. Entry(0x8825, 4, 1, gps), .. Little(second),
            .. Encoding.ASCII.GetBytes(Canary + "\0\0"),
            4, 0, .. Entry(1, 2, 2, 'S'), .. Entry(2, 5, 3, degrees), .. Entry(3, 2, 2, 'E'), .. Entry(4, 5, 3, degrees + 24), .. Little(0),
            .. Little(7), .. Little(1), .. Little(47), .. Little(1), .. Little(30), .. Little(1),
            .. Little(110), .. Little(1), .. Little(22), .. Little(1), .. Little(10), .. Little(1),
            2, 0, .. Entry(0x0201, 4, 1, thumbnail), .. Entry(0x0202, 4, 1, thumb.Length), .. Little(0),
            .. thumb,
        ];
    }

    private static byte[] Entry(int tag, int type, int count, int value) => [(byte)tag, (byte)(tag >> 8), (byte)type, 0, .. Little(count), .. Little(value)];

    private static byte[] Little(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static byte[] Big(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Zlib(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var packer = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            packer.Write(data);
        }

        return packed.ToArray();
    }
}

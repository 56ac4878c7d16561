using System.Text.RegularExpressions;
using Pendopo.Platform.Web;
using Shouldly;

namespace Pendopo.Tests.Platform;

public sealed class CodePagesTests
{
    private static string Piece(string range, string rights, string file, int anonymous = 0, int swap = 0) =>
        $"""
        {range} {rights} 00010000 fe:00 1234                       {file}
        Size:               1000 kB
        Rss:                 800 kB
        Anonymous:           {anonymous,5} kB
        AnonHugePages:         0 kB
        Swap:                {swap,5} kB
        SwapPss:               0 kB
        VmFlags: rd ex mr mw me
        """;

    private static IReadOnlyList<string> Chosen(params string[] pieces) =>
        [.. CodePages.Read(pieces.SelectMany(piece => piece.Split('\n')), "/opt/pendopo/pendopo").Select(stretch => $"{stretch.From:x}-{stretch.To:x}")];

    [Fact]
    public void Only_pages_that_stand_as_they_are_in_a_library_are_let_go() =>
        Chosen(
            Piece("7f0000001000-7f0000002000", "r-xp", "/usr/share/dotnet/System.Private.CoreLib.dll"),
            Piece("7f0000002000-7f0000003000", "r--s", "/usr/share/dotnet/System.Private.CoreLib.dll"),
            Piece("7f0000003000-7f0000004000", "r-xp", "/usr/lib/libicudata.so.72.1"),
            Piece("7f0000004000-7f0000005000", "r--p", "/opt/pendopo/pendopo"))
        .ShouldBe(["7f0000001000-7f0000002000", "7f0000002000-7f0000003000", "7f0000003000-7f0000004000", "7f0000004000-7f0000005000"]);

    [Fact]
    public void What_was_written_can_be_written_or_is_no_library_stays() =>
        Chosen(
            Piece("7f0000001000-7f0000002000", "rw-p", "/usr/share/dotnet/System.Private.CoreLib.dll"),
            Piece("7f0000002000-7f0000003000", "r--p", "/usr/lib/libc.so.6", anonymous: 16),
            Piece("7f0000003000-7f0000004000", "r--p", "/usr/lib/libc.so.6", swap: 4),
            Piece("7f0000004000-7f0000005000", "r-xs", "/memfd:doublemapper (deleted)"),
            Piece("7f0000005000-7f0000006000", "r--p", "/var/lib/pendopo/pendopo.db"),
            Piece("7f0000006000-7f0000007000", "r--p", "[vvar]"),
            Piece("7f0000007000-7f0000008000", "---p", "/usr/lib/libc.so.6"),
            "7f0000008000-7f0000009000 r-xp 00000000 00:00 0\nAnonymous:           0 kB\nSwap:                0 kB\nVmFlags: rd ex")
        .ShouldBeEmpty();

    [Fact]
    public void Only_what_stood_there_before_is_let_go_and_the_program_goes_on()
    {
        if (!OperatingSystem.IsLinux())
            return;
        CodePages.GiveBack(new HashSet<CodePages.Stretch>());
        var before = MappedKilobytes();
        CodePages.GiveBack(CodePages.Loaded());
        MappedKilobytes().ShouldBeLessThan(before * 3 / 4);
        Regex.Replace("a1b22", "[0-9]+", "-").ShouldBe("a-b-");
    }

    private static int MappedKilobytes() =>
        int.Parse(Regex.Match(File.ReadAllText("/proc/self/status"), @"RssFile:\s+(\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
}

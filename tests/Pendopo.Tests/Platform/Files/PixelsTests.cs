using System.Buffers.Binary;
using Pendopo.Platform.Files.Blurring;

namespace Pendopo.Tests.Platform.Files;

public sealed class PixelsTests
{
    [Fact]
    public void Two_pictures_that_differ_only_in_what_is_hidden_become_the_same_wherever_its_mean_is_the_same()
    {
        var (first, second) = (Noise(1), Noise(1));
        // The same bytes in another order: letters and digits made of the same ink.
        for (var y = 20; y < 40; y++)
        {
            for (var x = 10; x < 50; x++)
                first.At(x, y).CopyTo(second.At(59 - x, 59 - y));
        }
        first.File.Span.SequenceEqual(second.File.Span).ShouldBeFalse();
        var box = new PictureBox(10, 20, 40, 20);
        first.Hide(box);
        second.Hide(box);
        first.File.Span.SequenceEqual(second.File.Span).ShouldBeTrue();
    }

    [Fact]
    public void Far_from_the_box_nothing_changes_and_what_hangs_over_the_edge_is_cut_off()
    {
        var (before, after) = (Noise(2), Noise(2));
        after.Hide(new(90, 90, 100, 100));
        after.At(10, 10).SequenceEqual(before.At(10, 10)).ShouldBeTrue();
        after.At(95, 95).SequenceEqual(before.At(95, 95)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("10,20,30,40", 1)]
    [InlineData("10,20,30,40; 0,0,1.5,2;", 2)]
    [InlineData("", 0)]
    [InlineData("10,20,30", null)]
    [InlineData("10,20,30,0", null)]
    [InlineData("-1,20,30,40", null)]
    [InlineData("10,20,30,NaN", null)]
    public void Boxes_are_read_whole_or_not_at_all(string text, int? count) => (PictureBox.Parse(text)?.Count).ShouldBe(count);

    [Fact]
    public void What_is_no_file_of_pixels_is_not_taken_for_one() => Pixels.Of(new byte[200]).ShouldBeNull();

    // 100 x 100 of three bands, so that a hundredth is a pixel.
    private static Pixels Noise(int seed)
    {
        var file = new byte[64 + (100 * 100 * 3)];
        new Random(seed).NextBytes(file.AsSpan(64));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 100);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), 100);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), 3);
        return Pixels.Of(file)!;
    }
}

using FsCheck;
using FsCheck.Fluent;
using Pendopo.Channels.Contracts;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Sharing;

namespace Pendopo.Tests.Publishing.Sharing;

public sealed class SmsSizeTests
{
    public static TheoryData<string, bool, int, int> Known => new()
    {
        { "", true, 0, 0 },
        { new string('a', 160), true, 160, 1 },
        { new string('a', 161), true, 161, 2 },
        { new string('a', 306), true, 306, 2 },
        { new string('a', 307), true, 307, 3 },
        { new string('a', 158) + "€", true, 160, 1 },
        { new string('a', 152) + "€" + new string('a', 152), true, 306, 3 },
        { "[" + new string('a', 158), true, 160, 1 },
        { new string('a', 69) + "–", false, 70, 1 },
        { new string('a', 70) + "–", false, 71, 2 },
        { new string('a', 66) + "🙂" + new string('a', 66), false, 134, 3 },
        { "Ñandú ü à É", false, 11, 1 },
        { "Ñ ü à É ß @", true, 11, 1 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void A_message_costs_what_the_standard_says(string text, bool plain, int units, int segments)
    {
        var size = SmsSize.Of(text);
        (size.IsPlain, size.Units, size.Segments).ShouldBe((plain, units, segments));
    }

    [Fact]
    public void Cheaper_words_never_cost_more_and_keep_letters_and_digits()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var said = text.Get + "“bersih–sehat…”";
            var cheaper = SmsSize.Cheaper(said);
            return cheaper.Where(char.IsLetterOrDigit).SequenceEqual(said.Where(char.IsLetterOrDigit)) && Bits(cheaper) <= Bits(said) + (32 * said.Count(sign => sign == '…'));
        }).QuickCheckThrowOnFailure();
        SmsSize.Of("“Cuci tangan” – pakai sabun…").IsPlain.ShouldBeFalse();
        SmsSize.Of(SmsSize.Cheaper("“Cuci tangan” – pakai sabun…")).IsPlain.ShouldBeTrue();
    }

    private static int Bits(string text) => SmsSize.Of(text) is var size && size.IsPlain ? 7 * size.Units : 16 * size.Units;

    [Theory]
    [InlineData("Oralit di rumah", 40)]
    [InlineData("Jadwal imunisasi 😀", 40)]
    [InlineData("Pemberian oralit, zinc, dan makanan untuk anak yang diare di rumah selama sepuluh hari penuh", 400)]
    public void A_post_fits_two_messages_and_leads_to_its_page(string title, int words)
    {
        const string Url = "https://melati.example/posts/oralit-di-rumah";
        var said = new PostWords(PostKind.Article, title, string.Join(' ', Enumerable.Repeat("oralit", words)), "Isi.", "Diare", "id", "");
        var text = HandWords.ForSms(said, Url);
        SmsSize.Of(text).Segments.ShouldBeInRange(1, 2);
        text.ShouldEndWith(Url);
        text.ShouldStartWith(title);
        HandWords.WhatsAppLink(HandWords.ForWhatsApp(said, Url)).ShouldStartWith("https://wa.me/?text=" + Uri.EscapeDataString(title));
    }
}

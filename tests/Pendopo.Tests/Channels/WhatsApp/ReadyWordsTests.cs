using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;

namespace Pendopo.Tests.Channels.WhatsApp;

public sealed class ReadyWordsTests
{
    [Theory]
    [InlineData("Kontrol {{1}} pukul {{2}}.", "Kontrol Senin pukul 08.00.", "Senin|08.00")]
    [InlineData("Kontrol {{2}} pukul {{1}}.", "Kontrol Senin pukul 08.00.", "08.00|Senin")]
    [InlineData("Halo {{1}}, kata {{1}}.", "Halo Siti, kata Siti.", "Siti")]
    [InlineData("Puskesmas tutup.", "  Puskesmas tutup. ", "")]
    [InlineData("Baris satu\n{{1}}\nSelesai", "Baris satu\r\nisi\r\nSelesai", "isi")]
    public void Words_that_say_exactly_this_give_their_values(string template, string text, string values) =>
        string.Join('|', new ReadyWords("x", template, "id").ValuesFor(text).ShouldNotBeNull()).ShouldBe(values);

    [Theory]
    [InlineData("Kontrol {{1}} pukul {{2}}.", "Kontrol Senin.")]
    [InlineData("Kontrol {{1}} pukul {{2}}.", "Kontrol  pukul 08.00.")]
    [InlineData("Halo {{1}}, kata {{1}}.", "Halo Siti, kata Sari.")]
    [InlineData("Halo {{1}}.", "Halo Siti\nobat apa.")]
    [InlineData("Halo {{1}}.", "Halo Siti. Dan lagi")]
    [InlineData("ab{{1}}ba", "aba")]
    [InlineData("Puskesmas tutup.", "Puskesmas buka.")]
    public void Words_that_cannot_say_this_give_none(string template, string text) => new ReadyWords("x", template, "id").ValuesFor(text).ShouldBeNull();

    [Fact]
    public void What_is_filled_in_is_found_again_for_any_values()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var words = new ReadyWords("x", "Yth. {{1}}, jadwal {{2}} di {{3}}. Balas BERHENTI untuk berhenti.", "id");
            string[] values = [.. Enumerable.Range(0, 3).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => "abcdef. ,"[random.Next(9)])]) + "z")];
            var said = words.Filled(values);
            words.Filled(words.ValuesFor(said).ShouldNotBeNull(said)).ShouldBe(said);
        }
    }

    [Theory]
    [InlineData("a {{1}} b {{2}} c", 2)]
    [InlineData("a {{2}} b", -1)]
    [InlineData("tanpa", 0)]
    public void Blanks_are_counted_from_one(string template, int blanks) => new ReadyWords("x", template, "id").Blanks.ShouldBe(blanks);

    [Theory]
    [InlineData("STOP", "Off")]
    [InlineData(" berhenti. ", "Off")]
    [InlineData("Mulai", "On")]
    [InlineData("kapan hujan berhenti?", null)]
    [InlineData("stop obat boleh?", null)]
    public void Only_the_word_alone_leaves_the_list(string text, string? wish) => ListWords.Of(text)?.ToString().ShouldBe(wish);

    [Theory]
    [InlineData("0812-3456-789", "628123456789")]
    [InlineData("+62 812 3456 789", "628123456789")]
    [InlineData("08", null)]
    [InlineData("12345678901234567", null)]
    public void A_number_is_kept_with_its_country(string typed, string? phone) => Phones.Of(typed, "62").ShouldBe(phone);

    [Fact]
    public void A_state_is_the_furthest_of_all_that_were_told_in_any_order()
    {
        var random = new Random(11);
        SendingState[] told = [SendingState.Sent, SendingState.Delivered, SendingState.Read, SendingState.Failed];
        for (var round = 0; round < 200; round++)
        {
            var some = told.Where(_ => random.Next(2) == 0).ToList();
            var orders = Enumerable.Range(0, 2).Select(_ => some.SelectMany(state => Enumerable.Repeat(state, 10)).OrderBy(_ => random.Next()).ToList()).ToList();
            var ends = orders.ConvertAll(order =>
            {
                var line = Line();
                foreach (var state in order)
                    line.Told(state, "wamid.1", null, DateTimeOffset.UnixEpoch);
                return line.State;
            });
            ends.Distinct().ShouldHaveSingleItem().ShouldBe(some.Count == 0 ? SendingState.Waiting : some.Contains(SendingState.Read) ? SendingState.Read : some.Contains(SendingState.Delivered) ? SendingState.Delivered : some.Contains(SendingState.Failed) ? SendingState.Failed : SendingState.Sent);
        }
    }

    private static Sending Line()
    {
        var channel = Channel.Connect(default, "whatsapp", "+62", "1", null, DateTimeOffset.UnixEpoch);
        return Sending.To(Contact.Of(channel, "62812", "", DateTimeOffset.UnixEpoch), SendingKind.Post, Guid.NewGuid(), DateTimeOffset.UnixEpoch);
    }
}

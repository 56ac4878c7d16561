using Pendopo.Text.Insights;

namespace Pendopo.Libraries.Tests.Text;

public sealed class InspectorTests
{
    [Theory]
    [InlineData("nenek pingsan ga bisa dibangunin, tolong", Urgency.Emergency)]
    [InlineData("my baby can't breathe and her lips are blue", Urgency.Emergency)]
    [InlineData("digigit kucing liar tadi, suntik rabies ada?", Urgency.Urgent)]
    [InlineData("poli gigi buka jam berapa ya", Urgency.Routine)]
    [InlineData("makasih banyak dokter dan perawatnya ramah", Urgency.None)]
    public void Urgency_is_told(string message, Urgency urgency) => MessageInspector.Inspect(message).Urgency.Value.ShouldBe(urgency);

    [Theory]
    [InlineData("aku capek hidup, pengen mati aja", true)]
    [InlineData("temanku bilang mau bunuh diri, aku harus gimana", true)]
    [InlineData("suamiku mukulin aku tiap malam", true)]
    [InlineData("i don't want to live anymore", true)]
    [InlineData("mati lampu dari tadi, mati gaya deh", false)]
    [InlineData("ketawa sampai mau mati liat videonya wkwk", false)]
    [InlineData("nonton film yang tokohnya bunuh diri, sedih", false)]
    [InlineData("deadline is killing me lol", false)]
    public void A_crisis_is_told_from_a_figure_of_speech(string message, bool crisis) => MessageInspector.Inspect(message).Crisis.Value.ShouldBe(crisis);

    [Theory]
    [InlineData("habis minum amoxicillin badan bentol semua", true)]
    [InlineData("rash all over after the flu shot", true)]
    [InlineData("habis vaksin anak tidak demam, aman", false)]
    public void Harm_after_treatment_is_told_from_its_absence(string message, bool harm) => MessageInspector.Inspect(message).AdverseEvent.Value.ShouldBe(harm);

    [Fact]
    public void A_finding_carries_its_reasons_and_confidence()
    {
        var crisis = MessageInspector.Inspect("tolong, temanku mau bunuh diri sekarang").Crisis;

        crisis.Confidence.ShouldBeInRange(0.5, 1);
        crisis.Reasons.ShouldContain(reason => reason == "bunuh" || reason == "diri");
        crisis.Reasons.Count.ShouldBeInRange(1, 4);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void Nothing_is_a_message_without_content(string? message)
    {
        var said = MessageInspector.Inspect(message);

        said.Urgency.Value.ShouldBe(Urgency.None);
        said.Crisis.Value.ShouldBeFalse();
        said.Reading.Score.ShouldBe(0);
    }

    [Fact]
    public void A_greeting_and_thanks_around_a_crisis_do_not_hide_it()
    {
        string[] cores = ["aku mau bunuh diri malam ini", "aku pengen mati aja", "i want to kill myself tonight", "suamiku ngamuk bawa pisau"];
        foreach (var core in cores)
        {
            foreach (var around in (string[])["halo min, {0}", "{0} makasih", "permisi dok mau cerita, {0} 🙏", "{0}!!!"])
            {
                MessageInspector.Inspect(string.Format(System.Globalization.CultureInfo.InvariantCulture, around, core)).Crisis.Value.ShouldBeTrue(core);
            }
        }
    }

    [Fact]
    public void Any_text_is_inspected_without_failing() => MessyText.ForAll(text =>
    {
        var said = MessageInspector.Inspect(text);
        said.Topics.Value.Count.ShouldBeInRange(1, 3);
        said.Urgency.Confidence.ShouldBeInRange(0, 1);
        said.Reading.Score.ShouldBeInRange(0, 100);
    });
}

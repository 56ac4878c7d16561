using Pendopo.Channels.Sms;
using Pendopo.Channels.WhatsApp;

namespace Pendopo.Tests.Channels.Sms;

/// <summary>Numbers as people write them, the form of a message, and what a gateway answers.</summary>
public sealed class SmsFormTests
{
    [Theory]
    [InlineData("0812 3456 789", "62", "628123456789")]
    [InlineData("62812-3456-789", "62", "628123456789")]
    [InlineData("0062 812 3456 789", "62", "628123456789")]
    [InlineData("+62 (0)812 3456 789", "62", "628123456789")]
    [InlineData("+60 12-345 6789", "62", "60123456789")]
    [InlineData("012-345 6789", "60", "60123456789")]
    [InlineData("0812 3456 789", "", null)]
    [InlineData("telepon 0812 3456 789", "62", null)]
    [InlineData("12", "62", null)]
    public void A_number_is_kept_as_networks_take_it(string typed, string country, string? phone) => Phones.Of(typed, country).ShouldBe(phone);

    [Theory]
    [InlineData("", "", "anything", true, "")]
    [InlineData("1701|*:{id}", "", "1701|6281:gw-7", true, "gw-7")]
    [InlineData("1701|*:{id}", "", "1706", false, "")]
    [InlineData("messages.0.status=0", "messages.0.message-id", """{"messages":[{"status":"0","message-id":"A1"}]}""", true, "A1")]
    [InlineData("messages.0.status=0", "messages.0.message-id", """{"messages":[{"status":"4"}]}""", false, "")]
    [InlineData("code=200|201", "id", """{"code":201,"id":12}""", true, "12")]
    public void An_answer_is_read_as_its_gateway_writes_it(string accepted, string idAt, string body, bool taken, string id) =>
        SmsForm.Read(accepted, idAt, System.Text.Encoding.UTF8.GetBytes(body)).ShouldBe((taken, id));

    [Fact]
    public void Nobodys_words_become_part_of_the_form_and_an_unreadable_answer_says_nothing()
    {
        var values = new SmsValues("62", "a\"},{\"to\":\"{key}&x=1", "i", "secret");
        using var json = System.Text.Json.JsonDocument.Parse(SmsForm.Filled("{\"to\":\"{to}\",\"text\":\"{text}\"}", "application/json", values));
        json.RootElement.GetProperty("text").GetString().ShouldBe(values.Text);
        SmsForm.Filled("to={to}&text={text}", "application/x-www-form-urlencoded", values).ShouldBe("to=62&text=" + Uri.EscapeDataString(values.Text));
        SmsForm.Read("a=1", "", "<html>"u8.ToArray()).ShouldBeNull();
        SmsForm.Read("a=1", "", "{}"u8.ToArray()).ShouldBeNull();
        SmsForm.Read("", "id", """{"id":"\ud83d"}"""u8.ToArray()).ShouldBe((true, ""), "half of a sign is no text");
    }
}

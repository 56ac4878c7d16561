using Pendopo.Platform;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Ui.Components;
using Pendopo.Platform.Ui.Forms;

namespace Pendopo.Tests.Platform.Ui;

public sealed class FormErrorsTests
{
    [Fact]
    public void Only_the_first_message_of_a_field_is_kept()
    {
        var errors = new FormErrors().Add("Form.Email", "first").Add("Form.Email", "second").Add("", "whole").Add("", "form");
        errors.For("Form.Email").ShouldBe("first");
        errors.All.Count.ShouldBe(3);
    }

    [Fact]
    public void Problems_of_a_use_case_become_messages_of_the_forms_fields()
    {
        var errors = FormErrors.Of([new Problem("TitleRequired", "Write a title.", "Title"), new Problem("Closed", "Closed.")]);
        errors.For("Form.Title").ShouldBe("Write a title.");
        errors.For("").ShouldBe("Closed.");
    }

    [Fact]
    public void A_line_of_the_summary_leads_to_the_fields_id() => ElementIds.Of("Form.StartTime").ShouldBe("form-starttime");

    [Theory]
    [InlineData("/desk/inbox?x=1", "/desk/inbox?x=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData(null, "/")]
    public void A_choice_of_theme_or_language_never_leads_to_another_site(string? to, string expected) => Preferences.Safe(to).ShouldBe(expected);
}

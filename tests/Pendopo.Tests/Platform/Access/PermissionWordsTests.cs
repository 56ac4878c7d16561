using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Access;

[Collection("sqlite")]
public sealed class PermissionWordsTests(SqliteApp app) : AppTests(app)
{
    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public void Every_permission_has_a_name_and_an_explanation_in_plain_words(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var choices = App.Services.GetRequiredService<PermissionWords>().Choices;
            choices.Select(choice => choice.Value).ShouldBe(App.Services.GetRequiredService<IReadOnlyList<Room>>().SelectMany(room => room.Permissions).Select(permission => permission.Name));
            // A text that is missing is shown as its key, and a key has a point in it.
            choices.Where(choice => IsKey(choice.Text) || IsKey(choice.Hint!) || choice.Group is null or "Room").Select(choice => choice.Value).ShouldBeEmpty();
            choices.Select(choice => choice.Text).ShouldBeUnique();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static bool IsKey(string text) => text.StartsWith("May.", StringComparison.Ordinal) || text.Length == 0;
}

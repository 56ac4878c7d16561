using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform;

[Collection("sqlite")]
public sealed class RoomWordsTests(SqliteApp app) : AppTests(app)
{
    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public void Every_permission_every_kind_of_job_and_every_queue_of_work_is_told_in_plain_words(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var choices = App.Services.GetRequiredService<RoomWords>().Permissions;
            choices.Select(choice => choice.Value).ShouldBe(App.Services.GetRequiredService<IReadOnlyList<Room>>().SelectMany(room => room.Permissions).Select(permission => permission.Name));
            // A text that is missing is shown as its key, and a key has a point in it.
            choices.Where(choice => IsKey(choice.Text) || IsKey(choice.Hint!) || choice.Group is null or "Room").Select(choice => choice.Value).ShouldBeEmpty();
            choices.Select(choice => choice.Text).ShouldBeUnique();
            var queues = App.Services.GetRequiredService<IReadOnlyList<Room>>().SelectMany(room => room.Queues).Select(queue => queue.Name);
            queues.Where(queue => App.Services.GetRequiredService<RoomWords>().Queue(queue) is var said && (said == queue || said.StartsWith("Queue.", StringComparison.Ordinal))).ShouldBeEmpty();
            var jobs = App.Services.GetRequiredService<JobKinds>().All.Select(kind => kind.Name).ToList();
            jobs.Where(kind => App.Services.GetRequiredService<RoomWords>().Job(kind) == kind).ShouldBeEmpty();
            jobs.Select(kind => App.Services.GetRequiredService<RoomWords>().Job(kind)).ShouldBeUnique();
            App.Services.GetRequiredService<RoomWords>().Job("platform.of-another-program").ShouldBe("platform.of-another-program");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static bool IsKey(string text) => text.StartsWith("May.", StringComparison.Ordinal) || text.Length == 0;
}

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Xunit.Abstractions;

namespace Pendopo.Tests.Platform.People;

/// <summary>What an answer takes tells no more than what it says.</summary>
[Collection("sqlite")]
public sealed class AnswerTimesTests(SqliteApp app, ITestOutputHelper output) : AppTests(app)
{
    private const string Known = "dimas@melati.example", Unknown = "nobody@melati.example";
    private const int Warm = 3, Full = 1000;

    // What else a machine does makes some answers slower and none quicker, so who compares answers compares the quick ones (Crosby, Wallach and
    // Riedi, Opportunities and Limits of Remote Timing Attacks, ACM TISSEC 12(3), 2009, 5).
    private const double Quiet = 0.2;

    // Five milliseconds between the medians of a thousand tries; a median of fewer wanders further, by the root of their number (its standard error).
    private static double Bound(int tries) => 5 * Math.Sqrt((double)Full / tries);

    [Theory]
    [InlineData("/sign-in", "sign-in")]
    [InlineData("/forgotten", "forgotten")]
    [Trait(Series.Form, Series.Long)]
    public async Task The_time_of_an_answer_does_not_tell_whether_an_address_is_known(string path, string form)
    {
        await SetMail();
        var pairs = Series.Of("ANSWERS", suite: 30, nightly: Full / 2);
        var (times, chance) = (new Dictionary<string, List<double>> { [Known] = [], [Unknown] = [] }, new Random(12));
        for (var pair = -Warm; pair < pairs; pair++)
        {
            // In either order, so that whatever else this machine does falls on both.
            foreach (var email in chance.Next(2) == 0 ? new[] { Known, Unknown } : [Unknown, Known])
            {
                var took = await Try(path, form, email);
                if (pair >= 0)
                    times[email].Add(took);
            }
            // Wrong tries are forgotten after an hour: this one is as the first.
            App.Clock.Advance(TimeSpan.FromMinutes(61));
        }
        var (known, unknown) = (At(times[Known], 0.5), At(times[Unknown], 0.5));
        output.WriteLine($"{path}: {known:0.0} ms when the address is known, {unknown:0.0} ms when not, medians of {pairs}; fifths {At(times[Known], Quiet):0.0} and {At(times[Unknown], Quiet):0.0} ms");
        Math.Abs(At(times[Known], Quiet) - At(times[Unknown], Quiet)).ShouldBeLessThan(Bound(2 * pairs));
        if (2 * pairs >= Full)
            Math.Abs(known - unknown).ShouldBeLessThan(Bound(2 * pairs));
    }

    private async Task SetMail()
    {
        await using var scope = await App.Scope();
        var book = scope.ServiceProvider.GetRequiredService<SettingsBook>();
        foreach (var (key, value) in new[] { (SettingKeys.MailHost, "mail.example"), (SettingKeys.MailFrom, "halo@melati.example"), (SettingKeys.PublicAddress, "https://melati.example") })
            await book.Write(key, value, default);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        await book.Publish(default);
    }

    private async Task<double> Try(string path, string form, string email)
    {
        using var browser = App.Anonymous();
        (string, string?)[] fields = form == "sign-in" ? [("Form.Email", email), ("Form.Password", "not this one at all")] : [("Form.Email", email)];
        var began = Stopwatch.GetTimestamp();
        using var answer = await browser.Submit(path, form, fields);
        await answer.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double At(List<double> times, double part) => times.Order().ElementAt((int)((times.Count - 1) * part));
}

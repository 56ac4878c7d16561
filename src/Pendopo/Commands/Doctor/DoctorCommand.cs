using System.CommandLine;

namespace Pendopo.Commands.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Fine">Nothing to mend.</param>
/// <param name="Text">What was found, in a sentence.</param>
/// <param name="Remedy">What to do about it; null when nothing has to be done.</param>
internal sealed record Finding(bool Fine, string Text, string? Remedy = null)
{
    public static Finding Good(string text) => new(true, text);

    /// <summary>Works as it is, and could be better.</summary>
    public static Finding Hint(string text, string remedy) => new(true, text, remedy);

    public static Finding Bad(string text, string remedy) => new(false, text, remedy);
}

/// <summary>`doctor`: says what is wrong with this installation and how to mend it. It changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var doctor = new Command("doctor", "Look over this installation and say in sentences what is wrong and how to mend it. Nothing is changed. Exit code 1 when something has to be mended.");
        doctor.SetAction((parsed, cancel) => Look(parsed, services => new Checks(services).Run(cancel)));
        doctor.Subcommands.Add(Channels());
        return doctor;
    }

    private static Command Channels()
    {
        var live = new Option<bool>("--live") { Description = "Ask each network now, with the centre's own credentials. It is only asked whether the account works: nothing is published, answered or deleted." };
        var channels = new Command("channels", "Say of each connected account whether it works and what to do when it does not; without --live, what was found when it was asked last. Exit code 1 when something has to be mended.") { live };
        channels.SetAction((parsed, cancel) => Look(parsed, services => new AccountChecks(services).Run(parsed.GetValue(live), cancel)));
        return channels;
    }

    private static async Task<int> Look(ParseResult parsed, Func<IServiceProvider, IAsyncEnumerable<Finding>> look)
    {
        await using var app = PendopoApp.Build([.. Settings.Arguments(parsed), "--Logging:LogLevel:Default=None"]);
        await using var scope = app.Services.CreateAsyncScope();
        return await Tell(look(scope.ServiceProvider), parsed.InvocationConfiguration.Output);
    }

    private static async Task<int> Tell(IAsyncEnumerable<Finding> findings, TextWriter output)
    {
        var ill = 0;
        await foreach (var finding in findings)
        {
            ill += finding.Fine ? 0 : 1;
            await output.WriteLineAsync($"{(finding.Fine ? finding.Remedy is null ? "fine" : "hint" : "MEND")}  {finding.Text}");
            if (finding.Remedy is { } remedy)
                await output.WriteLineAsync($"      {remedy}");
        }
        await output.WriteLineAsync(ill switch
        {
            0 => "Nothing has to be mended.",
            1 => "One thing has to be mended.",
            _ => $"{ill} things have to be mended.",
        });
        return ill == 0 ? 0 : 1;
    }
}

using System.CommandLine;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Commands.Keeping;

/// <summary>What the keeping commands share: the installation as it is, without bringing its schema up, and refusals as sentences.</summary>
internal static class KeepingScope
{
    public static readonly Option<string?> Code = new("--code") { Description = "The recovery code. Without it the code is read from the standard input, where other users of this machine do not see it." };

    /// <summary>Does the work within the program's services; its schema stays as it stands.</summary>
    public static Task<int> Run(ParseResult parsed, Func<IServiceProvider, Task<int>> work) => Tell(parsed, async () =>
    {
        await using var app = PendopoApp.Build([.. Settings.Arguments(parsed), "--Logging:LogLevel:Default=Warning"]);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        return await work(scope.ServiceProvider);
    });

    /// <summary>Refusals become a sentence and exit code 1.</summary>
    public static async Task<int> Tell(ParseResult parsed, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception refusal) when (refusal is BackupException or BackupBusyException or InstallationKeyException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync((refusal as BackupException)?.Sentence ?? refusal.Message);
            return 1;
        }
    }

    /// <summary>The settings without the program around them: for work on a machine where nothing stands yet.</summary>
    public static (IConfiguration Settings, Installation Installation) Bare(ParseResult parsed)
    {
        var configuration = new ConfigurationBuilder().SetBasePath(PendopoApp.ContentRoot ?? Directory.GetCurrentDirectory());
        configuration.AddOurs(Settings.Arguments(parsed));
        var settings = configuration.Build();
        return (settings, Installation.From(settings));
    }

    /// <summary>The code as it was given or typed, in its one form; null after saying that it cannot be one.</summary>
    public static async Task<string?> ReadCode(ParseResult parsed, CancellationToken cancel)
    {
        var typed = parsed.GetValue(Code);
        if (typed is null)
        {
            await parsed.InvocationConfiguration.Error.WriteAsync("Recovery code: ");
            using var input = new StreamReader(StandardInput.Open());
            typed = await input.ReadLineAsync(cancel);
        }
        var code = RecoveryCode.Parse(typed);
        if (code is null)
            await parsed.InvocationConfiguration.Error.WriteLineAsync("That is not a recovery code: it has 25 letters and digits in five groups, and a sign here is missing or mistyped.");
        return code;
    }

    /// <summary>A line that is written anew at each whole per cent.</summary>
    public static IProgress<double> Percent(ParseResult parsed)
    {
        var last = -1;
        return new Told(part =>
        {
            var percent = (int)(part * 100);
            if (percent <= last)
                return;
            last = percent;
            parsed.InvocationConfiguration.Error.Write($"\r{percent} %{(percent >= 100 ? Environment.NewLine : "")}");
        });
    }

    public static string Megabytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");
}

using System.CommandLine;
using Pendopo.Platform.Backups.Recovery;

namespace Pendopo.Commands.Keeping;

/// <summary>`recovery-code`: sets it without the pages, for machines that are set up by hand.</summary>
internal static class RecoveryCodeCommand
{
    public static Command Create()
    {
        var code = new Command("recovery-code", "Print a fresh recovery code and put it into force once it is typed back. Older backups open with the code of their time.");
        code.SetAction((parsed, cancel) => KeepingScope.Run(parsed, services => Set(services, parsed.InvocationConfiguration, cancel)));
        return code;
    }

    private static async Task<int> Set(IServiceProvider services, InvocationConfiguration output, CancellationToken cancel)
    {
        var code = RecoveryCode.Make();
        await output.Output.WriteLineAsync(code);
        await output.Error.WriteAsync("Write it down, keep it away from this machine, and type it back: ");
        using var input = new StreamReader(StandardInput.Open());
        if (RecoveryCode.Parse(await input.ReadLineAsync(cancel)) != code)
        {
            await output.Error.WriteLineAsync("That is not the code above. Nothing was changed.");
            return 1;
        }
        await services.GetRequiredService<RecoveryKeys>().Set(code, cancel);
        await output.Error.WriteLineAsync("The code is in force. The next backup opens with it.");
        return 0;
    }
}

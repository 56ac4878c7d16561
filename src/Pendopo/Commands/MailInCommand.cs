using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Letters;
using Pendopo.Platform.Mail.Mime;

namespace Pendopo.Commands;

/// <summary>`mail-in`: a mail on standard input, as mail servers hand it over.</summary>
internal static class MailInCommand
{
    public const string Name = "mail-in";

    // sysexits.h, which mail servers read: for a while the mail stays with them; to nobody is answered to its sender.
    private const int Ok = 0, NoUser = 67, TryLater = 75;

    public static Command Create()
    {
        var to = new Option<string?>("--to") { Description = "The address the mail was sent to. Default: the environment's ORIGINAL_RECIPIENT (Postfix) or LOCAL_PART and DOMAIN (Exim), else the mail's own headers." };
        var centre = new Option<string?>("--centre") { Description = "The centre's short name, such as melati, for mail that answers no letter. Default: the first that sends letters." };
        var command = new Command(Name, "Take in a mail from standard input: what comes back of letters, and what people answer. Made for a mail server's pipe.") { to, centre };
        command.SetAction(async (parsed, cancel) =>
        {
            var mail = await Read(StandardInput.Open(), cancel);
            try
            {
                return await OwnScope.Run(parsed, async services =>
                {
                    var taken = await services.GetRequiredService<TakeMail>().Run(mail, parsed.GetValue(to) ?? Recipient(), parsed.GetValue(centre), cancel);
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(taken.ToString());
                    return taken == TakenMail.NobodyHere ? NoUser : Ok;
                }, cancel) is var code and not 1 ? code : TryLater;
            }
            catch (Exception error) when (error is DbUpdateException or System.Data.Common.DbException or IOException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"Not taken now: {error.GetType().Name}");
                return TryLater;
            }
        });
        return command;
    }

    private static string? Recipient() =>
        Environment.GetEnvironmentVariable("ORIGINAL_RECIPIENT") is { Length: > 0 } whole ? whole
        : Environment.GetEnvironmentVariable("LOCAL_PART") is { Length: > 0 } local ? $"{local}@{Environment.GetEnvironmentVariable("DOMAIN")}" : null;

    // What is longer than a mail we read is read to its end all the same: a pipe that is shut too soon bounces it.
    private static async Task<byte[]> Read(Stream input, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81_920];
        for (int count; (count = await input.ReadAsync(buffer, cancel)) > 0;)
        {
            if (kept.Length < MailReading.MostBytes)
                kept.Write(buffer, 0, count);
        }
        return kept.ToArray();
    }
}

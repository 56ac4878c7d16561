using System.CommandLine;
using System.CommandLine.Parsing;
using Pendopo.Commands.Keeping;
using Pendopo.Platform.Observing;
using Pendopo.Platform.Storage;

namespace Pendopo.Commands;

/// <summary>The verbs of the program; without one it serves.</summary>
internal static class CommandLine
{
    /// <summary>How a verb ends when it is asked to stop. What serves or keeps gets the host's time to bring to an end what is under way (18 s,
    /// after a drain of at most ten minutes), and some: the library by itself ends the process after two seconds, in the middle of a
    /// delivery or a backup. What only reads from its input, where it may wait for ever, ends at once.</summary>
    public static InvocationConfiguration EndingOf(ParseResult parsed) =>
        new() { ProcessTerminationTimeout = parsed.CommandResult.Parent is CommandResult { Command.Name: InspectCommand.Name } ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(11) };

    /// <summary>Runs a verb. A fault that nobody foresaw is told by its kind and its place and never in its words, which may be somebody's.</summary>
    public static async Task<int> Run(ParseResult parsed, InvocationConfiguration how)
    {
        how.EnableDefaultExceptionHandler = false;
        try
        {
            return await parsed.InvokeAsync(how);
        }
        catch (Exception fault)
        {
            await how.Error.WriteLineAsync($"Unhandled exception: {new QuietFault(fault)}");
            return 1;
        }
    }

    public static RootCommand Create()
    {
        var root = new RootCommand("Pendopo: the open pavilion of a health centre. Without a command it starts and serves its pages.")
        {
            // The host and the test host add settings of their own (--urls, --environment, --contentRoot …).
            TreatUnmatchedTokensAsErrors = false,
        };
        var serve = new Command("serve", "Start Pendopo and serve its pages (what happens without a command, too).") { TreatUnmatchedTokensAsErrors = false };
        foreach (var setting in Settings.Options)
            root.Options.Add(setting);
        root.SetAction((parsed, cancel) => Serve(parsed, cancel));
        serve.SetAction((parsed, cancel) => Serve(parsed, cancel));
        root.Subcommands.Add(serve);
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(UserCommand.Create());
        root.Subcommands.Add(Doctor.DoctorCommand.Create());
        root.Subcommands.Add(SignalsCommand.Create());
        root.Subcommands.Add(InspectCommand.Create());
        root.Subcommands.Add(MailInCommand.Create());
        foreach (var keeping in Keeping.KeepingCommands.All())
            root.Subcommands.Add(keeping);
        return root;
    }

    private static async Task<int> Serve(ParseResult parsed, CancellationToken cancel)
    {
        try
        {
            var app = PendopoApp.Build(Settings.Arguments(parsed), serves: true);
            return await PendopoApp.Run(app, parsed.InvocationConfiguration, cancel);
        }
        catch (IOException error) when (StorageFaults.OfFile(error) == StorageFault.Full)
        {
            // Without a folder and its keys there is nothing to serve; a program that stood here before waits for room and serves meanwhile.
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"The disk is full where the data folder {KeepingScope.Bare(parsed).Installation.DataFolder} lies. Make room, then start Pendopo again.");
            return 1;
        }
    }
}

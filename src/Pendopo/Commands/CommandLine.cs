using System.CommandLine;

namespace Pendopo.Commands;

/// <summary>The verbs of the program; without one it serves.</summary>
internal static class CommandLine
{
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
        foreach (var keeping in Keeping.KeepingCommands.All())
            root.Subcommands.Add(keeping);
        return root;
    }

    private static async Task<int> Serve(ParseResult parsed, CancellationToken cancel)
    {
        var app = PendopoApp.Build(Settings.Arguments(parsed));
        return await PendopoApp.Run(app, parsed.InvocationConfiguration, cancel);
    }
}

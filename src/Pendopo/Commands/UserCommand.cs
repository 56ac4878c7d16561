using System.CommandLine;
using Pendopo.Platform.Access;

namespace Pendopo.Commands;

/// <summary>`user add|reset|disable`: for the hour in which nobody can sign in any more.</summary>
internal static class UserCommand
{
    private static readonly Argument<string> Email = new("e-mail") { Description = "The address the person signs in with." };

    public static Command Create()
    {
        var user = new Command("user", "Let people in and out from the command line. Nothing here shows or asks for a password.");
        user.Subcommands.Add(Add());
        user.Subcommands.Add(Reset());
        user.Subcommands.Add(Disable());
        user.Subcommands.Add(Erase());
        return user;
    }

    private static Command Add()
    {
        var name = new Option<string>("--name") { Description = "The person's name.", Required = true };
        var role = new Option<string>("--role") { Description = $"A role at the centre ({string.Join(", ", SampleRoles.All)}). Default: administrator.", DefaultValueFactory = _ => SampleRoles.Administrator };
        var centre = new Option<string?>("--centre") { Description = "The centre's short name, such as melati. Default: the whole installation for an administrator, else the first centre." };
        var add = new Command("add", "Add a person and print a link by which they choose how they sign in. It works once, for seven days.") { Email, name, role, centre };
        add.SetAction((parsed, cancel) => OwnScope.Run(parsed, services =>
            new UserAct(services, parsed.InvocationConfiguration).Add(parsed.GetValue(Email)!, parsed.GetValue(name)!, parsed.GetValue(role)!, parsed.GetValue(centre), cancel), cancel));
        return add;
    }

    private static Command Reset()
    {
        var forget = new Option<bool>("--forget-authenticator") { Description = "Also forget the authenticator app, for somebody who lost their phone and their recovery codes." };
        var reset = new Command("reset", "Sign a person out everywhere and print a link by which they get in again. It works once, for one hour.") { Email, forget };
        reset.SetAction((parsed, cancel) => OwnScope.Run(parsed, services =>
            new UserAct(services, parsed.InvocationConfiguration).Reset(parsed.GetValue(Email)!, parsed.GetValue(forget), cancel), cancel));
        return reset;
    }

    private static Command Disable()
    {
        var disable = new Command("disable", "Sign a person out everywhere at once and let them in no more. What they wrote stays.") { Email };
        disable.SetAction((parsed, cancel) => OwnScope.Run(parsed, services =>
            new UserAct(services, parsed.InvocationConfiguration).Disable(parsed.GetValue(Email)!, cancel), cancel));
        return disable;
    }

    private static Command Erase()
    {
        var sure = new Option<bool>("--yes") { Description = "Really erase. Without it the command only says what would happen." };
        var who = new Argument<string>("who") { Description = "The e-mail address of somebody who signs in here; or, for somebody outside, their handle or id on their network, such as @rina@peer.example." };
        var erase = new Command("erase", "Erase a person: account, ways to sign in, roles and name; or somebody outside, with all they wrote. Written in a ledger, so that no restored backup brings them back.") { who, sure };
        erase.SetAction((parsed, cancel) => OwnScope.Run(parsed, services =>
            new UserErasure(services, parsed.InvocationConfiguration).Run(parsed.GetValue(who)!, parsed.GetValue(sure), cancel), cancel));
        return erase;
    }
}

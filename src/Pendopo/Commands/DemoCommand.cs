using System.CommandLine;
using System.Security.Cryptography;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Sample;

namespace Pendopo.Commands;

/// <summary>`demo`: the sample world in a fresh data folder, and who may sign in there.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var demo = new Command("demo", "Load the sample world (two health centres and their people) into a fresh data folder and print one line a person: role, e-mail and password, separated by tabs.");
        demo.SetAction(async (parsed, cancel) =>
        {
            await using var app = PendopoApp.Build([.. Settings.Arguments(parsed), "--Logging:LogLevel:Default=Warning", "--Logging:Console:LogToStandardErrorThreshold=Trace"]);
            return await Load(app.Services, parsed.InvocationConfiguration, cancel);
        });
        return demo;
    }

    private static async Task<int> Load(IServiceProvider services, InvocationConfiguration output, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        await DataSetup.MigrateAsync(db, cancel);
        if (!await SampleWorld.IsFresh(db, cancel))
        {
            var where = services.GetRequiredService<Installation>() is { OnPostgres: false } here ? $"The data folder {here.DataFolder}" : "This database";
            await output.Error.WriteLineAsync($"{where} is in use: a health centre is set up there already. Choose a fresh one with --data, and nothing is mixed.");
            return 1;
        }
        var passwords = SamplePeople.All.ToDictionary(person => person.Key, _ => FreshPassword(), StringComparer.Ordinal);
        await new SampleWorld(scope.ServiceProvider).LoadAlive(person => passwords[person.Key], cancel);
        foreach (var person in SamplePeople.All)
            await output.Output.WriteLineAsync($"{person.Key}\t{person.Email}\t{passwords[person.Key]}");
        return 0;
    }

    // 16 of 31 letters and digits that are not mistaken for one another: 79 bits. A demonstration may stand on the internet, too.
    private static string FreshPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
}

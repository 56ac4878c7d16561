using System.Runtime.CompilerServices;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Commands.Doctor;

/// <summary>The checks in their order: what the later ones need comes first.</summary>
internal sealed class Checks(IServiceProvider services)
{
    public async IAsyncEnumerable<Finding> Run([EnumeratorCancellation] CancellationToken cancel)
    {
        var installation = services.GetRequiredService<Installation>();
        foreach (var finding in MachineChecks.Run(installation))
            yield return finding;
        if (WithoutDatabase(installation) is { } missing)
        {
            yield return missing;
            yield break;
        }
        var database = new DatabaseChecks(services.GetRequiredService<PendopoDb>(), services.GetRequiredService<IDialect>(), services.GetRequiredService<TimeProvider>());
        var readable = true;
        await foreach (var (finding, goOn) in database.Run(cancel))
        {
            readable &= goOn;
            yield return finding;
        }
        if (!readable)
            yield break;
        yield return await new AuditChecks(services.GetRequiredService<AuditProof>()).Run(cancel);
        await services.GetRequiredService<SettingsBook>().Load(cancel);
        await foreach (var finding in new KeepingChecks(services).Run(cancel))
            yield return finding;
        yield return await new OwnCertificateCheck(services.GetRequiredService<PendopoDb>(), services.GetRequiredService<IConfiguration>(), services.GetRequiredService<TimeProvider>()).Run(cancel);
        if (await new CertificateCheck(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<TimeProvider>()).Run(cancel) is { } certificate)
            yield return certificate;
        await foreach (var finding in new NetworkChecks(services.GetRequiredService<IConfiguration>()).Run(cancel))
            yield return finding;
    }

    /// <summary>What is to be said where there is no database; null where there is one to look into.</summary>
    public static Finding? WithoutDatabase(Installation installation) => installation.OnPostgres || File.Exists(installation.DatabaseFile)
        ? null : Finding.Bad($"There is no database in {installation.DataFolder}.", "Start Pendopo once with this data folder, or point --data to the right one.");
}

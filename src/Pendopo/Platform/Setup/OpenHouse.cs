using Microsoft.Extensions.Localization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Setup;

/// <summary>How the sample world is loaded beside the installation's own centre; the program's root knows it.</summary>
public sealed record SampleContent(Func<IServiceProvider, CancellationToken, Task> Load)
{
    /// <summary>The setting that names the centres of the sample while they stand.</summary>
    public const string Mark = "sample:centres";

    /// <summary>The centres that a setting of this name names; none when it is not there.</summary>
    public static IReadOnlyList<Id<Centre>> Marked(string? value) =>
        [.. (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => Id<Centre>.Parse(id, null))];
}

/// <summary>The last step of the wizard: opens the centre, makes it known to this node, signs the administrator in, and loads the
/// sample world when it was wished for.</summary>
public sealed class OpenHouse(FinishSetup finish, SignInDoor door, CentreDirectory centres, SettingsBook settings, IServiceScopeFactory scopes, IStringLocalizer<PeopleText> words)
{
    public async Task<Result<Account>> Run(SetupAnswers answers, FirstAdministrator first, CancellationToken cancel)
    {
        var opened = await finish.Run(answers, first, words, cancel);
        if (!opened.Ok)
            return opened;
        centres.Forget();
        await settings.Publish(cancel);
        if (answers.Sample)
            await LoadSample(cancel);
        await door.LetIn(opened.Value, first.Password is null ? "passkey" : "password", remember: false, cancel);
        return opened;
    }

    private async Task LoadSample(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        await scope.ServiceProvider.GetRequiredService<SampleContent>().Load(scope.ServiceProvider, cancel);
    }
}

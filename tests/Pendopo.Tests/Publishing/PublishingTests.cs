using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

/// <summary>Tests of posts on their way to the site and to one scripted network.</summary>
public abstract class PublishingTests(TestApp app) : AppTests(app)
{
    private protected ScriptedNetwork Network { get; } = new();

    private protected PublishingStage Stage { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton<IConnector>(Network);
        Stage = new PublishingStage(App);
        await Stage.Connect();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Pendopo.Care.Appointments;
using Pendopo.Channels.Sms;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Sms;

namespace Pendopo.Tests.Care;

/// <summary>Tests in which people are written to by SMS, through the stand-in of a gateway.</summary>
public abstract class WrittenToTests(TestApp app) : AppTests(app)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
    }

    /// <summary>A gateway that the officer connected.</summary>
    internal async Task<GatewayStandIn> Gateway()
    {
        var gateway = await GatewayStandIn.StartAsync(GatewayShape.Json);
        var request = new ConnectSms.Request { Name = "MELATI", Country = "+62", Key = GatewayStandIn.Key, Method = "POST", Url = gateway.Url + "/messages", ContentType = "application/json", Headers = "Authorization: Bearer {key}", Body = "{\"to\":\"{to}\",\"body\":\"{text}\",\"ref\":\"{id}\"}", IdAt = "sid", PerMinute = "60" };
        (await As("officer", services => services.GetRequiredService<ConnectSms>().Run(request, default))).Problems.ShouldBeEmpty();
        return gateway;
    }

    /// <summary>Runs what comes round, and all that follows from it.</summary>
    internal async Task Round(IJob job)
    {
        await As("desk", services =>
        {
            services.GetRequiredService<JobBoard>().Add(job);
            return services.GetRequiredService<PendopoDb>().SaveChangesAsync();
        });
        await App.RunJobs();
    }

    /// <summary>The page of somebody who booked.</summary>
    internal Task<string> PageOf(Appointment appointment) => As("desk", services => Task.FromResult(new Uri(services.GetRequiredService<AppointmentKeys>().AddressOf(appointment)!).AbsolutePath));

    protected async Task<T> As<T>(string role, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = await App.ScopeOf(role);
        return await act(scope.ServiceProvider);
    }
}

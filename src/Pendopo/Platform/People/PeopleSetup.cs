using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People.Administration;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.Me;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.People;

/// <summary>What the pages of people, settings and background work do.</summary>
internal static class PeopleSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<PasswordRules>();
        services.AddScoped<ChangeMyName>();
        services.AddScoped<MySecurity>();
        services.AddScoped<MyAuthenticator>();
        services.AddScoped<UseLink>();
        services.AddScoped<NewEntry>();
        services.AddScoped<AskForLink>();
        services.AddJob<SendLink, SendLinkJob>();
        services.AddScoped<PeopleList>();
        services.AddScoped<InvitePerson>();
        services.AddScoped<GiveRole>();
        services.AddScoped<TakeRole>();
        services.AddScoped<Administrators>();
        services.AddScoped<AccountSwitch>();
        services.AddScoped<SignInLetters>();
        services.AddScoped<SaveRole>();
        AddHouse(services);
    }

    private static void AddHouse(IServiceCollection services)
    {
        services.AddScoped<CentresBook>();
        services.AddScoped<SaveCentre>();
        services.AddScoped<CentreRules>();
        services.AddScoped<AddArea>();
        services.AddScoped<JobBook>();
        services.AddScoped<MailOut>().AddScoped<StaffMail>();
        services.AddScoped<MailSettings>();
        services.AddScoped<ChangeAddress>().AddScoped<AddressStakes>();
        services.AddScoped<TryMail>();
        services.AddJob<SendMail, SendMailJob>();
        services.AddJob<SweepHouse, SweepHouseJob>();
    }
}

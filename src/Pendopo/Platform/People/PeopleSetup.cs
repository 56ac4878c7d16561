namespace Pendopo.Platform.People;

internal static class PeopleSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<PasswordRules>();
        services.AddScoped<Me.ChangeMyName>();
    }
}

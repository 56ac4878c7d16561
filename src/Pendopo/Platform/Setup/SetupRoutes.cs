using Microsoft.AspNetCore.Mvc;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.Setup;

internal static class SetupRoutes
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SetupSecret>();
        services.AddScoped<SetupGate>();
        services.AddScoped<SetupNotes>();
        services.AddScoped<SetupRules>();
        services.AddScoped<FinishSetup>();
        services.AddScoped<OpenHouse>();
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/setup/passkey", PasskeyOptions).AllowAnonymous().RequireRateLimiting(SignInLimits.Policy).ExcludeFromDescription();

    private static async Task<IResult> PasskeyOptions(
        [FromForm(Name = "Form.Name")] string? name, [FromForm(Name = "Form.Email")] string? email, SetupGate gate, SetupNotes notes, Passkeys passkeys, CancellationToken cancel)
    {
        if (!await gate.IsHeld(cancel))
            return TypedResults.NotFound();
        if (!EmailForm.IsAddress(email))
            return TypedResults.UnprocessableEntity();
        var answers = await notes.Read(cancel);
        await notes.Keep(answers, cancel);
        return TypedResults.Content(await passkeys.OptionsToMake(new Account { Id = answers.Account, Email = email }, name ?? email!), "application/json");
    }
}

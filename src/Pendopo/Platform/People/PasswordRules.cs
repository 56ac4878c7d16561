using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Pendopo.Platform.People;

/// <summary>Says, before anything is stored, whether a password will be taken.</summary>
public sealed class PasswordRules(UserManager<Account> accounts, IEnumerable<IPasswordValidator<Account>> validators, IStringLocalizer<PeopleText> words)
{
    public async Task<List<Problem>> Check(Account account, string? password, string field)
    {
        foreach (var validator in validators)
        {
            var verdict = await validator.ValidateAsync(accounts, account, password);
            if (!verdict.Succeeded)
                return [words.Problem(verdict.Errors.First().Code == "PasswordTooShort" ? "PasswordTooShort" : "PasswordTooPlain", field)];
        }
        return [];
    }
}

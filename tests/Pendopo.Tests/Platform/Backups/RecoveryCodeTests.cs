using Pendopo.Platform.Backups.Recovery;

namespace Pendopo.Tests.Platform.Backups;

public sealed class RecoveryCodeTests
{
    [Fact]
    public void A_code_is_read_as_it_was_meant_however_it_was_typed()
    {
        for (var i = 0; i < 200; i++)
        {
            var code = RecoveryCode.Make();
            code.Length.ShouldBe(29);
            RecoveryCode.Parse(code).ShouldBe(code);
            RecoveryCode.Parse("  " + code.ToLowerInvariant().Replace('-', ' ').Replace('0', 'o').Replace('1', 'l') + "\n").ShouldBe(code);
            RecoveryCode.Parse(code.Replace("-", "")).ShouldBe(code);
        }
    }

    [Fact]
    public void Every_single_mistyped_sign_is_found_before_the_code_is_tried()
    {
        var code = RecoveryCode.Make();
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] == '-')
                continue;
            foreach (var other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Where(sign => sign != code[i]))
                RecoveryCode.Parse(code[..i] + other + code[(i + 1)..]).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAA-AAAAA-AAAAA-AAAAA")]
    [InlineData("!!!!!-AAAAA-AAAAA-AAAAA-AAAAA")]
    public void What_cannot_be_a_code_is_none(string? typed) => RecoveryCode.Parse(typed).ShouldBeNull();

    [Fact]
    public void Two_codes_are_never_the_same_and_a_salt_makes_keys_differ()
    {
        Enumerable.Range(0, 500).Select(_ => RecoveryCode.Make()).Distinct().Count().ShouldBe(500);
        var code = RecoveryCode.Make();
        RecoveryCode.Derive(code, RecoveryCode.NewSalt(), 10).ShouldNotBe(RecoveryCode.Derive(code, RecoveryCode.NewSalt(), 10));
    }
}

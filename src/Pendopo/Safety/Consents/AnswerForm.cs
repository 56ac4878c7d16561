using Microsoft.AspNetCore.Http;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>Reads what was filled into <see cref="AnswerFields"/>. A question without an answer stays without one.</summary>
internal static class AnswerForm
{
    public static IReadOnlyList<ConsentAnswer> Answers(IFormCollection form, SheetView of) =>
        [.. of.Consents.Select(view => view.Consent).Where(consent => form[$"Form.Answer{consent.Id}"].ToString() is "yes" or "no").Select(consent => new ConsentAnswer(
            consent.Id, form[$"Form.Answer{consent.Id}"] == "yes", [.. form[$"Form.Channels{consent.Id}"].OfType<string>()],
            Enum.TryParse<ConsentNaming>(form[$"Form.Naming{consent.Id}"], out var naming) && Enum.IsDefined(naming) ? naming : ConsentNaming.NotNamed))];

    public static ConsentProof Proof(IFormCollection form) => new(
        form["Form.Signature"].ToString(), form["Form.Pin"].ToString().Trim(), null, form["Form.ReadAloud"] == "true", form["Form.Witness"].ToString(),
        form["Form.Child"].ToString() switch { "yes" => true, "no" => false, _ => null });
}

namespace Pendopo.Care.Fhir;

/// <summary>Names the texts of what other programs read (FhirText.resx, FhirText.id.resx).</summary>
public sealed class FhirText;

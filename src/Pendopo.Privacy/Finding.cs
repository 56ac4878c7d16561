using System.Runtime.InteropServices;

namespace Pendopo.Privacy;

/// <summary>What a finding is about. The HIPAA Safe Harbor identifiers that can stand in a text, and the Indonesian ones.</summary>
public enum FindingKind
{
    /// <summary>A person's name, without the form of address before it.</summary>
    Name,

    /// <summary>Nomor Induk Kependudukan: the national identity number, 16 digits.</summary>
    Nik,

    /// <summary>Nomor Kartu Keluarga: the family card's number, 16 digits.</summary>
    Kk,

    /// <summary>The health insurance number, 13 digits.</summary>
    Bpjs,

    /// <summary>A medical record number.</summary>
    Mrn,

    /// <summary>A phone number of a person, mobile or land line.</summary>
    Phone,

    /// <summary>An e-mail address, also one in disguise.</summary>
    Email,

    /// <summary>Where somebody lives: street, house, hamlet, RT/RW. A district alone is none.</summary>
    Address,

    /// <summary>A date tied to a person: birth, admission, visit, death.</summary>
    Date,

    /// <summary>An age over 89.</summary>
    Age,

    /// <summary>A vehicle's number plate.</summary>
    Plate,

    /// <summary>Nomor Pokok Wajib Pajak: the tax number.</summary>
    Npwp,

    /// <summary>A health worker's licence or registration (SIP, STR).</summary>
    SipStr,

    /// <summary>A bank account, e-wallet or virtual account.</summary>
    Account,

    /// <summary>A profile's address or handle.</summary>
    UrlProfile,

    /// <summary>An IP address.</summary>
    Ip,

    /// <summary>A device's serial, IMEI or MAC number.</summary>
    Device,

    /// <summary>Somebody told by whose relative they are.</summary>
    Kin,

    /// <summary>A school or workplace that singles somebody out.</summary>
    PlaceIdentifying,
}

/// <summary>What is proposed to do with a finding.</summary>
public enum Mend
{
    /// <summary>Put a short word in its place that says what stood there.</summary>
    Mask,

    /// <summary>Say it more generally, such as the year in place of the date.</summary>
    Generalise,

    /// <summary>Leave it out.</summary>
    Remove,
}

/// <summary>A place in a text that identifies a person.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First UTF-16 unit; never inside a surrogate pair.</param>
/// <param name="End">One past the last UTF-16 unit.</param>
/// <param name="Score">0 to 1: how sure the rules are.</param>
/// <param name="Reason">A stable key for the reason, `kind.why`; the program that shows it translates it. It never holds the text found.</param>
/// <param name="Mend">What is proposed.</param>
public sealed record Finding(FindingKind Kind, int Start, int End, double Score, string Reason, Mend Mend)
{
    /// <summary>Length in UTF-16 units, at least 1.</summary>
    public int Length => End - Start;
}

/// <summary>What a text gives away beyond single identifiers.</summary>
public enum RiskKind
{
    /// <summary>It says of a person who can be found that they are a patient.</summary>
    ConfirmsPatient,

    /// <summary>Things that identify nobody alone do so together: a person and a condition, a hamlet and a rare disease.</summary>
    Combination,
}

/// <summary>Places in a text.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextSpan(int Start, int End);

/// <summary>A risk, the places that make it, and a stable key for the reason.</summary>
public sealed record Risk(RiskKind Kind, IReadOnlyList<TextSpan> Spans, string Reason);

/// <summary>All that was found in one text: findings in order of place, never overlapping.</summary>
public sealed record PrivacyReport(IReadOnlyList<Finding> Findings, IReadOnlyList<Risk> Risks)
{
    /// <summary>Nothing found.</summary>
    public static readonly PrivacyReport Nothing = new([], []);
}

/// <summary>The names of kinds in files and programs.</summary>
public static class FindingKinds
{
    /// <summary>The kind's name in lower case with underscores, such as `sip_str`.</summary>
    public static string Key(this FindingKind kind) => kind switch
    {
        FindingKind.SipStr => "sip_str",
        FindingKind.UrlProfile => "url_profile",
        FindingKind.PlaceIdentifying => "place_identifying",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The risk's name in lower case with underscores: `confirms_patient`, `combination`.</summary>
    public static string Key(this RiskKind kind) => kind == RiskKind.ConfirmsPatient ? "confirms_patient" : "combination";
}

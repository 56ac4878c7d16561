namespace Pendopo.Privacy.Tagging;

/// <summary>What a token is a part of: the kinds that no fixed form gives away.</summary>
internal enum Label : byte
{
    None,
    Name,
    Kin,
    Address,
    Date,
    Age,
    Place,
}

/// <summary>Labels and kinds of findings.</summary>
internal static class Labels
{
    /// <summary>Columns of the weights: one vector of eight 16-bit numbers a feature.</summary>
    public const int Columns = 8;

    /// <summary>Labels in use.</summary>
    public const int Count = 7;

    public static FindingKind Kind(this Label label) => label switch
    {
        Label.Name => FindingKind.Name,
        Label.Kin => FindingKind.Kin,
        Label.Address => FindingKind.Address,
        Label.Date => FindingKind.Date,
        Label.Age => FindingKind.Age,
        _ => FindingKind.PlaceIdentifying,
    };

    public static Label Of(FindingKind kind) => kind switch
    {
        FindingKind.Name => Label.Name,
        FindingKind.Kin => Label.Kin,
        FindingKind.Address => Label.Address,
        FindingKind.Date => Label.Date,
        FindingKind.Age => Label.Age,
        FindingKind.PlaceIdentifying => Label.Place,
        _ => Label.None,
    };
}

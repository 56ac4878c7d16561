namespace Pendopo.Text.Claims;

/// <summary>How a message stands to a claim.</summary>
public enum Stance
{
    /// <summary>It does not speak of the claim, or only jokes.</summary>
    None,

    /// <summary>It says the claim is so.</summary>
    Asserts,

    /// <summary>It asks whether the claim is so.</summary>
    Asks,

    /// <summary>It says the claim is not so. A claim denied is not a claim spread.</summary>
    Denies,
}

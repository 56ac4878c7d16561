namespace Pendopo.Platform.Ui.Components;

/// <summary>How much a button asks for.</summary>
public enum ButtonKind
{
    /// <summary>An act among others.</summary>
    Ordinary,

    /// <summary>What most people came for; one a page.</summary>
    Main,

    /// <summary>Cannot be undone.</summary>
    Danger,

    /// <summary>Looks like a link.</summary>
    Plain,
}

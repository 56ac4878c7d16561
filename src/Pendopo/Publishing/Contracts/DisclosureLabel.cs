namespace Pendopo.Publishing.Contracts;

/// <summary>What readers are told about how a post came about. Kept by name in rows.</summary>
public enum DisclosureLabel
{
    /// <summary>Somebody outside the centre took part in it, unpaid.</summary>
    Partnership,
    /// <summary>Somebody paid for it, or was paid or given something for it.</summary>
    Sponsored,
    /// <summary>A program that writes or draws helped to make it.</summary>
    AiHelped,
}

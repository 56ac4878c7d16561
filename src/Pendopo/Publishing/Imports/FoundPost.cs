namespace Pendopo.Publishing.Imports;

/// <summary>A post as a file of elsewhere holds it.</summary>
/// <param name="Text">Markdown.</param>
/// <param name="Url">Where it stood, or empty.</param>
/// <param name="At">When it went out there, or null.</param>
/// <param name="Pictures">How many pictures are left out.</param>
internal sealed record FoundPost(string Title, string Summary, string Text, string Topic, string Url, DateTimeOffset? At, int Pictures);

/// <summary>The file cannot be read; why, as a key of <see cref="ImportText"/>.</summary>
internal sealed class UnreadableException(string key) : Exception(key)
{
    public string Key { get; } = key;
}

namespace Pendopo.Channels.Bluesky;

/// <summary>The address of a record: at://DID/collection/key.</summary>
internal sealed record AtUri(string Did, string Collection, string Key)
{
    public const string PostCollection = "app.bsky.feed.post";
    private const string Scheme = "at://";

    public static AtUri Post(string did, string key) => new(did, PostCollection, key);

    /// <summary>Reads an address; null when it is none of a record.</summary>
    public static AtUri? Read(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            return null;
        var parts = text[Scheme.Length..].Split('/');
        return parts is [{ Length: > 0 } did, { Length: > 0 } collection, { Length: > 0 } key] ? new(did, collection, key) : null;
    }

    /// <summary>Where people look at the post. By DID, which outlives a change of handle.</summary>
    public string Page => $"https://bsky.app/profile/{Did}/post/{Key}";

    public override string ToString() => $"{Scheme}{Did}/{Collection}/{Key}";
}

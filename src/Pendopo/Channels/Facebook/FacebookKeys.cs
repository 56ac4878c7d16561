using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Facebook;

/// <summary>What is kept of a page, encrypted.</summary>
/// <param name="Page">The page's number.</param>
/// <param name="Token">The page's token; whoever has it speaks as the page.</param>
/// <param name="Granted">The permissions that were given when it was connected.</param>
internal sealed record FacebookKeys(string Page, string Name, string Token, IReadOnlyList<string> Granted)
{
    public GraphAccess Access => new(Page, Token);

    /// <summary>Comments of 8,000 characters, private messages of 2,000.</summary>
    public GraphVoice Voice => new(Access, "", "comments", 8000, 2000, "id,message,from,created_time", [("order", "reverse_chronological")]);

    // A record prints its members, and this one holds a token.
    public override string ToString() => $"page {Page}";
}

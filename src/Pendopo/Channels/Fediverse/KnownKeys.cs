using Pendopo.Fediverse.Signatures;

namespace Pendopo.Channels.Fediverse;

/// <summary>The public keys of those who write to us, found by their whole text: a key that changed in its owner's row is another one at once, on every node.</summary>
internal sealed class KnownKeys : IDisposable
{
    private readonly KeyShelf<PublicKey> keys = new(2000);

    /// <summary>Whether the signature was made with the key of this text; false when the text is no key.</summary>
    public bool HasSigned(string pem, InboundSignature signature) => keys.Use(pem, () => PublicKey.TryRead(pem), key => key is not null && signature.IsBy(key));

    public void Dispose() => keys.Dispose();
}

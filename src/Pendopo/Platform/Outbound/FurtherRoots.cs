using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Pendopo.Platform.Outbound;

/// <summary>Believes what the system believes, and besides what the administrator's own authorities signed, for the right name and time.</summary>
internal sealed class FurtherRoots(X509Certificate2Collection roots)
{
    public bool Believes(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        // A wrong name, or none shown at all, is mended by no authority.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 shown)
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (chain is not null)
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        
        return own.Build(shown);
    }
}

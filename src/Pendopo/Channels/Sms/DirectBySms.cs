using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;

namespace Pendopo.Channels.Sms;

/// <summary>A reminder as one SMS.</summary>
internal sealed class DirectBySms(SmsToOne one) : IDirectCarrier
{
    public DirectWay Way => DirectWay.Sms;

    public string Network => SmsConnector.NetworkName;

    public Task<SendOutcome> Send(ConnectedAccount account, Contact contact, Sending line, DirectWord word, CancellationToken cancel) => one.Send(account, contact, line, $"{word.Text} {word.Link}", cancel);
}

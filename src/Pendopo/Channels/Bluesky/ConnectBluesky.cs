using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Bluesky;

/// <summary>Connects an account of Bluesky with an app password, or gives a connected one new tokens. The password is used once and not kept.</summary>
internal sealed class ConnectBluesky(PendopoDb db, Xrpc xrpc, Accounts accounts, IStringLocalizer<BlueskyText> words, TimeProvider time)
{
    public const string DefaultServer = "https://bsky.social";

    /// <param name="Handle">The handle, without @, or the account's e-mail address.</param>
    /// <param name="AppPassword">From the network's settings; never the account's own password.</param>
    /// <param name="Server">Where the account signs in; empty for Bluesky's own.</param>
    public sealed record Request(string? Handle, string? AppPassword, string? Server);

    public async Task<Result<Channel>> Run(Centre centre, Request request, CancellationToken cancel)
    {
        var problems = Check(request, out var server);
        if (problems.Count > 0)
            return problems;
        var input = new JsonObject { ["identifier"] = request.Handle!.Trim().TrimStart('@'), ["password"] = request.AppPassword!.Trim() };
        var answer = await xrpc.Do(server, "com.atproto.server.createSession", token: null, input, cancel);
        if (!answer.Ok || Session.Read(answer.Body, server) is not { } session)
            return Refusal(answer);
        return await Keep(centre, session, cancel);
    }

    private List<Problem> Check(Request request, out string server)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(request.Handle))
            problems.Add(words.Problem("HandleRequired", nameof(Request.Handle)));
        if (string.IsNullOrWhiteSpace(request.AppPassword))
            problems.Add(words.Problem("AppPasswordRequired", nameof(Request.AppPassword)));
        var origin = string.IsNullOrWhiteSpace(request.Server) ? DefaultServer : ServerAddress.Origin(request.Server.Trim());
        if (origin is null)
            problems.Add(words.Problem("ServerNotAnAddress", nameof(Request.Server)));
        server = origin ?? DefaultServer;
        return problems;
    }

    private Problem Refusal(XrpcAnswer answer)
    {
        if (answer.Error == "AuthFactorTokenRequired")
            return words.Problem("NeedsAppPassword", nameof(Request.AppPassword));
        if (answer.Error == "AccountTakedown")
            return words.Problem("AccountTakenDown", nameof(Request.Handle));
        if (answer.OverQuota)
            return words.Problem("TooManySignIns");
        return answer.Status is 400 or 401 ? words.Problem("SignInRefused", nameof(Request.AppPassword)) : words.Problem("ServerNotReached", nameof(Request.Server));
    }

    private async Task<Channel> Keep(Centre centre, Session session, CancellationToken cancel)
    {
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == BlueskyConnector.NetworkName && channel.Address == session.Did, cancel);
        var credentials = accounts.Seal(session);
        if (known is null)
        {
            known = Channel.Connect(centre.Id, BlueskyConnector.NetworkName, session.Handle, session.Did, credentials, time.Now());
            db.Add(known);
        }
        else
        {
            known.Renew(session.Handle, session.Did, credentials, time.Now());
        }
        await db.SaveChangesAsync(cancel);
        return known;
    }
}

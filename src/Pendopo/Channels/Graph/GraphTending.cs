using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Graph;

/// <summary>Hides, shows, deletes and likes what others said. Each may be done twice without harm.</summary>
internal sealed class GraphTending(GraphApi api, GraphOutcomes outcomes)
{
    /// <param name="hideField">What the network calls being hidden.</param>
    public async Task<SendOutcome> Act(GraphAccess access, GraphWords words, RemoteRef comment, CommentAct act, string hideField, CancellationToken cancel)
    {
        var answer = act switch
        {
            CommentAct.Delete => await api.Delete(access, comment.Id, cancel),
            CommentAct.Like => await api.Post(access, $"{comment.Id}/likes", [], cancel),
            _ => await api.Post(access, comment.Id, new JsonObject { [hideField] = act == CommentAct.Hide }, cancel),
        };
        return answer.Ok ? new SendOutcome.Sent(comment) : outcomes.Of(access, answer, words, irreversible: false);
    }
}

/// <summary>The windows in which people may be answered on Facebook and Instagram.</summary>
internal static class GraphWindows
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24), Week = TimeSpan.FromDays(7);

    /// <param name="saidAt">When the person said the last thing that is answered.</param>
    public static AnswerRule Rule(GraphVoice voice, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now)
    {
        var age = now - saidAt;
        if (!isPrivate)
            return new(age <= Week ? Said("RuleComment", saidAt + Week) : GraphText.Say("RuleCommentOld"), voice.CommentLength);
        return new(age <= Day ? Said("RuleLetter", saidAt + Day) : age <= Week ? Said("RuleLetterLate", saidAt + Week) : GraphText.Say("RuleLetterOver"), voice.LetterLength);
    }

    // A day is enough to plan by; the hour would need the centre's zone.
    private static string Said(string key, DateTimeOffset until) => string.Format(CultureInfo.CurrentCulture, GraphText.Say(key), until.ToString("d MMMM", CultureInfo.CurrentCulture));
}

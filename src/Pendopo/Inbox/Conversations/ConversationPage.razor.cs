using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui.Forms;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Inbox.Conversations;

/// <summary>One conversation: what was said, the answer being written, and beside it the post and who takes care.</summary>
public sealed partial class ConversationPage
{
    private readonly FormErrors errors = new();
    private Conversation? conversation;
    private List<Message> messages = [];
    private Message? undoable;
    private ILookup<Id<Message>, MessageVersion> versions = null!;
    private IReadOnlyDictionary<Id<Person>, string> names = new Dictionary<Id<Person>, string>();
    private List<string> replying = [];
    private List<Colleague> colleagues = [];
    private PostCard? post;
    private int? limit;

    [Inject] private ConversationQueries Queries { get; set; } = null!;

    [Inject] private Colleagues People { get; set; } = null!;

    [Inject] private AnswerConversation Answers { get; set; } = null!;

    [Inject] private Accounts Channels { get; set; } = null!;

    [Inject] private PublishedPosts Posts { get; set; } = null!;

    [Inject] private Here Centre { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    /// <summary>The conversation's id.</summary>
    [Parameter] public Guid Number { get; set; }

    /// <summary>Code of what went wrong with a step taken on this page, or null.</summary>
    [SupplyParameterFromQuery(Name = "trouble")] public string? Trouble { get; set; }

    [SupplyParameterFromForm(FormName = "answer")] private AnswerForm Form { get; set; } = null!;

    private string Here => $"/desk/inbox/{Number}";

    private string Who => conversation!.AuthorName.Length > 0 ? conversation.AuthorName : conversation.AuthorHandle;

    private bool MayReply => Centre.May(InboxRoom.MayReply);

    private bool MayAssign => Centre.May(InboxRoom.MayAssign);

    // Not ten again each time the page is looked at.
    private int SecondsLeft => Math.Max(1, (int)Math.Ceiling((undoable!.At + Message.UndoTime - Time.Now()).TotalSeconds));

    private string? LastSeen => messages.Count == 0 ? null : messages[^1].Id.ToString();

    // Only codes that have a text are shown: the address is anybody's to write.
    private string? TroubleText => T[Trouble!] is { ResourceNotFound: false } text ? text.Value : null;

    protected override async Task OnInitializedAsync()
    {
        var sent = Form is not null;
        Form ??= new();
        var id = new Id<Conversation>(Number);
        conversation = await Queries.Find(id, Http.RequestAborted);
        if (conversation is null)
        {
            Nav.NotFound();
            return;
        }
        await Load(id, sent);
    }

    private async Task Load(Id<Conversation> id, bool sent)
    {
        var cancel = Http.RequestAborted;
        messages = await Queries.Messages(id, cancel);
        versions = await Queries.Versions(messages, cancel);
        undoable = messages.LastOrDefault(message => message.WriterId == Centre.Actor && message.CanUndo(Time.Now()));
        names = await People.Names(messages.Where(message => message.WriterId is not null).Select(message => message.WriterId!.Value), cancel);
        colleagues = await People.WhoAnswer(cancel);
        post = conversation!.PostId is { } about ? await Posts.ById(about, cancel) : null;
        if (!MayReply)
            return;
        replying = await Queries.Replying(id, cancel);
        limit = await Limit(cancel);
        if (!sent)
            Form.Text = await Queries.Draft(id, cancel);
    }

    private async Task<int?> Limit(CancellationToken cancel) =>
        await Channels.Find(conversation!.ChannelId, cancel) is { State: ChannelState.Connected } channel
            ? (await Channels.Connector(channel.Network).Limits(await Channels.Open(channel, cancel), cancel)).Graphemes
            : null;

    private async Task Send()
    {
        if (conversation is null || !MayReply)
            return;
        var seen = Id<Message>.TryParse(Form.SeenUntil, null, out var id) ? id : (Id<Message>?)null;
        var result = await Answers.Handle(new(conversation.Id, Form.Text, seen), Http.RequestAborted);
        if (result.Ok)
        {
            Nav.NavigateTo(Here);
            return;
        }
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        foreach (var problem in result.Problems)
            errors.Add(problem.Field is null ? "" : $"Form.{problem.Field}", problem.Text);
    }

    internal sealed class AnswerForm
    {
        public string? Text { get; set; }
        public string? SeenUntil { get; set; }
    }
}

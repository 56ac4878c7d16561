using System.Globalization;

namespace Pendopo.Channels.Contracts;

/// <summary>What somebody asked the program itself by a command of the network, such as `/antre`. It is no message: nothing of it stands in the inbox.</summary>
/// <param name="Remote">Where it stands.</param>
/// <param name="Command">Its name, without the stroke, in small letters.</param>
/// <param name="Language">BCP 47 tag of the person's own choice there, or null when the network tells none.</param>
public sealed record AskedCommand(RemoteRef Remote, string Command, string? Language, DateTimeOffset SentAt);

/// <summary>Answers a command at the centre in scope. A later room offers it; of who asks it learns the language alone.</summary>
public interface ICommandAnswer
{
    /// <summary>The command's name, without the stroke, in small letters.</summary>
    string Command { get; }

    /// <summary>What is said, plain, at most 4,000 characters: nothing of a person.</summary>
    Task<string> Say(CultureInfo language, CancellationToken cancel);
}

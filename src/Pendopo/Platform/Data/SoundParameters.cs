using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pendopo.Platform.Data;

/// <summary>No text that somebody sent can break a statement: U+0000 and halves of surrogate pairs, which PostgreSQL refuses, become U+FFFD on
/// their way into the database, whether they are kept or only looked for. In one place, since every new field would forget it.</summary>
internal sealed class SoundParameters : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Sound(command, result);

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Sound(command, result);

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Sound(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        new(Sound(command, result));

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        new(Sound(command, result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        new(Sound(command, result));

    private static T Sound<T>(DbCommand command, T result)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text && KeptText.Sound(text) is var sound && !ReferenceEquals(sound, text))
                parameter.Value = sound;
            else if (parameter.Value is string[] texts)
                parameter.Value = Array.ConvertAll(texts, KeptText.Sound);
        }
        return result;
    }
}

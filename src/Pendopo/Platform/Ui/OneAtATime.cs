using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Pendopo.Platform.Ui;

/// <summary>The base of every component: within a request only one of them loads at a time, and none is drawn before it has loaded.</summary>
/// <remarks>The framework starts the loading of a page, of its layout and of its panels side by side, draws each as soon as it first waits,
/// and goes on drawing while a form's handler waits. They share one database context, which bears one query at a time; and a page drawn
/// between two questions shows fields that are not filled yet. On SQLite nothing is ever waited for, so both hide there; on PostgreSQL they
/// are exceptions.</remarks>
public abstract class OneAtATime : ComponentBase, IHandleEvent
{
    private static readonly ConcurrentDictionary<Type, bool> Loading = new();
    private bool begun;

    [Inject]
    private LoadingTurn Turn { get; set; } = null!;

    /// <inheritdoc />
    public override Task SetParametersAsync(ParameterView parameters)
    {
        if (!Loading.GetOrAdd(GetType(), Loads))
            return base.SetParametersAsync(parameters);
        // The view ends with this call, so the parameters are set before the turn is waited for.
        parameters.SetParameterProperties(this);
        return Turn.Take(Load);
    }

    /// <summary>The framework's order of loading, without its drawing in between: what it draws first is whole.</summary>
    private async Task Load()
    {
        if (!begun)
        {
            begun = true;
            OnInitialized();
            await OnInitializedAsync();
        }
        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }

    /// <summary>Runs a form's handler to its end before anything is drawn anew.</summary>
    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        await Turn.TakeForForm(() => item.InvokeAsync(arg));
        StateHasChanged();
    }

    private static bool Loads(Type component) =>
        Overrides(component, nameof(OnInitializedAsync)) || Overrides(component, nameof(OnParametersSetAsync));

    private static bool Overrides(Type component, string method) =>
        component.GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.DeclaringType != typeof(ComponentBase);
}

/// <summary>Whose turn it is to load in this request.</summary>
public sealed class LoadingTurn
{
    private readonly Queue<TaskCompletionSource> waiting = new();
    private bool taken, handling;

    /// <summary>Does the work when all that was asked for before is done. Called from the renderer alone, which runs one thing at a time.</summary>
    public async Task Take(Func<Task> work)
    {
        if (taken)
        {
            var turn = new TaskCompletionSource();
            waiting.Enqueue(turn);
            await turn.Task;
        }
        taken = true;
        try
        {
            await work();
        }
        finally
        {
            Pass();
        }
    }

    /// <summary>The same for what a form asks for. A request brings one form: when its handler calls one of another component, that is a part of it and has
    /// the turn already; waiting for it, it would wait for itself.</summary>
    public async Task TakeForForm(Func<Task> work)
    {
        if (handling)
        {
            await work();
            return;
        }
        handling = true;
        try
        {
            await Take(work);
        }
        finally
        {
            handling = false;
        }
    }

    private void Pass()
    {
        if (waiting.TryDequeue(out var next))
            next.SetResult();
        else
            taken = false;
    }
}

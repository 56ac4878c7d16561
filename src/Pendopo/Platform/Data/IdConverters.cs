using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Pendopo.Platform.Data;

/// <summary>Keeps every <see cref="Id{T}"/> as its UUID, whatever it is the key of; the first time that EF Core meets one.</summary>
internal sealed class IdConverters(ValueConverterSelectorDependencies dependencies) : ValueConverterSelector(dependencies)
{
    public override IEnumerable<ValueConverterInfo> Select(Type modelClrType, Type? providerClrType = null)
    {
        var type = Nullable.GetUnderlyingType(modelClrType) ?? modelClrType;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>)
            ? OfId(type, providerClrType)
            : base.Select(modelClrType, providerClrType);
    }

    private static IEnumerable<ValueConverterInfo> OfId(Type id, Type? provider)
    {
        if (provider is null || provider == typeof(Guid))
            yield return new(id, typeof(Guid), _ => (ValueConverter)Activator.CreateInstance(typeof(IdConverter<>).MakeGenericType(id.GetGenericArguments()))!);
    }

    private sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));
}

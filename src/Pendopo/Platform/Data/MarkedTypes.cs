using System.Reflection;
using System.Reflection.Metadata;

namespace Pendopo.Platform.Data;

/// <summary>
/// Finds the classes of the program that carry an attribute by reading its tables. Asking the runtime for every type would load them all,
/// thousands of closures and pages among them, and keep them for as long as the program lives (8 MB and a tenth of a second).
/// </summary>
internal static class MarkedTypes
{
    /// <summary>Every class of this program that carries the attribute itself; in the order in which they were compiled.</summary>
    public static IReadOnlyList<Type> With<TAttribute>() where TAttribute : Attribute
    {
        var program = typeof(MarkedTypes).Assembly;
        var reader = Tables(program);
        var found = new List<Type>();
        foreach (var handle in reader.CustomAttributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Parent.Kind == HandleKind.TypeDefinition && NameOf(reader, attribute.Constructor) == typeof(TAttribute).FullName)
                found.Add(program.GetType(NameOf(reader, (TypeDefinitionHandle)attribute.Parent), throwOnError: true)!);
        }
        return found;
    }

    private static unsafe MetadataReader Tables(Assembly program) =>
        program.TryGetRawMetadata(out var start, out var length)
            ? new MetadataReader(start, length)
            : throw new InvalidOperationException("The program cannot read its own tables.");

    /// <summary>The class whose constructor was called, one of ours or of a library; null for a generic one, which no attribute of ours is.</summary>
    private static string? NameOf(MetadataReader reader, EntityHandle constructor) => constructor.Kind switch
    {
        HandleKind.MethodDefinition => NameOf(reader, reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()),
        HandleKind.MemberReference when reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent =>
            NameOf(reader, reader.GetTypeReference((TypeReferenceHandle)parent)),
        _ => null,
    };

    private static string NameOf(MetadataReader reader, TypeReference type) =>
        $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";

    private static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        var outer = type.GetDeclaringType();
        return outer.IsNil ? $"{reader.GetString(type.Namespace)}.{name}" : $"{NameOf(reader, outer)}+{name}";
    }
}

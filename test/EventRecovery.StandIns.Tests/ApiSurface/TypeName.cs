using System.Reflection;

namespace EventRecovery.StandIns.ApiSurface;

/// <summary>Types as C# spells them, without namespaces and outer types: <c>int?</c>, <c>List&lt;Record&gt;</c>, <c>byte[]</c>.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType);

    public static string Of(PropertyInfo property) => Of(property.PropertyType);

    public static string Of(FieldInfo field) => Of(field.FieldType);

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsByRef)
        {
            return $"ref {Of(type.GetElementType()!)}";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        return Nullable.GetUnderlyingType(type) is { } value
            ? $"{Of(value)}?"
            : type.Name.Split('`')[0] + Arguments(type.GetGenericArguments());
    }

    public static string Arguments(Type[] arguments) =>
        arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>";
}

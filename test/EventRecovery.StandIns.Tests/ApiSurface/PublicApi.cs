using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace EventRecovery.StandIns.ApiSurface;

/// <summary>
/// The public API of an assembly in the form of the snapshot files: one type or member a line, in the words of C#, type names
/// without their namespaces. Overrides are left out: they add nothing that a caller could name.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes().SelectMany(Lines);

    private static IEnumerable<string> Lines(Type type)
    {
        var name = Name(type);
        if (type.IsEnum)
        {
            return
            [
                $"enum {name}",
                .. Enum.GetValues(type).Cast<object>().Select(value => $"{name}.{value} = {(int)value}"),
            ];
        }

        if (type.BaseType == typeof(MulticastDelegate))
        {
            var invoke = type.GetMethod("Invoke")!;
            return [$"delegate {name}({Parameters(invoke)}) : {TypeName.Of(invoke.ReturnParameter)}"];
        }

        return [Header(type, name), .. Members(type).Select(member => $"{name}.{member}")];
    }

    private static string Header(Type type, string name)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = Bases(type).Select(TypeName.Of).ToArray();
        string[] tags =
        [
            type.IsDefined(typeof(RequiresUnreferencedCodeAttribute), false) ? "RequiresUnreferencedCode" : "",
            type.IsDefined(typeof(ObsoleteAttribute), false) ? "Obsolete" : "",
        ];
        return $"{kind} {name}{(bases.Length == 0 ? "" : " : " + string.Join(", ", bases))}{Bracketed(tags)}";
    }

    /// <summary>The base class and those interfaces that neither it nor another interface brings along.</summary>
    private static IEnumerable<Type> Bases(Type type)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var own = type.GetInterfaces().Except(inherited).ToArray();
        var direct = own.Except(own.SelectMany(each => each.GetInterfaces()));
        return type.BaseType is { } parent && parent != typeof(object) ? direct.Prepend(parent) : direct;
    }

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(Declared).Select(Member).Where(line => line.Length > 0);

    private static string Member(MemberInfo member) =>
        member switch
        {
            ConstructorInfo constructor when IsVisible(constructor) =>
                $"{Simple(constructor.DeclaringType!)}({Parameters(constructor)}){Tags(constructor)}",
            MethodInfo { IsSpecialName: true, Name: not "op_Implicit" } => "",
            MethodInfo method when IsNew(method) =>
                $"{method.Name}{TypeName.Arguments(method.GetGenericArguments())}({Parameters(method)}) : {TypeName.Of(method.ReturnParameter)}{Tags(method)}",
            PropertyInfo property => Property(property),
            FieldInfo { IsPublic: true } field => Field(field),
            _ => "",
        };

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsNew).ToArray();
        if (accessors.Length == 0)
        {
            return "";
        }

        var get = accessors.Any(accessor => accessor == property.GetMethod) ? " get;" : "";
        var set = accessors.Any(accessor => accessor == property.SetMethod) ? " set;" : "";
        var json = property.GetCustomAttribute<JsonPropertyNameAttribute>();
        string[] extra = json is null ? [] : [$"json:{json.Name}"];
        return $"{property.Name} : {TypeName.Of(property)} {{{get}{set} }}{Tags(accessors[0], extra)}";
    }

    private static string Field(FieldInfo field)
    {
        var value = field.GetValue(null) is ConstantClass constant ? $" = \"{constant.Value}\"" : "";
        return $"{field.Name} : {TypeName.Of(field)}{value}{(field.IsStatic ? " [static]" : "")}";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsNew(MethodInfo method) => IsVisible(method) && method.GetBaseDefinition() == method;

    private static string Tags(MethodBase method, params string[] extra)
    {
        var inInterface = method.DeclaringType!.IsInterface;
        var isVirtual = method is { IsVirtual: true, IsFinal: false, IsAbstract: false };
        string[] tags =
        [
            method.IsStatic ? "static" : "",
            method.IsPublic ? "" : "protected",
            method.IsAbstract && !inInterface ? "abstract" : "",
            isVirtual && !inInterface ? "virtual" : "",
            isVirtual && inInterface ? "default" : "",
            .. extra,
        ];
        return Bracketed(tags);
    }

    private static string Bracketed(string[] tags)
    {
        var given = tags.Where(tag => tag.Length > 0).ToArray();
        return given.Length == 0 ? "" : $" [{string.Join(' ', given)}]";
    }

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method
                .GetParameters()
                .Select(parameter =>
                    (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
                    + $"{TypeName.Of(parameter)} {parameter.Name}"
                    + (parameter.HasDefaultValue ? " = default" : "")
                )
        );

    private static string Name(Type type) =>
        type.DeclaringType is { } outer
            ? $"{Name(outer)}.{Simple(type)}"
            : $"{type.Namespace}.{Simple(type)}{TypeName.Arguments(type.GetGenericArguments())}";

    private static string Simple(Type type) => type.Name.Split('`')[0];
}

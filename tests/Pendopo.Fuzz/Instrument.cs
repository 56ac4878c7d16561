using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Pendopo.Fuzz;

/// <summary>Writes an assembly anew so that it tells <see cref="Edges"/> which way it takes.</summary>
internal static class Instrument
{
    /// <returns>How many places tell.</returns>
    public static int Assembly(string file, Func<TypeDefinition, bool> wanted)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(file));
        using var module = ModuleDefinition.ReadModule(file, new() { InMemory = true, AssemblyResolver = resolver });
        var hit = module.ImportReference(typeof(Edges).GetMethod(nameof(Edges.Hit)));
        var place = 0;
        foreach (var method in module.GetTypes().Where(wanted).SelectMany(type => type.Methods).Where(method => method.HasBody))
            place = Method(method, hit, place);
        module.Write(file);
        return place;
    }

    private static int Method(MethodDefinition method, MethodReference hit, int place)
    {
        var body = method.Body;
        body.SimplifyMacros();
        var code = body.GetILProcessor();
        foreach (var leader in Leaders(body))
        {
            // A number spread over the map, so that two steps seldom share a count (Knuth's multiplicative hash, TAOCP 6.4).
            var number = code.Create(OpCodes.Ldc_I4, (int)((uint)place++ * 2654435761u >> 16));
            code.InsertBefore(leader, number);
            code.InsertAfter(number, code.Create(OpCodes.Call, hit));
            Redirect(body, leader, number);
        }
        body.OptimizeMacros();
        return place;
    }

    /// <summary>Where a stretch begins: the method, where jumps lead, behind each jump that may fall through, and handlers.</summary>
    private static List<Instruction> Leaders(MethodBody body)
    {
        var leaders = new HashSet<Instruction> { body.Instructions[0] };
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target)
                leaders.Add(target);
            foreach (var one in instruction.Operand as Instruction[] ?? [])
                leaders.Add(one);
            if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch && instruction.Next is { } next)
                leaders.Add(next);
        }
        // What a prefix belongs to may not be parted from it.
        return [.. body.Instructions.Where(leaders.Contains).Where(leader => leader.Previous?.OpCode.OpCodeType != OpCodeType.Prefix)];
    }

    private static void Redirect(MethodBody body, Instruction from, Instruction to)
    {
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Operand == from)
                instruction.Operand = to;
            else if (instruction.Operand is Instruction[] many)
                instruction.Operand = Array.ConvertAll(many, one => one == from ? to : one);
        }
        foreach (var handler in body.ExceptionHandlers)
        {
            (handler.TryStart, handler.TryEnd) = (Moved(handler.TryStart), Moved(handler.TryEnd));
            (handler.HandlerStart, handler.HandlerEnd) = (Moved(handler.HandlerStart), Moved(handler.HandlerEnd));
            handler.FilterStart = Moved(handler.FilterStart);
        }

        Instruction? Moved(Instruction? at) => at == from ? to : at;
    }
}

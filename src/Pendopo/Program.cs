using Pendopo.Commands;

return await CommandLine.Create().Parse(args).InvokeAsync();

using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Replay;
using EventRecovery.Configuration;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Cli.Commands.Replay;

/// <summary>A replay request from flags or from a file: the same JSON that the console and the AWS CLI send.</summary>
internal static class RequestOptions
{
    public static readonly Option<string?> Run = Text(
        "--run",
        "NAME",
        "The run: a new name to start one, a known one to take it up."
    );
    public static readonly Option<string> Stack = new("--stack")
    {
        Description = "The deployment's name, from which the Replayer's name follows.",
        HelpName = "NAME",
        DefaultValueFactory = _ => StackNames.Default,
    };
    public static readonly Option<string?> Function = new("--function")
    {
        Description = "The Replayer's name or ARN, where it is none that follows from --stack.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Stream = Text("--stream", "NAME", "The stream to read again.");
    private static readonly Option<string?> From = Text(
        "--from",
        "TIME",
        "Arrival of the first record: RFC 3339, or HH:mm of today (UTC)."
    );
    private static readonly Option<string?> To = Text("--to", "TIME", "Arrival before which the window ends.");
    private static readonly Option<string?> Version = Text(
        "--version",
        "NAME/NUMBER",
        "The recalculation, such as rate-adjustment/1."
    );
    private static readonly Option<string?> Only = Text(
        "--only",
        "FINDINGS",
        "Process only these findings of an audit: s3://BUCKET/KEY, or a key in the deployment's own store."
    );
    private static readonly Option<string?> Archive = Text(
        "--archive",
        "PREFIX",
        "Where the archive is of what the stream no longer holds: s3://BUCKET/PREFIX, or a prefix in the deployment's own store."
    );
    private static readonly Option<string?> Seam = Text(
        "--seam",
        "TIME",
        "What arrived before comes from the archive. Default: where the stream surely reaches back to."
    );
    private static readonly Option<long?> Rate = new("--rate")
    {
        Description = "Records a second and shard at most. Default 1,000, so that live readers keep their share.",
        HelpName = "N",
    };
    private static readonly Option<long?> MaxWriteUnits = new("--max-write-units")
    {
        Description =
            "DynamoDB write units that the run may consume; it stops before it exceeds them, and can be resumed.",
        HelpName = "N",
    };
    private static readonly Option<string?> After = Text(
        "--after",
        "TRIAL",
        "Publish only when this trial of the same window and version passed or was approved."
    );
    private static readonly Option<FileInfo?> Request = new("--request")
    {
        Description = "A file with the request as JSON, instead of the flags above.",
        HelpName = "FILE",
    };

    /// <summary>What a request consists of, besides what only some commands add.</summary>
    private static readonly Option[] Parts = [Run, Stream, From, To, Version, Only, Archive, Seam, Rate, MaxWriteUnits];

    /// <summary>Adds what defines a run.</summary>
    public static Command WithRequest(this Command command)
    {
        foreach (var option in (Option[])[.. Parts, Request, Stack, Function])
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>Adds what makes a replay wait for a trial.</summary>
    public static Command WithAfter(this Command command)
    {
        command.Options.Add(After);
        return command;
    }

    /// <summary>The request, checked here so that all its mistakes are shown before anything is called.</summary>
    public static async Task<byte[]> RequestAsync(this Invocation invocation, bool asPlan, bool asTrial = false)
    {
        var json = invocation.Get(Request) is { } file
            ? await ReadAsync(invocation, file)
            : FromFlags(invocation, asPlan, asTrial, asTrial ? await TrialBaseline.PlaceAsync(invocation) : null);
        var reading = ReplayRequestReader.Read(json);
        if (!reading.IsValid)
        {
            throw Refused(reading.Problems, asPlan);
        }

        return asPlan && !reading.Request.IsPlan
            ? throw Usage.Wrong("the request is not for a plan: its mode is not plan")
            : json;
    }

    /// <summary>A request that only names a run.</summary>
    public static byte[] ActionRequest(string run, ReplayAction action)
    {
        var json = Write(writer =>
        {
            writer.WriteString(RequestFields.RunId, run);
            writer.WriteString(RequestFields.Action, JsonNamingPolicy.CamelCase.ConvertName(action.ToString()));
        });
        var reading = ReplayRequestReader.Read(json);
        return reading.IsValid ? json : throw Refused(reading.Problems, asPlan: false);
    }

    public static ReplayFunction Replayer(this Invocation invocation) =>
        invocation.Surroundings.Replayer(invocation.Get(Function) ?? new StackNames(invocation.Get(Stack)!).Replayer);

    private static async Task<byte[]> ReadAsync(Invocation invocation, FileInfo file)
    {
        if (
            invocation.Parsed.CommandResult.Children.Any(child =>
                child is System.CommandLine.Parsing.OptionResult { Implicit: false } given && IsPart(given.Option)
            )
        )
        {
            throw Usage.Wrong("--request and the flags of a request exclude each other");
        }

        return file.Exists
            ? await File.ReadAllBytesAsync(file.FullName, invocation.CancellationToken)
            : throw Usage.Wrong($"there is no file {file}");
    }

    private static bool IsPart(Option option) => Parts.Contains(option) || option == After || TrialOptions.Has(option);

    private static byte[] FromFlags(Invocation invocation, bool asPlan, bool asTrial, string? baseline) =>
        Write(writer =>
        {
            WriteText(writer, RequestFields.RunId, invocation.Get(Run));
            WriteText(writer, RequestFields.Stream, invocation.Get(Stream));
            WriteText(writer, RequestFields.From, TimeOfDay.Today(invocation, invocation.Get(From)));
            WriteText(writer, RequestFields.To, TimeOfDay.Today(invocation, invocation.Get(To)));
            WriteText(writer, RequestFields.Version, invocation.Get(Version));
            WriteText(writer, RequestFields.Only, invocation.Get(Only));
            WriteText(writer, RequestFields.Archive, invocation.Get(Archive));
            WriteText(writer, RequestFields.Seam, TimeOfDay.Today(invocation, invocation.Get(Seam)));
            if (asPlan)
            {
                writer.WriteString(RequestFields.Mode, "plan");
            }
            else if (asTrial && invocation.Get(Stream) is not null)
            {
                TrialOptions.Write(writer, invocation, baseline);
            }

            WriteText(writer, RequestFields.After, invocation.Get(After));

            if (invocation.Get(Rate) is not null || invocation.Get(MaxWriteUnits) is not null)
            {
                writer.WriteStartObject(RequestFields.Limits);
                WriteNumber(writer, RequestFields.RecordsPerSecondPerShard, invocation.Get(Rate));
                WriteNumber(writer, RequestFields.MaxWriteUnits, invocation.Get(MaxWriteUnits));
                writer.WriteEndObject();
            }
        });

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string field, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(field, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string field, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(field, number);
        }
    }

    private static CommandException Refused(IReadOnlyList<RequestProblem> problems, bool asPlan)
    {
        var width = problems.Max(problem => problem.Field.Length);
        var count = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems";
        return new CommandException(
            ExitCode.CannotRun,
            new Problem($"the {(asPlan ? "plan" : "replay")} cannot start: {count} in the request")
            {
                Where =
                [
                    .. problems.Select(problem => $"{problem.Field.PadRight(width)}  {problem.Message}".TrimStart()),
                ],
                Kept = "Nothing was read or written.",
            }
        );
    }

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}

using System.Diagnostics;
using System.Net;

namespace EventRecovery.Cli.Tests.Reports;

/// <summary>Chromium without a window, where it is installed.</summary>
internal static class Browser
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Null where there is none.</summary>
    public static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>
    /// Opens pages of these widths side by side, each in a frame of its own, and tells how wide each is inside, and what the console said.
    /// </summary>
    public static async Task<(IReadOnlyList<Measured> Frames, string Console)> MeasureAsync(
        string page,
        params int[] widths
    )
    {
        var folder = Directory.CreateTempSubdirectory("recover-browser-");
        try
        {
            var file = System.IO.Path.Combine(folder.FullName, "frames.html");
            await File.WriteAllTextAsync(file, Frames(page, widths), TestContext.Current.CancellationToken);
            var (output, error) = await RunAsync(folder.FullName, "--dump-dom", new Uri(file).ToString());
            var console = error.Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal));
            return (Read(output), string.Join('\n', console));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Frames(string page, int[] widths) =>
        $$"""
            <!doctype html><html><body><p id="result"></p>
            {{string.Concat(
                widths.Select(width =>
                    $"<iframe srcdoc=\"{WebUtility.HtmlEncode(page)}\" style=\"width:{width}px;height:900px;border:0\"></iframe>"
                )
            )}}
            <script>
            addEventListener('load', () => {
              document.getElementById('result').textContent = [...document.querySelectorAll('iframe')].map(frame => {
                const root = frame.contentDocument.documentElement;
                const late = [...frame.contentDocument.querySelectorAll('body *')].filter(e => !e.closest('.wide, svg') && e.getBoundingClientRect().right > frame.clientWidth + 1);
                return [frame.clientWidth, root.scrollWidth, root.scrollHeight, late.length].join(',');
              }).join(';');
            });
            </script></body></html>
            """;

    private static List<Measured> Read(string dom)
    {
        const string mark = "<p id=\"result\">";
        var from = dom.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return
        [
            .. dom[from..dom.IndexOf("</p>", from, StringComparison.Ordinal)]
                .Split(';')
                .Select(frame => frame.Split(',').Select(int.Parse).ToArray())
                .Select(numbers => new Measured(numbers[0], numbers[1], numbers[2], numbers[3])),
        ];
    }

    private static async Task<(string Output, string Error)> RunAsync(string profile, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The sandbox wants a user other than root; what is opened is a file of ours.
        string[] quiet =
        [
            "--headless",
            "--hide-scrollbars",
            "--no-sandbox",
            "--disable-gpu",
            "--enable-logging=stderr",
            $"--user-data-dir={profile}",
        ];
        foreach (var argument in quiet.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var error = process.StandardError.ReadToEndAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
            return (await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}

/// <param name="Width">Of the frame.</param>
/// <param name="ScrollWidth">Of what is in it.</param>
/// <param name="Outside">Elements that reach over its right edge, but for those that scroll by themselves.</param>
internal sealed record Measured(int Width, int ScrollWidth, int Height, int Outside);

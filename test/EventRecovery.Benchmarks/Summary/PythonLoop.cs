using System.Diagnostics;
using System.Globalization;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>The Python baseline, where there is a Python.</summary>
internal static class PythonLoop
{
    public static double? MicrosecondsAnEvent(IEnumerable<string> encoded)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Summary", "baseline.py");
        try
        {
            using var python = Process.Start(
                new ProcessStartInfo("python3", [script])
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                }
            )!;
            foreach (var line in encoded)
            {
                python.StandardInput.Write(line + "\n");
            }

            python.StandardInput.Close();
            return double.Parse(python.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        }
        catch (Exception missing)
            when (missing is System.ComponentModel.Win32Exception or FormatException or IOException)
        {
            Console.Error.WriteLine("No python3 here: its baseline is left out.");
            return null;
        }
    }
}
